import { ACCESS_KINDS } from '../../../city/parcels.ts'
import { UNITS_PER_MINUTE } from '../../../city/plan.ts'
import { homeMean } from '../../define.ts'
import { DAILY, facilityKinds } from '../../facilities.ts'

export const walkByKind = facilityKinds.slice(0, DAILY).map(({ key, en, zh }, k) =>
  homeMean({
    name: `walk_minutes_${key}`,
    theme: 'distribution',
    short: { en: `Walk to ${en}`, zh: `到最近${zh}的步行` },
    title: { en: `Walk to the nearest of the ${en}`, zh: `到最近${zh}的步行时间` },
    explains: {
      en: `Minutes that people walk to the nearest of the ${en} they may use; 30 stands for 30 and more.`,
      zh: `居民步行到最近可用${zh}的分钟数，超过 30 分钟按 30 计。`,
    },
    unit: 'minutes',
    axis: [0, 15],
    halfRange: 2,
    better: 'lower',
    formula: 'persons’ mean walk on the street network, walls counted, capped at 30',
    source: 'nearest-k-distance',
    caveat: {
      en: 'Nearness says nothing of crowding or quality: read it beside access.',
      zh: '近不等于够用、好用，应与可达性对照着看。',
    },
    per: 'person',
    value:
      ({ parcels }) =>
      p =>
        parcels.walk[p * ACCESS_KINDS + k]! / UNITS_PER_MINUTE,
  }),
)
