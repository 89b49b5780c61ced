import { exp, log } from '../../lib/numeric.ts'
import { studentQuantile } from '../statistics.ts'

/**
 * Lenth's simultaneous margin of error: how large the largest of many mean effects gets by luck alone, when most of them
 * are nothing but luck and none was measured twice. What stands out of it is an effect, with all of them looked at together.
 * Source: Lenth 1989, Technometrics 31(4).
 *
 * @param effects  mean effects, positive or negative; exact zeros were not touched by luck and are left out
 * @param level    chance that luck alone stays inside the margin everywhere
 * @returns  the margin in the effects' unit; null where fewer than seven effects are not zero
 * @example lenthMargin([0.1, -0.2, 0.15, -0.05, 0.1, 8, -0.12, 0.2]) // => below 8
 */
export function lenthMargin(effects: readonly number[], level = 0.95): number | null {
  const sizes = effects.filter(effect => effect !== 0).map(Math.abs)
  if (sizes.length < 7) return null
  const first = 1.5 * median(sizes)
  const spread = 1.5 * median(sizes.filter(size => size < 2.5 * first))
  const each = (1 + exp(log(level) / sizes.length)) / 2
  return studentQuantile(each, sizes.length / 3) * spread
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const i = sorted.length / 2
  return Number.isInteger(i) ? (sorted[i - 1]! + sorted[i]!) / 2 : sorted[Math.floor(i)]!
}
