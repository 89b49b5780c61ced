/**
 * Other worlds: whether a policy does what is claimed of it where parameters are not the defaults. A world is a city, its
 * luck and a draw of parameters, and every mechanism is tried in it once.
 */
import { type Turns, turnsOf } from '../results/sensitivity/index.ts'
import { type Claim, differencesOf, type MechanismRun, mechanisms, type Policies, valueOf } from './mechanisms.ts'

export interface WorldVerdict extends Turns {
  id: string
  says: string
  /** what both sides of a pair have */
  given: Policies
  measure: string
  per?: string
  sign: 1 | -1
  further: boolean
}

/** What one rent changed by 1 % makes of a claim, world by world. */
const placebosOf = (runs: readonly MechanismRun[], claim: Claim): number[] =>
  runs.flatMap(({ placebo, baseline }) => {
    const [a, b] = [valueOf(placebo, claim), valueOf(baseline, claim)]
    return a === null || b === null ? [] : a - b
  })

/**
 * Judges every claim over worlds. A world counts as moved one way or the other only beyond the placebo's half-width.
 * @param runs a world each, of every ground
 */
export function judgeWorlds(runs: readonly MechanismRun[]): WorldVerdict[] {
  return mechanisms.flatMap(({ id, says, given = {}, claims }) => {
    const own = runs.filter(({ arms }) => id in arms)
    return claims.map((claim): WorldVerdict => {
      const { measure, per, sign, further } = claim
      const moves = differencesOf(own, id, claim).flatMap(d => (d === null ? [] : d * sign))
      return {
        id,
        says,
        given,
        measure,
        ...(per === undefined ? {} : { per }),
        sign,
        further: further === true,
        ...turnsOf(moves, placebosOf(own, claim)),
      }
    })
  })
}
