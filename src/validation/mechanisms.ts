/**
 * Mechanisms: what a lever must move, and in which direction, in paired runs over many cities: one of every policy, as the
 * claim table of the model states it. Identities that hold to the fen, and what takes a month to see, are in
 * test/mechanisms.
 */

import type { Parameters } from '../city/parameters.ts'
import type { Plan } from '../city/plan.ts'
import { isLumpy } from '../metrics/index.ts'
import type { SettingValues } from '../policies/policy.ts'
import type { Target } from '../policies/steering.ts'
import { comparedYears } from '../results/compare.ts'
import { type ReplicateResult, runReplicate } from '../results/replicate.ts'
import { meanKnown, placeboBand, studentInterval, verdict } from '../results/statistics.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { DEFAULT_FROM } from '../scenario/times.ts'

/** Years a policy is in force where its mechanism states no other number. */
const IN_FORCE = 5

export interface Claim {
  measure: string
  /** judged is the measure for each of this one */
  per?: string
  /** which way the policy moves it */
  sign: 1 | -1
  /** goes further than the mechanism: what the rest of the city leaves of it */
  further?: true
  /** the lever stands in the rule that makes the measure, no agent's answer between: it tests that the rule is at work */
  direct?: true
}

export type Policies = Readonly<Record<string, SettingValues>>

