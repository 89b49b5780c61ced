import type { City } from '../../../city/city.ts'
import { participationGini as giniOfActs } from '../../calculators/justice/participation-gini.ts'
import { family } from '../../define.ts'
import { CELL_BITS, CELLS } from '../../groups.ts'
import { once, type Snapshot } from '../../snapshot.ts'

/** One more than a household can be counted to have taken part in a year. */
const MOST_ACTS = 256

/** Households by how often they took part, and by cell. */
const actsOf = ({ households: { voiceAsked } }: City, s: Snapshot): Int32Array =>
  once(s, 'acts', () => {
    const acts = new Int32Array(MOST_ACTS << CELL_BITS)
    for (let h = 0; h < s.rows; h++) acts[(voiceAsked[h]! << CELL_BITS) | s.cell[h]!]!++
    return acts
  })

export const participationGini = family({
  name: 'participation_gini',
  theme: 'power',
  title: { en: 'Inequality of voice', zh: '参与不平等' },
  explains: {
    en: 'How unequally households take part in votes and requests: 0 if all do alike, near 1 if a few do all the speaking.',
    zh: '各户参与表决与诉求的不平等程度：人人相同为 0，少数人包办一切则接近 1。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'lower',
  formula: 'Gini index of votes cast and requests made since January by household, zeros included',
  source: 'participation-gini; Verba, Schlozman & Brady 1995',
  caveat: {
    en: 'It counts presence, not influence; where few are ever asked it is near 1 whatever the rules. Counts begin anew each January: compare Decembers.',
    zh: '它统计的是到场而不是影响力；很少征求意见时总接近 1。计数每年一月重新开始，应比较年末数值。',
  },
  missing: {
    en: 'No value: nobody has taken part since January.',
    zh: '无数值：今年以来无人参与。',
  },
  headline: true,
  groups: ['owner', 'tenant', 'migrant', 'local'],
  of(city, s, cells) {
    const acts = actsOf(city, s)
    const values: number[] = []
    const weights: number[] = []
    for (let count = 0; count < MOST_ACTS; count++) {
      let n = 0
      for (let c = 0; c < CELLS; c++) if ((cells >>> c) & 1) n += acts[(count << CELL_BITS) | c]!
      if (n === 0) continue
      values.push(count)
      weights.push(n)
    }
    return values.some(v => v > 0) ? giniOfActs(values, weights) : null
  },
})
