import { roomsDue } from '../city/improvements.ts'
import { moves, type SettingValues, stated } from './policy.ts'

/** Yuan an activity, and a community room. */
const ACTIVITY = 1500
const ROOM = 1.5e6

export const culture = moves('culture', {
  theme: 'encounter',
  kind: 'rule',
  title: { en: 'Culture for all', zh: '人人可及的文化活动' },
  summary: {
    en: 'Cultural activities in every neighbourhood and, if asked for, a community room in districts that lack them. Without outreach mostly registered residents come; with it, activities bring people of different classes together.',
    zh: '每个社区办文化活动，并可在缺少场所的街道补建活动室。不主动邀请，来的多是本地人；主动邀请，才让不同的人相遇。',
  },
  source: 'Amin 2002, Environment and Planning A 34; model §2.5 E3, E4',
  words: {
    activities_per_zone_yr: { en: 'activities a neighbourhood and year', zh: '每个社区每年活动次数' },
    outreach: { en: 'effort to invite those who do not come by themselves', zh: '主动邀请的力度' },
    facilities_equalise: {
      en: 'culture a head that every district is to have, of the best supplied',
      zh: '各街道人均文化设施须达到最优者的比例',
    },
  },
  cost: {
    en: '1,500 yuan an activity, up to twice that with outreach; 1.5 million a community room and 200,000 a year.',
    zh: '每次活动 1500 元，主动邀请最多加倍；活动室每处 150 万元，另每年 20 万元。',
  },
  bill: ({ city, zones }, values) => {
    const activities = (of: SettingValues): number =>
      stated('culture', of, 'activities_per_zone_yr') * (1 + stated('culture', of, 'outreach'))
    return (
      ACTIVITY * zones * (activities(values) - activities({})) +
      ROOM * roomsDue(city, stated('culture', values, 'facilities_equalise')).length
    )
  },
})