export interface Mechanism {
  id: string
  says: string
  policies: Policies
  /** policies that both sides of the pair have, from the same month on: with them something is at stake; what is tried of the same name takes its place */
  given?: Policies
  /** years in force, of what takes a generation or the building of much of a city (default 5) */
  years?: number
  /** what a loop of feedback steers by */
  targets?: readonly Target[]
  /** facts of the world that differ too, from its synthesis on */
  parameters?: Readonly<Partial<Parameters>>
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
const direct = (claim: Claim): Claim => ({ ...claim, direct: true })

/** What happens a few times a year: judged over all years in force, since one year is one site or none. Others: the last quarter of the run. */
const RARE = new Set([
  'land_revenue',
  'land_revenue_share',
  'new_homes_on_axis',
  'new_homes_small',
  'homes_started',
  'homes_demolished',
  'project_delay',
  'idle_land_months',
  'displacement_demolition',
  'conflicts',
])

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
    claims: [direct(up('access_park')), further(up('green_300m'))],
    source: 'definition',
    cause: 'The measure counts greens of at least half a hectare; a pocket park is smaller.',
  },
  {
    id: 'T6',
    says: 'red lines round heritage stop demolition of it',
    policies: { red_line: { heritage: 1 } },
    years: 10,
    claims: [further(up('heritage_standing'))],
    source: 'definition',
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
    claims: [direct(up('project_delay')), up('trust_mean')],
    source: 'Tyler 1990',
    cause: 'Few projects are decided in a year in a small city, and most of them nobody near feels.',
  },
  {
    id: 'T10',
    says: 'recognition after three years brings migrants into the queue and to the vote',
    policies: { recognition: { years: 3 } },
    claims: [direct(up('public_queue')), direct(down('voice_gap'))],
    source: 'definition',
  },
  {
    id: 'T12',
    says: 'dearer compensation means fewer demolitions',
    policies: { compensation: { owner: 1.6, tenant_months: 24 } },
    claims: [further(down('homes_demolished'))],
    source: 'residual land value',
    cause:
      'Fewer sites pass the rent-gap test (of 368 old blocks in six small cities 184 instead of 224; owners’ terms do it, tenants’ next to nothing), but of those that pass a city sells a handful a year: the homes it means to offer are found on the rest, in the medium city too, and the compensation is paid out of services.',
  },
  {
    id: 'T13',
    says: 'a property tax of 0.6 % is taken off prices, and brings revenue',
    policies: { property_tax: { rate: 0.006 } },
    claims: [down('price_to_income'), direct(up('recurrent_revenue'))],
    source: 'Oates 1969',
  },
  {
    id: 'T14',
    says: 'cash for the poor eases their burden',
    policies: { aid: { cash_per_month: 800 } },
    claims: [direct(down('rent_burden_low')), direct(up('residual_income_low'))],
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
    claims: [direct(up('school_access_migrant'))],
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
    claims: [direct(down('pollution_low'))],
    source: 'definition',
  },
  {
    id: 'M-public',
    says: 'public building fills public homes',
    policies: { public_building: { homes_per_1000_yr: 4 } },
    claims: [direct(up('public_homes'))],
    source: 'definition',
  },
  {
    id: 'M-digital',
    says: 'digital reach raises turnout',
    policies: { digital: { reach: 1 } },
    claims: [direct(up('turnout'))],
    source: 'definition',
  },
  {
    id: 'M-culture',
    says: 'equal spread of culture reaches more people',
    policies: { culture: { facilities_equalise: 1, activities_per_zone_yr: 12 } },
    claims: [direct(up('access_culture'))],
    source: 'definition',
  },
  {
    id: 'M-impulse',
    says: 'without an impulse to close its gap by land, a city lives less on land',
    policies: { land_finance: { impulse: 0 } },
    claims: [down('land_revenue_share'), further(down('homes_demolished'))],
    source: 'model §2, P2',
  },
  {
    id: 'M-axes',
    says: 'growth axes draw new homes along them',
    policies: { growth_axes: { strength: 1 } },
    years: 10,
    claims: [up('new_homes_on_axis')],
    source: 'model §2, P4',
    cause:
      'A seller has four sites to choose from in a month in which it sells, and sells in one of eight to ten; their worth differs by up to a hundred million yuan, an axis counts as thirty. Half of a small city lies on an axis anyway. Of all homes started in ten years the share rises by 6.7 points (−0.5 to 13.9).',
  },
  {
    id: 'M-centre',
    says: 'a new centre of work shortens commutes from the edge',
    policies: { new_centre: { jobs_share: 0.4 } },
    years: 10,
    claims: [down('commute_edge')],
    source: 'model §2, P5',
    cause:
      'In a small city, of 770 m radius, trains make every centre as near as any other. In medium cities those at the edge near the new centre save 0.39 minutes in twenty years (0.25 to 0.54), those of the other side lose as much, and the mean of the edge does not move: who works where is luck, not nearness. What it leaves of incomes is less, by what it costs (findings.md).',
  },
  {
    id: 'M-mix',
    says: 'mixed use shortens walks and lets people meet',
    policies: { zoning: { mix: 1 } },
    claims: [down('walk_minutes_mean'), up('encounters')],
    source: 'model §2, P6',
    cause:
      'No rule leads there: shops on ground floors (§3.24) give those who live above them access to a market and make the parcel noisier, but they are no market that anybody walks to and no place where people meet. Both can be seen: access to markets rises and so does crowding.',
  },
  {
    id: 'M-rail',
    says: 'rail brings stations nearer and shortens the way to work',
    policies: { rail: { km_per_year: 5 } },
    claims: [down('walk_minutes_station'), down('commute_minutes')],
    source: 'model §2, P7',
  },
  {
    id: 'M-villages',
    says: 'collective land and equal services cost the city land revenue and serve the fringe',
    policies: { city_rural: { collective_market: 1, service_parity: 1 } },
    claims: [further(down('land_revenue')), further(up('access_edge'))],
    source: 'model §2, P8',
    cause:
      'What villages are paid for their land the treasury lacks, and facilities are built from it: 0.45 fewer of 3.15 in five years. Villages keep the money (120 million yuan) and build nothing: no rule lets them. Equal services alone do serve the fringe (M-parity).',
  },
  {
    id: 'M-parity',
    says: 'where villages count in full when facilities are sited they are served better, and the fringe',
    policies: { city_rural: { service_parity: 1 } },
    claims: [direct(up('access_villages')), further(up('access_edge'))],
    source: 'model §2, P8',
    cause:
      'A small city builds three facilities in five years. What villages gain by their siting others lose, and of the homes at the edge 57 % are others.',
  },
  {
    id: 'M-nature',
    says: 'a red line round nature keeps it from being enclosed',
    policies: { red_line: { nature: 1 } },
    years: 10,
    claims: [down('nature_enclosed')],
    source: 'model §2, P11',
  },
  {
    id: 'M-memory',
    says: 'a red line round heritage keeps it from leisure capital',
    given: { heritage_tourism: { promotion: 1 }, old_street: { activation: 1 }, land_finance: { impulse: 2 } },
    policies: { red_line: { heritage: 1 } },
    years: 10,
    claims: [down('memory_privatised')],
    source: 'model §2, P17, F12',
  },
  {
    id: 'M-use',
    says: 'a subsidy for small homes has more of them built',
    policies: { use_value: { subsidy: 0.3 } },
    years: 10,
    claims: [up('new_homes_small')],
    source: 'model §2, P13',
  },
  {
    id: 'M-idle',
    says: 'a limit on holding land shortens its lying idle',
    policies: { land_bank: { max_months: 12 } },
    years: 10,
    claims: [down('idle_land_months')],
    source: 'model §2, P16',
    cause:
      'A developer waits while it expects rents to grow by more than interest, 4.9 %, and most expect less: two sites in three cities wait at any time. Over ten years fewer do (0.55 instead of 0.68, by 0.003 to 0.26), and the mean wait of those few hangs on one or two.',
  },
  {
    id: 'M-mobile',
    says: 'mobile homes keep the displaced in the city',
    policies: { mobile_homes: { stock_per_1000: 20 } },
    claims: [further(down('out_migration_low'))],
    source: 'model §2, D4',
    cause:
      'The displaced find another home at once, since one in eleven stands empty: of poor households displaced 91 in 100 are still in the city a year later, and as many with mobile homes (difference −0.007 ± 0.009, six cities), of which 126 in 137 stay empty. Who leaves does at the usual rate of migrants.',
  },
  {
    id: 'M-clinics',
    says: 'clinics by need come nearer to people',
    policies: { clinics: { need_weight: 1 } },
    claims: [further(up('access_clinic'))],
    source: 'model §2, D8',
  },
  {
    id: 'D16',
    says: 'schools alike and open to all break the inheritance of poverty',
    policies: { schools: { equalise: 1, open_to_migrants: 1 } },
    years: 18,
    claims: [further(down('income_persistence'))],
    source: 'model §2, D16',
    cause:
      'Schools hand on registration more than rank. Among the registered their quality is 0.72 for the lowest fifth and 0.79 for the highest, which is worth 0.02 of the slope; for migrants it is 0.40, but ranks are taken within registration (four cities).',
  },
  {
    id: 'M-streets',
    says: 'shared streets are better streets, and safer',
    policies: { shared_streets: { share: 1 } },
    claims: [direct(up('street_quality_mean')), up('safety_mean')],
    source: 'model §2, D10, E9',
  },
  {
    id: 'M-repair',
    says: 'repair of old homes raises the rents of those who live in them',
    policies: { micro_repair: { budget_share: 0.3 } },
    claims: [further(up('rent_burden_low'))],
    source: 'model §2, D11',
  },
  {
    id: 'M-lane',
    says: 'business in old streets brings visitors, and prices old shops out',
    policies: { old_street: { activation: 1 } },
    claims: [up('tourism_income'), further(down('old_shops'))],
    source: 'model §2, D13',
  },
  {
    id: 'M-shops',
    says: 'sheltered rents keep old shops where business drives rents up',
    given: { old_street: { activation: 1 } },
    policies: { old_shops: { rent_shelter: 1 } },
    claims: [up('old_shops')],
    source: 'model §2, D14',
  },
  {
    id: 'M-tourism',
    says: 'promoted heritage brings money and crowds',
    policies: { heritage_tourism: { promotion: 1 } },
    claims: [direct(up('tourism_income')), up('crowding_mean')],
    source: 'model §2, D15',
  },
  {
    id: 'M-stalls',
    says: 'room for stalls gives the poor an income, and neighbours something to complain of',
    policies: { vendor_zones: { slots_per_1000: 10 } },
    claims: [up('informal_income_low'), up('complaints')],
    source: 'model §2, F1',
  },
  {
    id: 'M-busking',
    says: 'places to perform let people meet',
    policies: { busking: { areas_per_zone: 2 } },
    claims: [up('encounters')],
    source: 'model §2, F2',
  },
  {
    id: 'M-rooms',
    says: 'rooms for small trades give the poor work near home',
    policies: { micro_jobs: { rooms_per_zone: 5 } },
    claims: [up('residual_income_low')],
    source: 'model §2, F3',
  },
  {
    id: 'M-culture-street',
    says: 'street culture lets people meet',
    policies: { street_culture: { tolerance: 1 } },
    claims: [up('encounters')],
    source: 'model §2, F8',
  },
  {
    id: 'M-seats-out',
    says: 'tables on pavements let people meet',
    policies: { outdoor_seating: { share: 1 } },
    claims: [up('encounters')],
    source: 'model §2, F9',
  },
  {
    id: 'M-beauty',
    says: 'beautification makes streets finer and takes stalls away, of those that are left more',
    policies: { beautification: { intensity: 1 } },
    claims: [
      direct(up('street_quality_mean')),
      { measure: 'confiscations', per: 'informal_survival', sign: 1 },
      down('informal_survival'),
    ],
    source: 'model §2, F10',
  },
  {
    id: 'M-online',
    says: 'votes online bring more people to vote',
    policies: { online_vote: { weight: 1 } },
    claims: [direct(up('turnout'))],
    source: 'model §2, W2',
  },
  {
    id: 'M-options',
    says: 'a choice between schemes makes for fewer forced ones',
    given: { hearings: { required: 1 } },
    policies: { scheme_choice: { options: 4 } },
    claims: [further(up('trust_mean'))],
    source: 'model §2, W3',
    cause:
      'The scheme liked best is chosen (test/mechanisms/voice.test.ts), and a decision takes 1.8 months longer; but only those whom a project moves gain or lose trust by it, a few in a hundred a year.',
  },
  {
    id: 'M-debates',
    says: 'debates turn support towards what the poor want',
    given: { hearings: { required: 1 } },
    policies: { debates: { intensity: 1 } },
    claims: [further(up('recognised_share'))],
    source: 'model §2, W4',
    cause:
      'A debate pulls what each stands to win or lose half way to the mean of those who come; opinions that no reason explains stay as they are, and most votes with them.',
  },
  {
    id: 'M-council',
    says: 'a council’s budget buys what neighbours vote for, and brings them to vote',
    policies: { participatory_budget: { share: 0.5, need_weight: 1 } },
    claims: [up('access_park'), further(up('turnout')), further(up('facility_access_low'))],
    source: 'model §2, W5, W6',
    cause:
      'Neighbours ask for parks, branches of clinics and repairs; schools, markets and halls have half the money less. People vote by trust, and trust is won where a carried proposal is paid for and lost where it is not: in the mean as much of one as of the other (findings.md).',
  },
  {
    id: 'M-need',
    says: 'councils’ money by need instead of votes reaches the poor',
    given: { participatory_budget: { share: 0.5, need_weight: 0 } },
    policies: { participatory_budget: { share: 0.5, need_weight: 1 } },
    claims: [further(up('green_access_low'))],
    source: 'model §2, W6',
    cause:
      'The money does reach poorer zones, but one answered request in ten becomes a proposal whatever a council has: of what lies unspent after five years two thirds are theirs, by votes a third (findings.md).',
  },
  {
    id: 'M-devolved',
    says: 'villages that bargain take their time',
    policies: { devolved_renewal: { power: 1 } },
    claims: [further(up('project_delay'))],
    source: 'model §2, W7',
  },
  {
    id: 'M-consent',
    says: 'nothing is renewed against those who live there',
    policies: { consent: { threshold: 0.8 } },
    claims: [down('displacement_demolition'), further(down('homes_demolished'))],
    source: 'model §2, W9',
  },
  {
    id: 'M-open',
    says: 'open land deals are trusted, and sell dearer',
    policies: { open_data: { share: 1 } },
    claims: [direct(up('trust_mean')), further(up('land_revenue'))],
    source: 'model §2, W10',
  },
  {
    id: 'M-platforms',
    says: 'platforms tie people across groups',
    policies: { platforms: { budget_share: 0.05 } },
    claims: [direct(up('weak_ties_mean'))],
    source: 'model §2, E1, E8',
  },
  {
    id: 'M-rooms-meet',
    says: 'small meeting rooms let people meet',
    policies: { micro_spaces: { per_zone: 5 } },
    claims: [up('encounters')],
    source: 'model §2, E2',
  },
  {
    id: 'M-events',
    says: 'street events let people meet',
    policies: { street_events: { per_district_yr: 24 } },
    claims: [up('encounters')],
    source: 'model §2, E5',
  },
  {
    id: 'E7',
    says: 'walls from fear: where people trust each other less, more live behind walls',
    policies: {},
    parameters: { trust_start: 0.1 },
    years: 18,
    claims: [further(up('walled_share'))],
    source: 'model §2, E7',
  },
  {
    id: 'M-green',
    says: 'more green in plans makes the city greener, and fewer homes',
    policies: { green_ratio: { minimum: 0.5 } },
    claims: [direct(up('canopy_mean')), further(down('homes_started'))],
    source: 'model §2, N1',
    cause:
      'The city offers land by the homes it is to hold (§3.9), so where a site holds fewer it sells more of them: over ten years as many homes are started (−0.8 a year, −6.2 to +4.6), and land brings 6.5 million yuan a year more (0.6 to 12.4).',
  },
  {
    id: 'M-wetland',
    says: 'restored wetland brings green nearer',
    policies: { restoration: { ha_per_year: 20 } },
    claims: [direct(up('green_access'))],
    source: 'model §2, N3',
  },
  {
    id: 'M-facades',
    says: 'green façades make the city greener',
    policies: { facade_green: { share: 1 } },
    claims: [direct(up('canopy_mean'))],
    source: 'model §2, N4',
  },
  {
    id: 'M-gardens',
    says: 'opened gardens are public green',
    policies: { private_green: { open_share: 1 } },
    claims: [direct(up('public_green_access'))],
    source: 'model §2, N6',
  },
  {
    id: 'M-coordination',
    says: 'a district that coordinates reaches people whom no council does',
    policies: { co_governance: { coordination: 1 } },
    claims: [direct(up('turnout'))],
    source: 'model §2, M4, M9',
  },
  {
    id: 'M-services',
    says: 'social organisations that are paid do more small works',
    policies: { purchased_services: { budget_share: 0.1 } },
    claims: [up('street_quality_mean'), up('canopy_mean')],
    source: 'model §2, M5',
  },
  {
    id: 'M-empower',
    says: 'councils that are empowered find volunteers',
    policies: { empowerment: { capacity_gain: 1 } },
    claims: [further(up('volunteers'))],
    source: 'model §2, M6',
  },
  {
    id: 'M-local',
    says: 'works given to local firms pay local people',
    policies: { procurement: { local_share: 1 } },
    claims: [up('residual_income_low')],
    source: 'model §2, M8',
  },
  {
    id: 'M-steer',
    says: 'a loop that steers public housing by the burden of the poor builds some',
    policies: {
      feedback: { gain: 0.5, every: 12 },
    },
    targets: [
      { indicator: 'rent_burden_low', goal: 0.2, policy: 'public_housing', setting: 'share', sign: -1, scale: 0.1 },
    ],
    claims: [direct(up('public_homes'))],
    source: 'model §2, M3',
  },
]

