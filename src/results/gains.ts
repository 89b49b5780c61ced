/** Who gains and who loses, as a table: groups by a threshold and by what is counted. */
import type { Words } from '../lib/declare.ts'
import { type HouseholdGains, outcomeNames } from '../metrics/welfare.ts'

/** What a change is counted in: income after housing, access, or both and all else that V knows (EV). */
export const gainModes = ['income', 'access', 'both'] as const
export type GainMode = (typeof gainModes)[number]

/** Smallest change that counts, as a share of what the household had. */
export const gainThresholds = [0, 0.01, 0.05, 0.1] as const

/** −1 worse, 0 about the same, 1 better; 2 the two futures do not both hold the household. */
export type Verdict = -1 | 0 | 1 | 2

export const LEFT_POLICY = outcomeNames.indexOf('left_only_under_policy')
export const LEFT_BASELINE = outcomeNames.indexOf('left_only_under_baseline')
export const ENDED = outcomeNames.indexOf('ended')

/** What a household has without and with the policies, in the units of the mode. */
export function changeOf(gains: HouseholdGains, mode: GainMode, i: number): { before: number; change: number } {
  const before = mode === 'access' ? gains.accessBaseline[i]! : gains.leftBaseline[i]!
  if (mode === 'both') return { before, change: gains.ev[i]! }
  const after = mode === 'access' ? gains.accessPolicy[i]! : gains.leftPolicy[i]!
  return { before, change: after - before }
}

/**
 * Whether a household is worse or better off.
 * @example verdictOf(gains, 'income', 0.05, 12) // => -1: it lost more than 5 % of what it had left
 */
export function verdictOf(gains: HouseholdGains, mode: GainMode, threshold: number, i: number): Verdict {
  if (gains.class[i]! > 2) return 2
  const { before, change } = changeOf(gains, mode, i)
  if (Number.isNaN(change) || change === 0 || Math.abs(change) < threshold * before) return 0
  return change > 0 ? 1 : -1
}

export interface GainRow {
  worse: number
  same: number
  better: number
  /** households that only one future holds, that both lost, and whose life course ended */
  leftPolicy: number
  leftBaseline: number
  leftBoth: number
  ended: number
  /** of those who stay in both: mean change, of all, of losers and of gainers; null where there are none */
  mean: number | null
  meanWorse: number | null
  meanBetter: number | null
}

/** Counts the households that `holds` chooses. */
export function gainRow(
  gains: HouseholdGains,
  mode: GainMode,
  threshold: number,
  holds: (i: number) => boolean = () => true,
): GainRow {
  const row = { worse: 0, same: 0, better: 0, leftPolicy: 0, leftBaseline: 0, leftBoth: 0, ended: 0 }
  const sums = [0, 0, 0]
  for (let i = 0; i < gains.class.length; i++) {
    if (!holds(i)) continue
    const verdict = verdictOf(gains, mode, threshold, i)
    if (verdict === 2) {
      const left = gains.class[i]!
      row[
        left === LEFT_POLICY
          ? 'leftPolicy'
          : left === LEFT_BASELINE
            ? 'leftBaseline'
            : left === ENDED
              ? 'ended'
              : 'leftBoth'
      ]++
      continue
    }
    row[verdict < 0 ? 'worse' : verdict > 0 ? 'better' : 'same']++
    const { change } = changeOf(gains, mode, i)
    if (!Number.isNaN(change)) sums[verdict + 1]! += change
  }
  const mean = (sum: number, count: number): number | null => (count > 0 ? sum / count : null)
  return {
    ...row,
    mean: mean(sums[0]! + sums[1]! + sums[2]!, row.worse + row.same + row.better),
    meanWorse: mean(sums[0]!, row.worse),
    meanBetter: mean(sums[2]!, row.better),
  }
}

export interface GainGroup {
  kind: 'income' | 'home' | 'origin' | 'place'
  title: Words
  holds(gains: HouseholdGains): (i: number) => boolean
}

/** Groups of households as they were when the first policy started; places are added by the city. */
export const gainGroups: readonly GainGroup[] = [
  ...(
    [
      [[0, 1], { en: 'Lower two fifths', zh: '收入较低的四成' }],
      [[2], { en: 'Middle fifth', zh: '中间两成' }],
      [[3, 4], { en: 'Upper two fifths', zh: '收入较高的四成' }],
    ] as const
  ).map(
    ([fifths, title]): GainGroup => ({
      kind: 'income',
      title,
      holds: gains => i => (fifths as readonly number[]).includes(gains.quintile[i]!),
    }),
  ),
  ...(
    [
      [0, { en: 'Owner', zh: '自有住房' }],
      [1, { en: 'Market renter', zh: '市场租户' }],
      [2, { en: 'Public tenant', zh: '公租户' }],
      [3, { en: 'Informal room', zh: '非正规住房' }],
    ] as const
  ).map(([tenure, title]): GainGroup => ({ kind: 'home', title, holds: gains => i => gains.tenure[i] === tenure })),
  ...(
    [
      [1, { en: 'Registered here', zh: '本地户籍' }],
      [0, { en: 'Newcomer', zh: '外来居民' }],
    ] as const
  ).map(([known, title]): GainGroup => ({ kind: 'origin', title, holds: gains => i => gains.registered[i] === known })),
]

/** Groups by district. @param names of the districts, by number */
export const placeGroups = (names: readonly Words[]): GainGroup[] =>
  names.map((title, d) => ({ kind: 'place', title, holds: gains => i => gains.district[i] === d }))
