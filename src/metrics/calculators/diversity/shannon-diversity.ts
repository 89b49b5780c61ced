import { log } from '../../../lib/numeric.ts'
import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { populationFields, sharesOf } from './population.ts'

/**
 * Shannon entropy of a population.
 * Source: Shannon 1948, Bell System Technical Journal 27.
 *
 * @param counts how many of each group, any order
 * @returns nats, 0 (one group) to ln K; null if there is nobody
 * @example shannonDiversity([4, 4, 4]) // => 1.0986…, ln 3
 */
export function shannonDiversity(counts: Numbers): number | null {
  const shares = sharesOf(counts)
  return shares === null ? null : shares.reduce((total, share) => total - share * log(share), 0)
}

export const shannonDiversityCalculator = defineCalculator({
  id: 'shannon-diversity',
  title: { en: 'Shannon diversity', zh: '香农多样性' },
  summary: {
    en: 'How hard it is to guess the group of the next person: 0 if all are alike, more the more groups there are and the evener they are.',
    zh: '猜出下一个人属于哪个群体有多难:全都一样为 0;群体越多、越均匀,数值越大。',
  },
  formula: '−Σ p ln p',
  source: 'Shannon 1948, Bell System Technical Journal 27',
  unit: 'nats',
  range: '0 to ln K',
  better: 'higher',
  caveat: {
    en: 'Nats mean little to most people: show the Hill number of order 1, which says the same in groups.',
    zh: '“奈特”不易理解:可改用 1 阶希尔数,用“相当于几个群体”表达同样的意思。',
  },
  input: populationFields,
  compute: ({ counts }) => shannonDiversity(counts),
})
