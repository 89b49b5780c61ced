import { dissimilarity } from '../../calculators/segregation/dissimilarity.ts'
import { CELLS_NOTE, lowAgainstTop } from '../../cells.ts'
import { single } from '../../define.ts'

export const segregationD = single({
  name: 'segregation_d',
  theme: 'encounter',
  title: { en: 'Poor and rich apart', zh: '贫富居住分异' },
  explains: {
    en: 'The share of the lower two fifths who would have to move to live spread like the top fifth.',
    zh: '收入较低的四成家庭中，要搬走多少才能与最高五分之一家庭分布一致。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.05,
  better: 'lower',
  formula: `dissimilarity of the lowest two income fifths against the top fifth, households ${CELLS_NOTE}`,
  source: 'dissimilarity; Duncan & Duncan 1955',
  caveat: {
    en: 'Chance alone gives more than 0 in small cells: see the corrected value.',
    zh: '单元较小时纯属偶然也会大于 0，可看校正值。',
  },
  lumpy: true,
  compute: (city, rules) => dissimilarity(...lowAgainstTop(city, rules)),
})