/** Measures that mechanisms claim something of, and those shown as headlines of convergence. */
export const claimed = [
  ...new Set(
    mechanisms.flatMap(({ claims }) => claims.flatMap(({ measure, per }) => [measure, ...(per ? [per] : [])])),
  ),
]

/** What is judged beside one baseline: mechanisms for which the same policies are given, after as many years. */
export interface Ground {
  given: Policies
  years: number
  mechanisms: readonly Mechanism[]
}

/** Groups mechanisms by what is given and for how long, in the order of their first. @example groundsOf([{ …, given: { hearings: { required: 1 } } }]) */
export function groundsOf(list: readonly Mechanism[]): Ground[] {
  const grounds = new Map<string, { given: Policies; years: number; mechanisms: Mechanism[] }>()
  for (const mechanism of list) {
    const { given = {}, years = IN_FORCE } = mechanism
    const key = JSON.stringify([given, years])
    const ground = grounds.get(key)
    if (ground) ground.mechanisms.push(mechanism)
    else grounds.set(key, { given, years, mechanisms: [mechanism] })
  }
  return [...grounds.values()]
}

/** Two years without a policy, and those with it. */
export const ticksOf = ({ years }: Pick<Ground, 'years'>): number => DEFAULT_FROM + 12 * years

export const grounds: readonly Ground[] = groundsOf(mechanisms)

