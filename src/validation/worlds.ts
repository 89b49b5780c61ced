/**
 * Other worlds: whether a policy does what is claimed of it where parameters are not the defaults, and in which part of
 * their space it does the opposite. A world is a city, its luck and a draw of parameters, and every mechanism is tried in
 * it once.
 */
import { type Limit, type Turns, turnsOf } from '../results/sensitivity/index.ts'
import { type Claim, differencesOf, type MechanismRun, mechanisms, type Policies, valueOf } from './mechanisms.ts'

export interface WorldVerdict extends Omit<Turns, 'isSought' | 'box'> {
  id: string
  says: string
  /** what both sides of a pair have */
  given: Policies
  measure: string
  per?: string
  sign: 1 | -1
  further: boolean
  /** the box that holds the worlds where it turns round, by parameter; empty if none beats chance, null with too few worlds */
  limits: { parameter: number; limit: Limit; p: number }[] | null
}

/** A limit is told where chance draws one as good on any of the parameters in less than 5 of 100 studies. */
const CLEAR = 0.05

/** What one rent changed by 1 % makes of a claim, world by world. */
const placebosOf = (runs: readonly MechanismRun[], claim: Claim): number[] =>
  runs.flatMap(({ placebo, baseline }) => {
    const [a, b] = [valueOf(placebo, claim), valueOf(baseline, claim)]
    return a === null || b === null ? [] : a - b
  })

/**
 * Judges every claim over worlds. A world counts as moved one way or the other only beyond the placebo's half-width.
 * @param runs   a world each, of every ground; their seeds are 1, 2, … in the order of `places`
 * @param places parameters by world
 */
export function judgeWorlds(runs: readonly MechanismRun[], places: readonly (readonly number[])[]): WorldVerdict[] {
  return mechanisms.flatMap(({ id, says, given = {}, claims }) => {
    const own = runs.filter(({ arms }) => id in arms)
    return claims.map((claim): WorldVerdict => {
      const { measure, per, sign, further } = claim
      const known = differencesOf(own, id, claim).flatMap((d, i) =>
        d === null ? [] : { at: places[Number(own[i]!.seed) - 1]!, moved: d * sign },
      )
      const { isSought, box, ...counts } = turnsOf(
        known.map(({ at }) => at),
        known.map(({ moved }) => moved),
        placebosOf(own, claim),
      )
      const limits = (box?.limits ?? []).map(({ factor, limit, p }) => ({ parameter: factor, limit, p }))
      return {
        id,
        says,
        given,
        measure,
        ...(per === undefined ? {} : { per }),
        sign,
        further: further === true,
        ...counts,
        limits: isSought ? limits.filter(({ p }) => p * places[0]!.length < CLEAR) : null,
      }
    })
  })
}
