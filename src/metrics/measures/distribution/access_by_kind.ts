import { ACCESS_KINDS } from '../../../city/parcels.ts'
import { homeMean } from '../../define.ts'
import { facilityKinds } from '../../facilities.ts'

/** Access and walk of each kind. */
export const accessByKind = facilityKinds.map(({ key, en, zh }, k) =>
  homeMean({
    name: `access_${key}`,
    theme: 'distribution',
    short: { en: `Access: ${en}`, zh: `${zh}可达性` },
    title: { en: `Access to ${en}`, zh: `${zh}可达性` },
    explains: {
      en: `How well homes are served by ${en} within a walk: 0 not at all, 1 fully.`,
      zh: `住处步行可及的${zh}有多充足：0 为全无，1 为充足。`,
    },
    unit: '0–1',
    axis: [0, 1],
    halfRange: 0.1,
    better: 'higher',
    formula: 'household mean of A = 1 − exp(−E)',
    source: 'enhanced-two-step-fca; Luo & Qi 2009',
    caveat: {
      en: 'Places are shared: more people nearby lower it though nothing was closed.',
      zh: '设施由大家分享：附近人多了，即使什么都没关，它也会下降。',
    },
    per: 'household',
    value:
      ({ parcels }) =>
      p =>
        parcels.access[p * ACCESS_KINDS + k]!,
  }),
)
