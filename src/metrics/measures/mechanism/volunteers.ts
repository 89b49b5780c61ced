import { homeMean } from '../../define.ts'

export const volunteers = homeMean({
  name: 'volunteers',
  theme: 'mechanism',
  title: { en: 'Volunteers', zh: '志愿者' },
  explains: { en: 'Of 100 households, how many volunteer within a year.', zh: '每一百户一年中有多少户参加志愿服务。' },
  unit: 'count',
  axis: [0, 40],
  halfRange: 5,
  better: 'higher',
  range: '0 to 100',
  formula: 'mean of zones’ volunteers per 100 households, weighted by households',
  source: 'model §2.9, §3.19; Putnam 2000',
  caveat: {
    en: 'What volunteers do, the city need not: it can be a saving on others’ time.',
    zh: '志愿者做了，政府就可以不做：也可能是用他人的时间省钱。',
  },
  per: 'household',
  value:
    ({ zones, parcels }) =>
    p =>
      zones.volunteers[parcels.zone[p]!]!,
})
