/**
 * Other rules in place of the model's: what each makes of the facts. A rule and the model at rest share seeds, so that city
 * and luck fall out of the difference.
 */
import { meanKnown, placeboBand, studentInterval, type Verdict, verdict } from '../results/statistics.ts'
import { facts, judge, type Observation } from './facts.ts'

/** What was seen in one size of city, run by run in the order of the same seeds. */
export interface RuleRuns {
  atRest: readonly Observation[]
  /** one rent changed by 1 % in the first month */
  placebo: readonly Observation[]
  rules: readonly { says: string; runs: readonly Observation[] }[]
}

/** Facts that rules are asked about: those the model had out of their bands, and levels that a rule could move. */
const ASKED = [
  { id: 'C7-trend', short: 'H late / early', isLumpy: true },
  { id: 'C8m', short: 'D of migrants', isLumpy: true },
  { id: 'C9-late', short: 'price to income, late', isLumpy: false },
  { id: 'C10-late', short: 'land share, late', isLumpy: true },
  { id: 'C3b-late', short: 'burdened tenants, late', isLumpy: false },
  { id: 'C15', short: 'green', isLumpy: false },
  { id: 'C17', short: 'school', isLumpy: false },
  { id: 'C18', short: 'gate', isLumpy: false },
  { id: 'C12', short: 'ownership, registered', isLumpy: false },
  { id: 'C5', short: 'mobility', isLumpy: false },
] as const
const asked = ASKED.map(one => ({ ...one, fact: facts.find(({ id }) => id === one.id)! }))

export interface RuleEffect {
  difference: number | null
  /** half-width of the 95 % interval */
  half: number | null
  verdict: Verdict
}

export interface RuleVerdicts {
  columns: { short: string; atRest: number | null; placebo: number | null }[]
  /** facts that hold at rest, each fact that is judged early and late counted by row; of all */
  held: number
  of: number
  rules: { says: string; held: number; effects: RuleEffect[] }[]
}

/**
 * Judges rules by facts, paired by seed.
 * @param widen slack of bands, as a share of each end
 * @example judgeRules({ atRest, placebo, rules: [{ says: 'rents by auction', runs }] }, 0).rules[0].effects[0].difference
 */
export function judgeRules({ atRest, placebo, rules }: RuleRuns, widen: number): RuleVerdicts {
  const held = (runs: readonly Observation[]): number => judge(facts, runs, widen).filter(({ holds }) => holds).length
  const apart = (runs: readonly Observation[], value: (run: Observation) => number | null): (number | null)[] =>
    runs.map((run, i) => {
      const [a, b] = [value(run), value(atRest[i]!)]
      return a === null || b === null ? null : a - b
    })
  const bands = asked.map(({ fact }) => placeboBand(apart(placebo, fact.value)))
  return {
    columns: asked.map(({ short, fact }, c) => ({
      short,
      atRest: meanKnown(atRest.map(fact.value)),
      placebo: bands[c]?.[1] ?? null,
    })),
    held: held(atRest),
    of: facts.length,
    rules: rules.map(({ says, runs }) => ({
      says,
      held: held(runs),
      effects: asked.map(({ fact, isLumpy }, c) => {
        const differences = apart(runs, fact.value)
        const interval = studentInterval(differences)
        return {
          difference: interval?.mean ?? null,
          half: interval && interval.high - interval.mean,
          verdict: verdict(differences, bands[c]!, isLumpy),
        }
      }),
    })),
  }
}
