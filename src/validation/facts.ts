/**
 * The market's stylised facts: patterns of real cities that the baseline must show, each with its band and source.
 * A fact that fails stays here as failed, with its cause; a band changes only with a source.
 */
import { log } from '../lib/numeric.ts'
import { gini } from '../metrics/calculators/inequality/gini.ts'
import type { Values } from '../results/record.ts'
import { deviation, meanKnown, studentInterval } from '../results/statistics.ts'
import { type LimitValues, PREDICTED_TIPPING } from './limits.ts'
import type { CrossSection } from './observe.ts'

/** One run of the baseline as validation saw it. */
export interface Observation {
  seed: string
  /** published measures at tick 0, 12, 24 … 240 */
  yearly: Values[]
  /** cross-sections at tick 120, 180 and 240 */
  sections: CrossSection[]
  homes: number
  demolished: number
  demolishedByZone: number[]
  /** realised margins on cost of the estates that are sold out, and the homes of all that were finished */
  margins: number[]
  estateSizes: number[]
  /** share of residential land with a smaller rent gap, of each parcel sold for redevelopment */
  gapRanks: number[]
  /** share of migrants beyond which it grows faster, and how much of zones lie above it */
  tipping: { threshold: number; above: number } | null
  /** share of old-core zones whose mean income fifth rises by 0.8 in five years */
  gentrified: number | null
  /** mean ln rent of the city at tick 0, 12, 24 … 240 */
  lnRents: number[]
}

/** A run of which nothing is known that only who watched it from inside could tell, nor any measure. */
export const unwatched = (seed: string): Observation => ({
  seed,
  yearly: [],
  sections: [],
  homes: 0,
  demolished: 0,
  demolishedByZone: [],
  margins: [],
  estateSizes: [],
  gapRanks: [],
  tipping: null,
  gentrified: null,
  lnRents: [],
})

/** A pattern, judged on observations of some kind. */
export interface Fact<Seen = Observation> {
  id: string
  /** what is claimed */
  says: string
  band: readonly [number, number]
  source: string
  /** value in one run; null where it cannot be judged */
  value(run: Seen): number | null
  /**
   * what was done with it, so that it says less when it holds: parameters, rules or its own definition were chosen with it in
   * view, or history matching judges points by it; absent: held out
   */
  use?: 'chosen' | 'matched'
  /** a share, rank, Gini or correlation: nothing lies beyond 1 */
  isShare?: boolean
  /** a trend or rank, whose band ends where it would say nothing: it is the same in every city */
  isFirm?: boolean
  /** share of seeds that must lie in the band; absent: the mean must */
  seeds?: number
  /** why it fails, as found */
  cause?: string
}

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))]!

/** Mean of a measure over years from … to, counted from the end of burn-in. */
const over =
  (name: string, from: number, to: number) =>
  (run: Observation): number | null =>
    meanKnown(run.yearly.slice(from, to + 1).map(values => values[name]))
const late = (name: string) => over(name, 10, 20)
const early = (name: string) => over(name, 4, 6)
const last = (name: string) => over(name, 18, 20)
const section =
  (name: keyof CrossSection) =>
  (run: Observation): number | null =>
    meanKnown(run.sections.map(s => s[name]))
const minus =
  (a: (run: Observation) => number | null, b: (run: Observation) => number | null, scale = 1) =>
  (run: Observation): number | null => {
    const [x, y] = [a(run), b(run)]
    return x === null || y === null ? null : (x - y) * scale
  }
const ratio =
  (a: (run: Observation) => number | null, b: (run: Observation) => number | null) =>
  (run: Observation): number | null => {
    const [x, y] = [a(run), b(run)]
    return x === null || y === null || y === 0 ? null : x / y
  }

/** A measure in the year, from the first to the twentieth, in which it lies farthest from a value. */
function farthest(run: Observation, name: string, from: number): number | null {
  const years = run.yearly.slice(1).flatMap(values => values[name] ?? [])
  return years.reduce<number | null>(
    (most, v) => (Math.abs(v - from) > Math.abs((most ?? from) - from) ? v : most),
    null,
  )
}

