import { single } from '../../define.ts'

export const encounterDiversity = single({
  name: 'encounter_diversity',
  theme: 'encounter',
  title: { en: 'Diversity of places', zh: '场所的多样性' },
  explains: {
    en: 'The chance that two people in one place are of different classes, over all visits.',
    zh: '同一场所中任意两人属于不同阶层的概率，按到访次数平均。',
  },
  unit: '0–1',
  axis: [0.6, 1],
  halfRange: 0.05,
  better: 'higher',
  formula: 'mean over visits of 1 − Σ share², ten classes of income fifth × registration at a place',
  source: 'simpson-diversity; Simpson 1949',
  caveat: {
    en: 'High everywhere where shopping streets draw from the whole town: read it beside segregation at home.',
    zh: '商业街吸引全城居民时，各处都会偏高，应与居住隔离对照着看。',
  },
  compute: ({ economy }) => (economy.placeDiversity[0]! > 0 ? economy.placeDiversity[0]! : null),
})
