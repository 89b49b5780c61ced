/** Draws without return: a unit of t people filled at random from a city of which some are of the group. */
import { exp, log } from '../../../lib/numeric.ts'
import { log1p } from '../arithmetic.ts'

const LN_TWO_PI = 1.8378770664093456

/** ln n! minus Stirling's ½ ln(2πn) + n ln n − n, for whole n ≥ 1. */
function stirlingError(n: number): number {
  if (n <= 16) {
    let factorial = 1
    for (let i = 2; i <= n; i++) factorial *= i
    return log(factorial) - (0.5 * (LN_TWO_PI + log(n)) + n * log(n) - n)
  }
  const z = 1 / n / n
  return (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z * (1 / 1188 - (z * 691) / 360360))))) / n
}

/** x ln(x/m) + m − x for x ≥ 0, m > 0, without cancellation where x is near m. */
export function deviance(x: number, m: number): number {
  if (x === 0) return m
  const gap = x - m
  if (Math.abs(gap) >= 0.1 * (x + m)) return x * log(x / m) - gap
  // ln(x/m) = 2·atanh(v) with v = (x − m)/(x + m)
  const v = gap / (x + m)
  let term = 2 * x * v
  let total = gap * v
  for (let j = 3; j < 60; j += 2) {
    term *= v * v
    const next = total + term / j
    if (next === total) break
    total = next
  }
  return total
}

/** Binomial probability of x out of n by the saddle point, Loader 2000; p + q = 1, both above 0. */
function binomial(x: number, n: number, p: number, q: number): number {
  if (n === 0) return 1
  if (x === 0) return p < 0.1 ? exp(n * log1p(-p)) : exp(n * log(q))
  if (x === n) return q < 0.1 ? exp(n * log1p(-q)) : exp(n * log(p))
  const y = n - x
  const errors = stirlingError(n) - stirlingError(x) - stirlingError(y)
  return exp(errors - deviance(x, n * p) - deviance(y, n * q) - 0.5 * (LN_TWO_PI + log(x) + log1p(-x / n)))
}

/**
 * Mean absolute deviation of a hypergeometric count from its mean, in one step instead of a sum over all counts:
 * with m the first whole number not below the mean, E|k − mean| = 2·m·(N − K − n + m)/N·P(k = m), because
 * (k − mean)·P(k) telescopes. (The binomial form is De Moivre's; Diaconis & Zabell 1991.)
 *
 * @param group  K, people of the group to draw from, whole, above 0
 * @param others N − K, everybody else, whole, above 0
 * @param drawn  n, people drawn, whole, 0 < n ≤ N
 * @returns E|k − nK/N| in people
 * @example meanDeviation(10, 10, 1) // => 0.5
 */
export function meanDeviation(group: number, others: number, drawn: number): number {
  const all = group + others
  const mode = Math.ceil(drawn * (group / all))
  if (mode > group || mode > drawn || mode < 1 || drawn >= all || others - drawn + mode <= 0) return 0
  const p = drawn / all
  const q = (all - drawn) / all
  const probability = (binomial(mode, group, p, q) * binomial(drawn - mode, others, p, q)) / binomial(drawn, all, p, q)
  return 2 * (mode / all) * (others - drawn + mode) * probability
}
