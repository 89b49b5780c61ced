import { multigroupInformationTheory } from '../../calculators/segregation/multigroup-information-theory.ts'
import { CELLS_NOTE, unitsOf } from '../../cells.ts'
import { single } from '../../define.ts'
import { snapshotOf } from '../../snapshot.ts'

export const segregationH = single({
  name: 'segregation_h',
  theme: 'encounter',
  title: { en: 'Income segregation', zh: '收入居住隔离' },
  explains: {
    en: '0 if every neighbourhood has the city’s mix of incomes, 1 if nobody lives near another income fifth.',
    zh: '各处收入构成与全城相同为 0，不同收入者完全分开居住为 1。',
  },
  unit: '0–1',
  axis: [0, 0.4],
  halfRange: 0.03,
  better: 'lower',
  formula: `Theil’s H of income fifths, households ${CELLS_NOTE}`,
  source: 'multigroup-information-theory; Reardon & Firebaugh 2002; Reardon & Bischoff 2011',
  caveat: {
    en: 'It falls when the poorest are driven out: read it beside displacement.',
    zh: '最穷的人被迫离开时它也会下降，应与被迫搬迁率对照着看。',
  },
  lumpy: true,
  compute: (city, rules) => multigroupInformationTheory(unitsOf(city, snapshotOf(city, rules)).fifths),
})
