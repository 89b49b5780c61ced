import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { numbers } from '../input.ts'

/**
 * Kendall's tau-b: whether two rankings agree, ties taken into account.
 * Sources: Kendall 1945, Biometrika 33(3); counted by merge sort, Knight 1966, JASA 61. O(n log n).
 *
 * @param x one value a unit
 * @param y another, same length
 * @returns −1 (opposite) through 0 to 1 (same order); null if either is constant
 * @example kendallTau([1, 2, 3, 4], [3, 1, 2, 4]) // => 0.333…
 */
export function kendallTau(x: Numbers, y: Numbers): number | null {
  const n = x.length
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((i, j) => x[i]! - x[j]! || y[i]! - y[j]!)
  let tiedInX = 0
  let tiedInBoth = 0
  let runX = 1
  let runBoth = 1
  for (let i = 1; i <= n; i++) {
    const sameX = i < n && x[order[i]!] === x[order[i - 1]!]
    const sameBoth = sameX && y[order[i]!] === y[order[i - 1]!]
    if (sameX) runX++
    else {
      tiedInX += (runX * (runX - 1)) / 2
      runX = 1
    }
    if (sameBoth) runBoth++
    else {
      tiedInBoth += (runBoth * (runBoth - 1)) / 2
      runBoth = 1
    }
  }
  const sorted = Float64Array.from(order, i => y[i]!)
  const swaps = sortCountingSwaps(sorted)
  let tiedInY = 0
  let runY = 1
  for (let i = 1; i <= n; i++) {
    if (i < n && sorted[i] === sorted[i - 1]) runY++
    else {
      tiedInY += (runY * (runY - 1)) / 2
      runY = 1
    }
  }
  const pairs = (n * (n - 1)) / 2
  if (pairs === tiedInX || pairs === tiedInY) return null
  const agreement = pairs - tiedInX - tiedInY + tiedInBoth - 2 * swaps
  return agreement / Math.sqrt(pairs - tiedInX) / Math.sqrt(pairs - tiedInY)
}

/** Merge sort in place that counts how many pairs were out of order. */
function sortCountingSwaps(values: Float64Array): number {
  const n = values.length
  let from: Float64Array = values
  let to: Float64Array = new Float64Array(n)
  let swaps = 0
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n)
      const end = Math.min(start + 2 * width, n)
      let left = start
      let right = middle
      for (let at = start; at < end; at++) {
        if (left < middle && (right >= end || from[left]! <= from[right]!)) to[at] = from[left++]!
        else {
          to[at] = from[right++]!
          swaps += middle - left
        }
      }
    }
    const spare = from
    from = to
    to = spare
  }
  if (from !== values) values.set(from)
  return swaps
}

export const kendallTauCalculator = defineCalculator({
  id: 'kendall-tau',
  title: { en: "Kendall's tau", zh: '肯德尔 τ' },
  summary: {
    en: 'Do two rankings agree, say what the government is scored on and what residents gain? 1 same order, 0 unrelated, −1 opposite.',
    zh: '两种排名是否一致,例如政府的考核与居民的收益?1 为完全一致,0 为无关,−1 为完全相反。',
  },
  formula: '(agreeing − disagreeing pairs)/√((pairs − ties in x)(pairs − ties in y))',
  source: 'Kendall 1945, Biometrika 33(3)',
  unit: 'index',
  range: '−1 to 1',
  better: 'none',
  caveat: {
    en: 'It sees order, not distance, and agreement is no cause.',
    zh: '它只看次序,不看差距;一致并不等于因果。',
  },
  input: { x: numbers('one value by unit'), y: numbers('another value by unit', { length: 'x' }) },
  compute: ({ x, y }) => kendallTau(x, y),
})
