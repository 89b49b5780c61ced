/**
 * Mechanisms: what a lever must move, and in which direction, in paired runs over many cities. Identities that hold to the
 * fen, and what takes a month to see, are in test/mechanisms.
 */

import type { Plan } from '../city/plan.ts'
import type { SettingValues } from '../policies/policy.ts'
import { comparedYears } from '../results/compare.ts'
import { type ReplicateResult, runReplicate } from '../results/replicate.ts'
import { isBeyondPlacebo, mean, placeboBand, studentInterval } from '../results/statistics.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { DEFAULT_FROM } from '../scenario/times.ts'

/** Years a policy is in force. */
const IN_FORCE = 5

/** Two years without a policy, and those with it. */
export const MECHANISM_TICKS = DEFAULT_FROM + 12 * IN_FORCE

export interface Claim {
  measure: string
  /** which way the policy moves it */
  sign: 1 | -1
  /** goes further than the mechanism: what the rest of the city leaves of it */
  further?: true
}

export interface Mechanism {
  id: string
  says: string
  policies: Readonly<Record<string, SettingValues>>
  claims: readonly Claim[]
  /** what else it moves is at most this share of another mechanism's effect on the first measure */
  atMost?: { of: string; share: number }
  source: string
  /** why it fails, as found */
  cause?: string
}

const up = (measure: string): Claim => ({ measure, sign: 1 })
const down = (measure: string): Claim => ({ measure, sign: -1 })
const further = (claim: Claim): Claim => ({ ...claim, further: true })

/** What happens a few times a year: judged over all years in force, since one year is one site or none. Others: the last year. */
const RARE = new Set(['land_revenue', 'homes_started', 'homes_demolished', 'project_delay'])