/** A fact measured early (years 4–6), late (18–20) and over years 10–20: it must not drift out of its band. */
const threefold = (
  id: string,
  says: string,
  name: string,
  band: readonly [number, number],
  source: string,
  more: Pick<Fact, 'cause' | 'isShare'> = {},
): Fact[] => {
  const common = { use: 'chosen', band, source, ...more } as const
  return [
    { id, says: `${says}, years 10–20`, value: late(name), ...common },
    { id: `${id}-early`, says: `${says}, years 4–6`, value: early(name), ...common },
    { id: `${id}-late`, says: `${says}, years 18–20`, value: last(name), ...common },
  ]
}

/** Correlation of yearly changes with those of the year before. */
function momentum(levels: readonly number[]): number | null {
  const changes = levels.slice(1).map((v, i) => v - levels[i]!)
  const [before, after] = [changes.slice(0, -1), changes.slice(1)]
  if (before.length < 3) return null
  const [mb, ma] = [meanKnown(before)!, meanKnown(after)!]
  let [sab, saa, sbb] = [0, 0, 0]
  before.forEach((b, i) => {
    const a = after[i]!
    sab += (a - ma) * (b - mb)
    saa += (a - ma) * (a - ma)
    sbb += (b - mb) * (b - mb)
  })
  return saa > 0 && sbb > 0 ? sab / Math.sqrt(saa * sbb) : null
}