/** The scenarios of a ground: what is given alone, and each mechanism with it. */
export function scenariosOf(baseline: Scenario, ground: Ground): { baseline: Scenario; scenarios: Scenario[] } {
  const used = (policies: Policies, targets?: readonly Target[]): Scenario['policies'] =>
    Object.entries(policies).map(([policy, settings]) => ({
      policy,
      settings,
      from: DEFAULT_FROM,
      until: null,
      over: 0,
      when: null,
      ...(targets === undefined ? {} : { targets: [...targets] }),
    }))
  const given = [...baseline.policies, ...used(ground.given)]
  return {
    baseline: { ...baseline, policies: given },
    scenarios: ground.mechanisms.map(({ id, policies, parameters, targets }) => ({
      ...baseline,
      name: id,
      parameters: { ...baseline.parameters, ...parameters },
      policies: [...baseline.policies, ...used({ ...ground.given, ...policies }, targets)],
    })),
  }
}

/** Means of measures over the last compared years in one city and luck: of a ground's baseline, its placebo and its mechanisms. */
export interface MechanismRun {
  seed: string
  baseline: Record<string, number | null>
  placebo: Record<string, number | null>
  /** by the id of the mechanism */
  arms: Record<string, Record<string, number | null>>
}

/** One city and luck with every mechanism of a ground on its own. */
export function runMechanisms(
  baseline: Scenario,
  ground: Ground,
  plan: Plan,
  seed: string,
  measures: readonly string[],
  step: (months: number) => void,
): MechanismRun {
  const result = runReplicate(
    { ...scenariosOf(baseline, ground), seed, replicate: 0, ticks: ticksOf(ground), placebo: true, map: false },
    plan,
    step,
  )
  const years = (name: string): number => (RARE.has(name) ? ground.years : comparedYears(ticksOf(ground) / 12))
  const means = ({ yearly }: ReplicateResult['baseline']): Record<string, number | null> =>
    Object.fromEntries(
      measures.map(name => {
        return [name, meanKnown(yearly.slice(-years(name)).map(values => values[name]))]
      }),
    )
  return {
    seed,
    baseline: means(result.baseline),
    placebo: means(result.placebo!),
    arms: Object.fromEntries(ground.mechanisms.map(({ id }, i) => [id, means(result.scenarios[i]!)])),
  }
}

