import { meanOf, type Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { relativeLogs, sharedOut, valueFields } from './distribution.ts'

/**
 * Variance of the logarithms (population variance).
 * Source: Cowell 2011, Measuring Inequality, 3rd edition.
 *
 * @param values  amounts, any order
 * @param weights frequencies, same length, ones if left out
 * @returns 0 (equal) and up; null if the list is empty or any value is 0
 * @example varianceOfLogs([1, 1]) // => 0
 */
export function varianceOfLogs(values: Numbers, weights?: Numbers): number | null {
  const whole = sharedOut(values, weights)
  if (whole === null) return null
  const logs = relativeLogs(whole)
  if (logs.includes(Number.NEGATIVE_INFINITY)) return null
  const mean = meanOf(logs, whole.weights)
  let total = 0
  for (let i = 0; i < logs.length; i++) total += whole.weights[i]! * (logs[i]! - mean) * (logs[i]! - mean)
  return total / whole.weight
}

export const varianceOfLogsCalculator = defineCalculator({
  id: 'variance-of-logs',
  title: { en: 'Variance of logs', zh: '对数方差' },
  summary: {
    en: 'How widely incomes spread in ratios rather than in amounts: 0 if all have the same.',
    zh: '按倍数而不是按差额来看收入的分散程度:人人相同为 0。',
  },
  formula: 'mean of (ln x − mean ln x)²',
  source: 'Cowell 2011, Measuring Inequality, 3rd edition',
  unit: 'squared nats',
  range: '0 and up',
  better: 'lower',
  caveat: {
    en: 'A transfer from rich to less rich can raise it: do not rest a judgement on it alone. Undefined with zeros.',
    zh: '从富人向次富者的转移反而可能使它上升,不能单凭它下判断。有零值时没有定义。',
  },
  input: valueFields,
  compute: ({ values, weights }) => varianceOfLogs(values, weights),
})
