import { dissimilarityRandomBaseline } from '../../calculators/segregation/dissimilarity-random-baseline.ts'
import { lowAgainstTop } from '../../cells.ts'
import { single } from '../../define.ts'

export const segregationDCorrected = single({
  name: 'segregation_d_corrected',
  theme: 'encounter',
  short: { en: 'Apart, beyond chance', zh: '贫富分异（扣除偶然）' },
  title: { en: 'Poor and rich apart, beyond chance', zh: '贫富居住分异（扣除偶然）' },
  explains: {
    en: 'How much further apart the lower two fifths and the top fifth live than chance would have it: 0 is chance, 1 complete.',
    zh: '贫富分开居住的程度超出偶然多少：0 为纯属偶然，1 为完全分开。',
  },
  unit: 'ratio',
  axis: [0, 1],
  halfRange: 0.05,
  better: 'lower',
  range: '−1 to 1; 0: as if by chance',
  formula: 'segregation_d corrected by its expectation under random placing',
  source: 'dissimilarity-random-baseline, corrected; Winship 1977; Carrington & Troske 1997',
  caveat: {
    en: 'It may be negative, and is not comparable with published plain D.',
    zh: '可为负值，不能与未校正的 D 直接比较。',
  },
  lumpy: true,
  compute: (city, rules) => dissimilarityRandomBaseline(...lowAgainstTop(city, rules))?.corrected ?? null,
})