export const facts: readonly Fact[] = [
  {
    id: 'C1',
    use: 'chosen',
    says: 'ln rent falls from centre to built edge, in nine of ten cities',
    band: [0.4, 1.2],
    source: 'Alonso 1964; Muth 1969; Zheng & Kahn 2008',
    value: section('gradient'),
    seeds: 0.9,
    cause:
      'Rides differ by a few minutes in a city of this size; the drop is one of sizes, small homes standing in the core and dear by the metre. Since density falls outward there are more of them, and they are less dear: the mean lies within the band, and some four cities in ten below it.',
  },
  ...threefold(
    'C2',
    'vacancy of let and for-sale homes',
    'vacancy_rate',
    [0.04, 0.1],
    'Rosen & Smith 1983; CHFS 2017',
    { isShare: true },
  ),
  {
    id: 'C2-years',
    use: 'chosen',
    isShare: true,
    says: 'the same, in the year that lies farthest from 0.08',
    band: [0.02, 0.15],
    source: 'Rosen & Smith 1983; CHFS 2017',
    value: run => farthest(run, 'vacancy_rate', 0.08),
  },
  ...threefold('C3', 'rent burden of the median tenant', 'rent_burden_p50', [0.15, 0.3], 'OECD; CHFS', {
    isShare: true,
  }),
  ...threefold('C3b', 'tenants above 30 % of income', 'rent_burden_over_30', [0.15, 0.4], 'OECD; CHFS', {
    isShare: true,
    cause:
      'Over the line by the end: who can buy is a tenant no more, so tenants are poorer by the year, and villages are torn down faster than the rest builds upward.',
  }),
  {
    id: 'C4',
    use: 'matched',
    says: 'burden of the lower over that of the upper 40 %',
    band: [1.2, 2.5],
    source: "Engel's and Schwabe's laws",
    value: ratio(late('rent_burden_low'), late('rent_burden_high')),
  },
  ...threefold('C5', 'residential mobility a year', 'mobility_rate', [0.05, 0.12], 'Li & Zheng 2007; Wu 2006', {
    isShare: true,
  }),
  {
    id: 'C6',
    isShare: true,
    use: 'chosen',
    says: 'Gini of household income',
    band: [0.4, 0.5],
    source: 'NBS',
    value: late('income_gini'),
  },
  {
    id: 'C7',
    isShare: true,
    use: 'chosen',
    says: 'segregation by income fifth, H on 300 m cells',
    band: [0.06, 0.2],
    source: 'Reardon & Bischoff 2011',
    value: late('segregation_h'),
  },
  {
    id: 'C7-trend',
    isFirm: true,
    use: 'chosen',
    says: 'H late over H early',
    band: [0.95, 2],
    source: 'Reardon & Bischoff 2011: stable or rising',
    value: ratio(last('segregation_h'), early('segregation_h')),
    cause:
      'New estates have homes of one quality and of three sizes, and there are ever more of them: the stock becomes alike.',
  },
  {
    id: 'C8',
    isShare: true,
    use: 'matched',
    says: 'dissimilarity, lowest two fifths against the top',
    band: [0.3, 0.55],
    source: 'Song et al. 2022; Li & Gou 2020',
    value: late('segregation_d'),
  },
  {
    id: 'C8m',
    isShare: true,
    use: 'chosen',
    says: 'dissimilarity of registered and migrants',
    band: [0.25, 0.45],
    source: 'Song et al. 2022',
    value: late('segregation_d_migrant'),
    cause:
      'What keeps migrants apart is villages: where few stand it falls short. Nothing else draws them to each other; chains of migration move it by less than 0.01 (findings.md).',
  },
  ...threefold('C9', 'price of 85 m² in median yearly incomes', 'price_to_income', [6, 15], 'E-House 2020'),
  ...threefold('C10', 'land sales in local revenue', 'land_revenue_share', [0.25, 0.42], 'Liu 2022', {
    isShare: true,
    cause: 'Lumpy: a single site is a large part of a small city’s year.',
  }),
  {
    id: 'C11',
    isShare: true,
    use: 'matched',
    says: 'homes in walled estates',
    band: [0.35, 0.7],
    source: 'Miao 2003; Wu 2005',
    value: late('walled_share'),
  },
  {
    id: 'C11-rise',
    isFirm: true,
    use: 'matched',
    says: 'rise of that share from year 1 to 20, points',
    band: [0.001, 40],
    source: 'Hamama & Liu 2020',
    value: minus(over('walled_share', 20, 20), over('walled_share', 1, 1), 100),
  },
  {
    id: 'C12',
    isShare: true,
    use: 'chosen',
    says: 'home ownership of the registered',
    band: [0.65, 0.85],
    source: 'CHFS; census 2020',
    value: late('ownership_rate_local'),
    cause: 'At the lower edge: few who rent ever hold a fifth of a price, and landlords buy nine in ten new homes.',
  },
  {
    id: 'C12b',
    isShare: true,
    use: 'chosen',
    says: 'home ownership of all',
    band: [0.45, 0.7],
    source: 'CHFS; census 2020',
    value: late('ownership_rate'),
    cause: 'As C12.',
  },
  {
    id: 'C13',
    isShare: true,
    use: 'chosen',
    says: 'homes demolished a year',
    band: [0.002, 0.015],
    source: 'urban renewal reports; Shin 2009',
    value: run => run.demolished / 20 / run.homes,
    cause:
      'The quota of new building land leaves vacant land and a few built sites; the number hangs on new_land_share.',
  },
  {
    id: 'C13-cluster',
    isShare: true,
    says: 'Gini of demolitions over zones',
    band: [0.6, 1],
    source: 'Shin 2009',
    value: run => (run.demolished > 0 ? gini(run.demolishedByZone) : null),
  },
  {
    id: 'C14',
    isShare: true,
    use: 'matched',
    says: 'displaced households in the lower 40 %',
    band: [0.5, 0.8],
    source: 'He & Wu 2009',
    value: late('displacement_low_share'),
  },
  {
    id: 'C15',
    use: 'chosen',
    says: 'green premium in the cross-section, top over bottom quartile',
    band: [0.04, 0.12],
    source: 'Jim & Chen 2006',
    value: section('green'),
    cause:
      'Cross-section: the city sites green where it is missed, which is where rents are low; and rents capitalise slowly.',
  },
  {
    id: 'C16',
    use: 'chosen',
    says: 'rail premium within 800 m',
    band: [0.04, 0.12],
    source: 'Zhang & Jiao 2019; Debrezion et al. 2007',
    value: section('rail'),
    cause:
      'Most homes lie within 800 m of a station, in a small city all of its middle: what is near rail and what is central cannot be told apart there.',
  },
  {
    id: 'C17',
    use: 'chosen',
    says: 'school premium of one sd',
    band: [0.02, 0.09],
    source: 'Black 1999; Zheng, Hu & Wang 2016',
    value: section('school'),
    cause:
      'One sd of schools is worth 4 % of what a family has left, and one household in three is a family: 3 % of rents, if they said so. They answer to empty homes alone, and take longer than schools keep their standing. Buyers pay for schools more than tenants do (Zheng, Hu & Wang 2016), and here a price is a rent over a user cost, so that the two cannot differ.',
  },
  {
    id: 'C18',
    use: 'chosen',
    says: 'gate premium against like open stock',
    band: [0.02, 0.1],
    source: 'LaCour-Little & Malpezzi 2001',
    value: section('gate'),
  },
  {
    id: 'C19',
    says: 'ln income of occupants with a year of age',
    band: [-0.015, -0.003],
    source: 'Rosenthal 2014',
    value: section('filtering'),
  },
  {
    id: 'C20',
    says: 'size of private estates, median of dwellings',
    band: [100, 400],
    source: 'statistics of builders',
    value: run => (run.estateSizes.length > 0 ? quantile(run.estateSizes, 0.5) : null),
  },
  {
    id: 'C20-spread',
    use: 'chosen',
    says: 'the same, sd of ln dwellings',
    band: [0.5, 1],
    source: 'statistics of builders',
    value: run => (run.estateSizes.length > 1 ? deviation(run.estateSizes.map(homes => log(homes))) : null),
    cause:
      'A project is one parcel: what varies is how much floor the plan allows there (sd of ln 0.5) and the size of homes.',
  },
  {
    id: 'C21',
    isShare: true,
    says: 'share of migrants in a zone beyond which it grows faster',
    band: [0.15, 0.45],
    source:
      'judgement, for migrants who are a third of a city; the form is Schelling’s, 1971. Card, Mas & Rothstein 2008 find whites leaving US tracts from 5–20 % on',
    value: run => run.tipping?.threshold ?? null,
    cause:
      'In most cities no split of some twenty zones explains more of their change than chance would. Where newcomers follow their own (structure.chain_migration) one is found in nine of ten medium cities, within both bands (findings.md).',
  },
  {
    id: 'C21-share',
    isShare: true,
    says: 'zones beyond that share',
    band: [0, 0.5],
    source: 'judgement; the form is Schelling’s, 1971',
    value: run => run.tipping?.above ?? null,
    cause: 'As C21.',
  },
  {
    id: 'C22',
    use: 'chosen',
    says: 'margin of developers on cost, realised, mean of estates',
    band: [0.08, 0.25],
    source: 'listed developers',
    value: run => meanKnown(run.margins),
    cause: 'Out of its band in small cities only, where one estate sold in a good year is much of the mean.',
  },
  {
    id: 'C22-spread',
    says: 'the same, sd over estates',
    band: [0.1, 0.25],
    source: 'listed developers',
    value: run => (run.margins.length > 1 ? deviation(run.margins) : null),
    cause:
      'At the lower edge: estates in one city share its market, and what differs between them is the error of the bid.',
  },
  {
    id: 'C23',
    use: 'chosen',
    says: 'departures of migrants over registered, per household',
    band: [5, 12],
    source: 'floating-population surveys',
    value: run => meanKnown(run.yearly.slice(10).map(v => v.departure_ratio)),
  },
  {
    id: 'C24',
    isShare: true,
    says: 'gentrification: old-core zones whose mean income fifth rises by 0.8 in five years',
    band: [0.02, 0.15],
    source: 'Smith 1979; Hackworth & Smith 2001',
    value: run => run.gentrified,
    cause:
      'Redevelopment takes a hectare at a time, a tenth of a zone’s housing; a rise of 0.8 needs half of it in five years.',
  },
  {
    id: 'V20',
    isFirm: true,
    isShare: true,
    says: 'rank of redeveloped land by rent gap among residential land: in the top third',
    band: [0.667, 1],
    source: 'Smith 1979; Clark 1995',
    value: run => meanKnown(run.gapRanks),
    cause: 'In small cities the mean lies at the edge: a few sites are sold in twenty years.',
  },
  {
    id: 'O1',
    use: 'chosen',
    says: 'ln density of residents falls from centre to built edge',
    band: [0.2, 2.5],
    source: 'Clark 1951',
    value: section('density'),
    cause:
      'New estates are twice as dense as what stood before them and mostly at the edge, as villages are: they eat up what the plan lets density fall.',
  },
  {
    id: 'O2',
    isShare: true,
    use: 'matched',
    says: 'Gini of wealth',
    band: [0.55, 0.75],
    source: 'Xie & Jin 2015',
    value: late('wealth_gini'),
  },
  {
    id: 'O3',
    isShare: true,
    says: 'correlation of a year’s growth of rents with the last year’s',
    band: [0.1, 0.8],
    source: 'Case & Shiller 1989',
    value: run => momentum(run.lnRents.slice(3)),
  },
  {
    id: 'O4',
    isShare: true,
    says: 'neighbouring parcels’ rents are alike: Moran’s I',
    band: [0.2, 0.9],
    source: 'Basu & Thibodeau 1998',
    value: section('moran'),
    cause: 'Homes of 24 and of 120 m², whose rents a m² differ by half, stand on blocks side by side.',
  },
  {
    id: 'O5',
    use: 'chosen',
    says: 'elasticity of tenants’ rent bills in income',
    band: [0.3, 0.8],
    source: 'Mayo 1981',
    value: section('elasticity'),
    cause:
      'Homes to let differ little in size, so what a tenant pays hangs on the room more than on income. The richer buy.',
  },
  {
    id: 'O6',
    isShare: true,
    says: 'home ownership of migrants',
    band: [0.08, 0.3],
    source: 'China Migrants Dynamic Survey 2017',
    value: section('migrantOwners'),
  },
]