export const mechanisms: readonly Mechanism[] = [
  {
    id: 'T1',
    says: 'a profit cap of 15 % is paid from the price of land',
    policies: { profit_cap: { max_margin: 0.15 } },
    claims: [down('land_revenue')],
    source: 'residual land value',
    cause:
      'A year of land sales in a small city is one site or none: an interval over few cities spans it. The signs are those of the rule (findings.md) and of test/mechanisms/land.test.ts.',
  },
  {
    id: 'T1-loose',
    says: 'a cap of 30 % costs less than a third of that',
    policies: { profit_cap: { max_margin: 0.3 } },
    claims: [],
    atMost: { of: 'T1', share: 1 / 3 },
    source: 'residual land value',
    cause:
      'A year of land sales in a small city is one site or none: an interval over few cities spans it. The signs are those of the rule (findings.md) and of test/mechanisms/land.test.ts.',
  },
  {
    id: 'T1-tight',
    says: 'below every required return nobody builds, and homes fill up',
    policies: { profit_cap: { max_margin: 0.05 } },
    claims: [down('homes_started'), down('vacancy_rate')],
    source: 'residual land value',
  },
  {
    id: 'T2',
    says: 'a quota of a fifth makes public homes, and costs land revenue',
    policies: { public_housing: { share: 0.2 } },
    claims: [up('public_homes'), further(down('land_revenue'))],
    source: 'Schuetz, Meltzer & Been 2011',
  },
  {
    id: 'T3',
    says: 'opened walls shorten walks and mix people',
    policies: { open_walls: { share: 1 } },
    claims: [down('walk_minutes_park'), up('encounters')],
    source: 'Sun, Webster & Chiaradia 2018',
  },
  {
    id: 'T5',
    says: 'pocket parks bring parks to more people; half a hectare within 300 m they are not',
    policies: { pocket_parks: { per_zone_yr: 0.5 } },
    claims: [up('access_park'), further(up('green_300m'))],
    source: 'definition',
    cause: 'The measure counts greens of at least half a hectare; a pocket park is smaller.',
  },
  {
    id: 'T6',
    says: 'red lines round heritage stop demolition of it',
    policies: { red_line: { heritage: 1 } },
    claims: [further(up('heritage_standing'))],
    source: 'definition',
    cause:
      'Inside a red line nothing is sold (test/mechanisms/plans-and-works.test.ts). Hardly any historic fabric is torn down in five years at rest, so there is little to be kept.',
  },
  {
    id: 'T7',
    says: 'more weight on justice in the budget reaches the poorer',
    policies: { kpi_reform: { justice_weight: 0.7 } },
    claims: [up('facility_access_low')],
    source: 'budget identity',
  },
  {
    id: 'T8',
    says: 'tolerance lets vendors live, and neighbours complain',
    policies: { informal: { tolerance: 0.9 } },
    claims: [up('informal_survival'), down('confiscations'), up('complaints')],
    source: 'Bromley 2000',
    cause: 'The sign is right; in few cities the interval holds 0.',
  },
  {
    id: 'T9',
    says: 'hearings take months and keep trust',
    policies: { hearings: { required: 1 } },
    claims: [up('project_delay'), up('trust_mean')],
    source: 'Tyler 1990',
    cause: 'Few projects are decided in a year in a small city, and most of them nobody near feels.',
  },
  {
    id: 'T10',
    says: 'recognition after three years brings migrants into the queue and to the vote',
    policies: { recognition: { years: 3 } },
    claims: [up('public_queue'), down('voice_gap')],
    source: 'definition',
  },
  {
    id: 'T12',
    says: 'dearer compensation means fewer demolitions',
    policies: { compensation: { owner: 1.6, tenant_months: 24 } },
    claims: [further(down('homes_demolished'))],
    source: 'residual land value',
    cause:
      'Fewer sites pass the rent-gap test (test/mechanisms/land.test.ts), but the land drive offers the next ones in their place: in the medium city, too, as many homes are torn down, and the compensation is paid out of services.',
  },
  {
    id: 'T13',
    says: 'a property tax of 0.6 % is taken off prices, and brings revenue',
    policies: { property_tax: { rate: 0.006 } },
    claims: [down('price_to_income'), up('recurrent_revenue')],
    source: 'Oates 1969',
  },
  {
    id: 'T14',
    says: 'cash for the poor eases their burden',
    policies: { aid: { cash_per_month: 800 } },
    claims: [down('rent_burden_low'), up('residual_income_low')],
    source: 'definition',
  },
  {
    id: 'M-rent',
    says: 'a rent limit of 1 % a year lowers burdens, and land revenue with prices',
    policies: { rent_limit: { growth_yr: 0.01 } },
    claims: [down('rent_burden'), down('price_to_income')],
    source: 'Arnott 1995; Kholodilin 2024',
  },
  {
    id: 'M-seats',
    says: 'schools open to all seat the children of migrants',
    policies: { schools: { open_to_migrants: 1 } },
    claims: [up('school_access_migrant')],
    source: 'definition',
  },
  {
    id: 'M-own',
    says: 'a purchase limit of one home spreads ownership: homes are held as if by more owners',
    policies: { purchase_limit: { homes: 1 } },
    claims: [up('owner_concentration')],
    source: 'definition',
  },
  {
    id: 'M-river',
    says: 'full treatment cleans the river',
    policies: { river: { treatment: 1 } },
    claims: [down('pollution_low')],
    source: 'definition',
  },
  {
    id: 'M-public',
    says: 'public building fills public homes',
    policies: { public_building: { homes_per_1000_yr: 4 } },
    claims: [up('public_homes')],
    source: 'definition',
  },
  {
    id: 'M-digital',
    says: 'digital reach raises turnout',
    policies: { digital: { reach: 1 } },
    claims: [up('turnout')],
    source: 'definition',
  },
  {
    id: 'M-culture',
    says: 'equal spread of culture reaches more people',
    policies: { culture: { facilities_equalise: 1, activities_per_zone_yr: 12 } },
    claims: [up('access_culture')],
    source: 'definition',
  },
]

/** Measures that mechanisms claim something of, and those shown as headlines of convergence. */
export const claimed = [...new Set(mechanisms.flatMap(({ claims }) => claims.map(({ measure }) => measure)))]

