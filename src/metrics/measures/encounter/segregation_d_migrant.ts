import { dissimilarity } from '../../calculators/segregation/dissimilarity.ts'
import { CELLS_NOTE, unitsOf } from '../../cells.ts'
import { single } from '../../define.ts'
import { snapshotOf } from '../../snapshot.ts'

export const segregationDMigrant = single({
  name: 'segregation_d_migrant',
  theme: 'encounter',
  title: { en: 'Migrants and locals apart', zh: '外来户与本地户的居住分异' },
  explains: {
    en: 'The share of migrant households who would have to move to live spread like registered ones.',
    zh: '外来户中要搬走多少才能与本地户分布一致。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.05,
  better: 'lower',
  formula: `dissimilarity of migrant against registered households ${CELLS_NOTE}`,
  source: 'dissimilarity; Duncan & Duncan 1955',
  caveat: {
    en: 'Living among one’s own can be chosen for mutual help: read it beside displacement and access.',
    zh: '聚居也可能是为了互相照应，应与被迫搬迁和可达性对照着看。',
  },
  lumpy: true,
  compute(city, rules) {
    const { migrants, all } = unitsOf(city, snapshotOf(city, rules))
    return dissimilarity(migrants, all)
  },
})