export interface MechanismVerdict {
  id: string
  says: string
  /** what both sides of the pair have */
  given: Policies
  /** how long it had been in force */
  years: number
  measure: string
  per?: string
  sign: 1 | -1
  further: boolean
  direct: boolean
  baseline: number | null
  difference: number | null
  ci95: [number, number] | null
  placebo_band: [number, number] | null
  /** of a claim to be at most a share of another effect: that share less this one, 95 % interval of paired differences */
  shareLess?: [number, number]
  holds: boolean
  source: string
  cause?: string
}

const minus = (a: number | null | undefined, b: number | null | undefined): number | null =>
  a == null || b == null ? null : a - b

/** Those of all runs in which a mechanism was at work. */
const runsOf = (runs: readonly MechanismRun[], id: string): MechanismRun[] => runs.filter(({ arms }) => id in arms)

type Watched = Pick<Claim, 'measure' | 'per'>

/** What a claim is about: the measure, or the measure for each of another; null where either is unknown. */
export const valueOf = (values: Record<string, number | null>, { measure, per }: Watched): number | null => {
  const value = values[measure] ?? null
  if (per === undefined) return value
  const base = values[per] ?? null
  return value === null || base === null || base === 0 ? null : value / base
}

/** Paired differences of a mechanism in what is claimed, a run each. */
export const differencesOf = (runs: readonly MechanismRun[], id: string, watched: Watched): (number | null)[] =>
  runsOf(runs, id).map(run => minus(valueOf(run.arms[id]!, watched), valueOf(run.baseline, watched)))