/** Means of measures over the last compared years, of the baseline, the placebo and every mechanism. */
export interface MechanismRun {
  seed: string
  baseline: Record<string, number | null>
  placebo: Record<string, number | null>
  arms: Record<string, number | null>[]
}

/** One city and luck with every mechanism on its own. */
export function runMechanisms(
  baseline: Scenario,
  plan: Plan,
  seed: string,
  measures: readonly string[],
  step: (months: number) => void,
): MechanismRun {
  const scenarios = mechanisms.map(({ id, policies }) => ({
    ...baseline,
    name: id,
    policies: Object.entries(policies).map(([policy, settings]) => ({
      policy,
      settings,
      from: DEFAULT_FROM,
      until: null,
      over: 0,
      when: null,
    })),
  }))
  const request = { baseline, scenarios, seed, replicate: 0, ticks: MECHANISM_TICKS, placebo: true, map: false }
  const result = runReplicate(request, plan, step)
  const years = (name: string): number => (RARE.has(name) ? IN_FORCE : comparedYears(MECHANISM_TICKS / 12))
  const means = ({ yearly }: ReplicateResult['baseline']): Record<string, number | null> =>
    Object.fromEntries(
      measures.map(name => {
        const known = yearly.slice(-years(name)).flatMap(values => values[name] ?? [])
        return [name, known.length > 0 ? mean(known) : null]
      }),
    )
  return {
    seed,
    baseline: means(result.baseline),
    placebo: means(result.placebo!),
    arms: result.scenarios.map(means),
  }
}

export interface MechanismVerdict {
  id: string
  says: string
  measure: string
  sign: 1 | -1
  further: boolean
  baseline: number | null
  difference: number | null
  ci95: [number, number] | null
  placebo_band: [number, number] | null
  holds: boolean
  source: string
  cause?: string
}

const minus = (a: number | null | undefined, b: number | null | undefined): number | null =>
  a == null || b == null ? null : a - b

/** Paired differences of a mechanism in a measure, a run each. */
export const differencesOf = (runs: readonly MechanismRun[], id: string, measure: string): (number | null)[] => {
  const at = mechanisms.findIndex(mechanism => mechanism.id === id)
  return runs.map(run => minus(run.arms[at]![measure], run.baseline[measure]))
}

/** Judges every claim: its interval on the claimed side of 0, and its mean beyond the placebo band. */
export function judgeMechanisms(runs: readonly MechanismRun[]): MechanismVerdict[] {
  return mechanisms.flatMap(({ id, says, claims, atMost, source, cause }) => {
    const seen = (
      { measure, sign, further }: Claim,
      holds: (d: readonly (number | null)[]) => boolean,
    ): MechanismVerdict => {
      const differences = differencesOf(runs, id, measure)
      const interval = studentInterval(differences)
      const bases = runs.flatMap(run => run.baseline[measure] ?? [])
      const good = holds(differences)
      return {
        id,
        says,
        measure,
        sign,
        further: further === true,
        baseline: bases.length > 0 ? mean(bases) : null,
        difference: interval?.mean ?? null,
        ci95: interval && [interval.low, interval.high],
        placebo_band: bandOf(runs, measure),
        holds: good,
        source,
        ...(good || cause === undefined ? {} : { cause }),
      }
    }
    if (atMost !== undefined) {
      const claim = mechanisms.find(other => other.id === atMost.of)!.claims[0]!
      const rival = studentInterval(differencesOf(runs, atMost.of, claim.measure))
      return [
        seen(claim, differences => {
          const own = studentInterval(differences)
          return own !== null && rival !== null && own.mean / rival.mean < atMost.share
        }),
      ]
    }
    return claims.map(claim =>
      seen(claim, differences => {
        const { measure, sign } = claim
        const interval = studentInterval(differences)
        return (
          interval !== null && Math.sign(interval.mean) === sign && isBeyondPlacebo(interval, bandOf(runs, measure))
        )
      }),
    )
  })
}

const bandOf = (runs: readonly MechanismRun[], measure: string): [number, number] | null =>
  placeboBand(runs.map(run => minus(run.placebo[measure], run.baseline[measure])))
