import { family } from '../../define.ts'
import { palmaInOrder } from '../../ranked.ts'
import { incomesInOrder } from '../../snapshot.ts'

export const palmaRatio = family({
  name: 'palma_ratio',
  theme: 'mechanism',
  short: { en: 'Top tenth to poorest 40\u202f%', zh: '最富一成比最穷四成' },
  title: { en: 'Richest tenth to poorest four tenths', zh: '最富一成与最穷四成的收入比' },
  explains: {
    en: 'What the richest tenth of households earns for each yuan of the poorest four tenths.',
    zh: '最穷四成家庭每收入一元，最富一成收入多少元。',
  },
  unit: 'ratio',
  axis: [0, 5],
  halfRange: 0.4,
  better: 'lower',
  formula: 'income of the top tenth/income of the lowest four tenths, by household, before tax',
  source: 'palma-ratio; Palma 2011, Development and Change 42(1)',
  caveat: {
    en: 'It does not see the middle half, and it jumps where the poorest have almost nothing.',
    zh: '它看不到中间一半人，最穷者几乎一无所有时会大起大落。',
  },
  of(city, s, cells) {
    const { values, count } = incomesInOrder(city, s, cells)
    return palmaInOrder(values, count)
  },
})