/**
 * Judges every claim: it holds if the difference is an effect, as every report calls it, with the sign claimed. What is at most a
 * share of another mechanism's effect holds if the paired difference to that share lies below it with its whole interval.
 */
export function judgeMechanisms(runs: readonly MechanismRun[]): MechanismVerdict[] {
  return mechanisms.flatMap(({ id, says, given = {}, years = IN_FORCE, claims, atMost, source, cause }) => {
    const own = runsOf(runs, id)
    const rival = atMost && mechanisms.find(other => other.id === atMost.of)!.claims[0]!
    return (rival ? [rival] : claims).map((claim): MechanismVerdict => {
      const { sign, measure, per, further, direct } = claim
      const differences = differencesOf(runs, id, claim)
      const interval = studentInterval(differences)
      const band = bandOf(own, claim)
      const beyond =
        atMost &&
        studentInterval(differencesOf(runs, atMost.of, claim).map((d, i) => shareLess(d, atMost.share, differences[i])))
      const holds = atMost
        ? beyond != null && (sign > 0 ? beyond.low > 0 : beyond.high < 0)
        : verdict(differences, band, isLumpy(measure)) === 'effect' && Math.sign(interval!.mean) === sign
      return {
        id,
        says,
        given,
        years,
        measure,
        ...(per === undefined ? {} : { per }),
        sign,
        further: further === true,
        direct: direct === true,
        baseline: meanKnown(own.map(run => valueOf(run.baseline, claim))),
        difference: interval?.mean ?? null,
        ci95: interval && [interval.low, interval.high],
        placebo_band: band,
        ...(beyond && { shareLess: [beyond.low, beyond.high] as [number, number] }),
        holds,
        source,
        ...(holds || cause === undefined ? {} : { cause }),
      }
    })
  })
}

/** A share of a difference, less another. */
const shareLess = (whole: number | null | undefined, share: number, part: number | null | undefined): number | null =>
  minus(whole == null ? null : share * whole, part)

const bandOf = (runs: readonly MechanismRun[], watched: Watched): [number, number] | null =>
  placeboBand(runs.map(run => minus(valueOf(run.placebo, watched), valueOf(run.baseline, watched))))
