/**
 * Other worlds: whether a policy does what is claimed of it where parameters are not the defaults, and in which part of
 * their space it does the opposite. A world is a city, its luck and a draw of parameters, and every mechanism is tried in
 * it once.
 */
import { type Limit, prim } from '../results/sensitivity/index.ts'
import { type Claim, differencesOf, type MechanismRun, mechanisms, type Policies, valueOf } from './mechanisms.ts'

export interface WorldVerdict {
  id: string
  says: string
  /** what both sides of a pair have */
  given: Policies
  measure: string
  per?: string
  sign: 1 | -1
  further: boolean
  /** in which the measure is known on both sides; and of these, where it moves as claimed, and the other way */
  worlds: number
  asClaimed: number
  opposite: number
  /** half-width of what one rent changed by 1 % makes in 95 of 100 worlds */
  placebo: number | null
  /** the box that holds the worlds where it turns round, by parameter; empty if none beats chance, null with too few worlds */
  limits: { parameter: number; limit: Limit; p: number }[] | null
}

/** Opposite worlds for which a box is looked for. */
const WORTH_A_BOX = 4
/** A limit is told where chance draws one as good on any of the parameters in less than 5 of 100 studies. */
const CLEAR = 0.05

/** Half-width of the placebo band over worlds: chaos is that of a single world, whatever its parameters. */
function chaosIn(runs: readonly MechanismRun[], claim: Claim): number | null {
  const squares = runs.flatMap(({ placebo, baseline }) => {
    const [a, b] = [valueOf(placebo, claim), valueOf(baseline, claim)]
    return a === null || b === null ? [] : (a - b) * (a - b)
  })
  if (squares.length < 2) return null
  return 1.96 * Math.sqrt(squares.reduce((sum, s) => sum + s, 0) / squares.length)
}

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
      const half = chaosIn(own, claim)
      const seen = differencesOf(own, id, claim).flatMap((d, i) =>
        d === null
          ? []
          : { at: places[Number(own[i]!.seed) - 1]!, moved: half !== null && Math.abs(d) > half ? d * sign : 0 },
      )
      const isOpposite = seen.map(({ moved }) => moved < 0)
      const opposite = isOpposite.filter(Boolean).length
      const points = seen.map(({ at }) => at)
      const box = opposite >= WORTH_A_BOX ? prim(points, isOpposite, { density: 0.7, boxes: 1 })[0] : undefined
      const limits = (box?.limits ?? []).map(({ factor, limit, p }) => ({ parameter: factor, limit, p }))
      return {
        id,
        says,
        given,
        measure,
        ...(per === undefined ? {} : { per }),
        sign,
        further: further === true,
        worlds: seen.length,
        asClaimed: seen.filter(({ moved }) => moved > 0).length,
        opposite,
        placebo: half,
        limits: opposite < WORTH_A_BOX ? null : limits.filter(({ p }) => p * places[0]!.length < CLEAR),
      }
    })
  })
}