/** Limits of theory, put to cities that the theories speak of. */
export const limitFacts: readonly Fact<LimitValues>[] = [
  {
    id: 'V17-tipping',
    says: 'Schelling: dislike at which a mixed city tips, over what theory predicts; homes and incomes alike',
    band: [0.7, 1.3],
    source: 'Schelling 1971; Brock & Durlauf 2001',
    value: run => (run.tippingAt === null ? null : run.tippingAt / PREDICTED_TIPPING),
  },
  {
    id: 'V17-jump',
    says: 'H by building beyond the tipping point (dislike 8), less what chance makes; at no dislike it is 0',
    band: [0.25, 1],
    source: 'Schelling 1971',
    value: run => run.tippingCurve.at(-1) ?? null,
  },
  {
    id: 'V17',
    says: 'Schelling: H with four times the dislike of unlike neighbours, no amenities, free movers',
    band: [0.25, 1],
    source: 'Schelling 1971',
    value: run => run.schelling,
    cause:
      'Four times the dislike at rest lies below the point where theory has a city tip: dislike is one-sided here, so mixing would last up to 3.7 by the same reckoning. V17-tipping puts the theory to a city it speaks of.',
  },
  {
    id: 'V17-sorting',
    says: 'H without any dislike, over H at rest: income sorting remains',
    band: [0.05, 0.7],
    source: 'Schelling 1971',
    value: run => run.sortingOnly,
    cause: 'Segregation comes from prices, size and quality of homes, hardly from dislike: without it most of H stays.',
  },
  {
    id: 'V18',
    says: 'Alonso: correlation of ln rent with commute; one centre, 12 km, homes and buildings alike, no amenities, equal incomes, tenants',
    band: [-1, -0.9],
    source: 'Alonso 1964',
    value: run => run.alonsoAlike,
  },
  {
    id: 'V18-slope',
    says: 'Alonso and Muth: change of the rent bill with a yuan of travel cost in that city',
    band: [-1.2, -0.8],
    source: 'Alonso 1964; Muth 1969',
    value: run => run.bidRentSlopeAlike,
  },
  {
    id: 'V18-lots',
    says: 'the same correlation with buildings as large as they are in the city',
    band: [-1, -0.9],
    source: 'Alonso 1964',
    value: run => run.alonso,
    cause:
      'A building is one alternative with one taste, however many homes it holds, so a large one fills only where it is cheaper. Large buildings stand in the core, against the gradient.',
  },
  {
    id: 'V18-lots-slope',
    says: 'the same slope with buildings as large as they are',
    band: [-1.2, -0.8],
    source: 'Alonso 1964; Muth 1969',
    value: run => run.bidRentSlope,
    cause: 'As V18-lots: large buildings, which stand in the core, are cheaper for their size.',
  },
  {
    id: 'V19',
    says: 'nobody comes, nothing grows or is built, vacancy at its natural rate: yearly change of ln rent',
    band: [-0.005, 0.005],
    source: 'stationarity',
    value: run => run.rentDrift,
    cause: 'Vacancy and its natural rate part after tick 60 as households end and form.',
  },
  {
    id: 'V19-vacancy',
    says: 'the same, yearly change of the vacancy rate',
    band: [-0.005, 0.005],
    source: 'stationarity',
    value: run => run.vacancyDrift,
  },
]

export interface Verdict {
  id: string
  says: string
  band: readonly [number, number]
  /** mean over seeds; null if it cannot be judged in any */
  value: number | null
  /** seeds in the band, of those in which it can be judged, of all */
  inBand: number
  judged: number
  runs: number
  holds: boolean
  /** half-width of the 95 % interval of the mean over seeds; null with fewer than two */
  half: number | null
  /** the interval of the mean holds an end of the band, so that other seeds may say otherwise */
  isAtEdge: boolean
  use?: Fact['use']
  source: string
  cause?: string
}

/**
 * A band with each end moved outwards by a share of itself, so that none comes to admit nothing at all or the other sign; of a
 * share, by that of what lies between it and the nearer of 0 and 1.
 * @example widened([0.6, 0.9], 0.3, { isShare: true }) // => [0.48, 0.93]
 */
export function widened(
  [low, high]: readonly [number, number],
  share: number,
  { isShare = false, isFirm = false }: Pick<Fact, 'isShare' | 'isFirm'> = {},
): [number, number] {
  const room = (end: number): number => (isFirm ? 0 : share * (isShare ? Math.min(end, 1 - end) : Math.abs(end)))
  return [low - room(low), high + room(high)]
}

/**
 * Judges the facts. One that can be judged in less than half of the cities was not found, and fails.
 * @param widen how far the ends of bands move outwards, as a share of themselves (0.3 on preset small)
 */
export function judge<Seen>(patterns: readonly Fact<Seen>[], runs: readonly Seen[], widen: number): Verdict[] {
  return patterns.map(fact => {
    const { id, says, band, source, value, seeds, cause, use } = fact
    const wide = widened(band, widen, fact)
    const values = runs.map(value).filter((v): v is number => v !== null)
    const inside = (v: number): boolean => v >= wide[0] && v <= wide[1]
    const inBand = values.filter(inside).length
    const middle = meanKnown(values)
    const interval = studentInterval(values)
    const isFound = middle !== null && 2 * values.length >= runs.length
    const holds = isFound && (seeds === undefined ? inside(middle) : inBand >= seeds * values.length)
    return {
      id,
      says,
      band: wide,
      value: middle,
      inBand,
      judged: values.length,
      runs: runs.length,
      holds,
      half: interval && interval.high - interval.mean,
      isAtEdge: seeds === undefined && interval !== null && wide.some(end => end > interval.low && end < interval.high),
      ...(use === undefined ? {} : { use }),
      source,
      ...(holds || cause === undefined ? {} : { cause }),
    }
  })
}
