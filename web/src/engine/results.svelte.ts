/** What the futures have brought so far, filed by city, arm and replicate; and what may be said of it in a year. */
import type { Measure } from '../../../src/metrics/measure.ts'
import { comparedYears, overMembers } from '../../../src/results/compare.ts'
import type { MeasureComparison, ParameterBand } from '../../../src/results/comparison.ts'
import {
  isBeyondPlacebo,
  placeboBand,
  studentInterval,
  varianceSaved,
  verdict,
} from '../../../src/results/statistics.ts'
import { shownMeasure } from '../measures.ts'
import type { EngineEvent, FutureEnd } from './protocol.ts'

/** One replicate's future, as far as it has come: rows of years, NaN where a measure is undefined. */
export interface Series {
  readonly rows: Float64Array[]
  /** how often something of it came: a run that is made anew brings rows that look as those before */
  told: number
  done: boolean
  end: FutureEnd | null
}

type Replicates = Map<number, Series>

interface Filed {
  names: readonly string[]
  column: Map<string, number>
  readonly baseline: Replicates
  readonly placebo: Replicates
  /** the city as usual under other parameters, by member of the calibrated set */
  readonly member: Replicates
}

interface Policies {
  readonly generation: number
  readonly city: Replicates
  readonly preview: Replicates
  /** by policy left out */
  readonly without: Map<string, Replicates>
  /** under other parameters, by member of the calibrated set */
  readonly members: Replicates
}

/** A line of a chart: yearly means over runs, and the middle 95 % of them. */
export interface Line {
  readonly mean: readonly (number | null)[]
  readonly low: readonly (number | null)[]
  readonly high: readonly (number | null)[]
  readonly runs: number
}

/** How much of the answer is in. */
export type Stage = 'none' | 'first' | 'runs'

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, v) => sum + v, 0) / values.length

/** The value below which a share p of sorted values lies, by linear interpolation. */
function quantile(sorted: readonly number[], p: number): number {
  const place = p * (sorted.length - 1)
  const at = Math.floor(place)
  return sorted[at]! + (place - at) * ((sorted[at + 1] ?? sorted[at]!) - sorted[at]!)
}

/** First of the years that are averaged up to one: the last quarter, as in reports. */
export const comparedFrom = (year: number): number => Math.max(1, year - comparedYears(Math.max(1, year)) + 1)

/** Milliseconds between two pictures. */
const REDRAW = 80

const empty = (): Policies => ({
  generation: -1,
  city: new Map(),
  preview: new Map(),
  without: new Map(),
  members: new Map(),
})

export class Results {
  /** rises when rows have come; whatever is drawn reads it */
  revision = $state(0)
  failure = $state<string | null>(null)
  /** numbers are means over the years that reports compare, up to the year asked for */
  isMean = $state(false)
  /** rises with every order: what was asked of an earlier one is asked again */
  order = $state(0)
  /** rises when a city has been founded: its place may be drawn before its first year is over */
  founded = $state(0)
  /** what is chosen has not been ordered yet: what stands here answers something else */
  private isAwaited = $state(true)
  /** the bench that is shown: the same for all levers of a city */
  city = $state('')

  private readonly benches = new Map<string, Filed>()
  private preview = ''
  private generation = 0
  private isChanged = false
  private wanted = 0
  private members = 0
  private policies: Policies = empty()
  /** the answer before this one: it stands in the years that the new one has not come to */
  private fading: Policies = empty()
  /** before the last order no policy was set: until the answer is here, the number stands as it was */
  private wasPlain = false
  private isScheduled = false
  private timer: ReturnType<typeof setTimeout> | undefined
  private drawn = 0
  private readonly said = new Map<string, MeasureComparison>()
  /** what stood before the last change, for ghosts and replays */
  private before = $state.raw<{ policies: Policies; isChanged: boolean; city: string } | null>(null)

  /** Keeps what stands as the state before a change. */
  keep(): void {
    this.before = { policies: this.policies, isChanged: this.isChanged, city: this.city }
  }

  /** The line as it was before the last change; null if there was none in this city. */
  lineBefore(measure: string): Line | null {
    const { before } = this
    if (!before || before.city !== this.city) return null
    return this.policyLineOf(measure, before.policies, before.isChanged)
  }

  /** Says that something else has been chosen, before it is ordered: a place may have to be read first. */
  expect(): void {
    this.isAwaited = true
  }

  /** Says what later rows are asked for. */
  aim(of: {
    city: string
    preview: string
    generation: number
    isChanged: boolean
    wanted: number
    members: number
  }): void {
    const isOther = of.city !== this.city
    if (of.generation !== this.generation) this.wasPlain = !isOther && !this.isChanged && this.generation > 0
    this.city = of.city
    this.preview = of.preview
    this.generation = of.generation
    this.order = of.generation
    this.isChanged = of.isChanged
    this.wanted = of.wanted
    this.members = of.members
    this.failure = null
    this.isAwaited = false
    this.said.clear()
    if (isOther || !of.isChanged) this.policies = this.fading = empty()
    this.bump()
  }

  take(event: EngineEvent): void {
    if (event.kind === 'failed') {
      this.failure = event.message
      return
    }
    if (event.kind === 'founded') {
      this.founded++
      this.bump()
      return
    }
    const filed = this.filed(event.bench)
    if (event.kind === 'names') {
      filed.names = event.names
      filed.column = new Map(event.names.map((name, i) => [name, i]))
      return
    }
    const answered = this.policies.generation
    const shelf = this.shelfOf(event, filed)
    if (!shelf) return
    const series = shelf.get(event.replicate) ?? { rows: [], told: 0, done: false, end: null }
    const width = filed.names.length
    series.rows.length = Math.min(series.rows.length, event.from)
    for (let at = 0; at < event.rows.length; at += width) series.rows.push(event.rows.subarray(at, at + width))
    series.told++
    series.done = event.done
    series.end = event.end ?? null
    shelf.set(event.replicate, series)
    // the first answer to an order waits for nothing: only what refines it comes at the pace of pictures
    if (this.policies.generation !== answered) this.redraw()
    else this.bump()
  }

  private filed(key: string): Filed {
    let filed = this.benches.get(key)
    if (!filed) {
      filed = { names: [], column: new Map(), baseline: new Map(), placebo: new Map(), member: new Map() }
      this.benches.set(key, filed)
    }
    return filed
  }

  private shelfOf(event: EngineEvent & { kind: 'years' }, filed: Filed): Replicates | null {
    if (event.arm === 'baseline' || event.arm === 'placebo' || event.arm === 'member') return filed[event.arm]
    if (event.generation !== this.generation || !this.isChanged) return null
    // the old answer stands until the first of the new one is here
    if (this.policies.generation !== event.generation) {
      if (this.policies.city.size + this.policies.preview.size > 0) this.fading = this.policies
      this.policies = { ...empty(), generation: event.generation }
    }
    if (event.arm === 'policy') return this.policies[event.of]
    if (event.arm === 'member policy') return this.policies.members
    const lever = event.lever ?? ''
    let shelf = this.policies.without.get(lever)
    if (!shelf) this.policies.without.set(lever, (shelf = new Map()))
    return shelf
  }

  /** At most twelve times a second; what comes after a pause is drawn at once. */
  private bump(): void {
    if (this.isScheduled) return
    const wait = REDRAW - (performance.now() - this.drawn)
    if (wait <= 0) this.redraw()
    else {
      this.isScheduled = true
      this.timer = setTimeout(() => this.redraw(), wait)
    }
  }

  private redraw(): void {
    clearTimeout(this.timer)
    this.isScheduled = false
    this.said.clear()
    this.drawn = performance.now()
    this.revision++
  }

  private base(of: 'city' | 'preview' = 'city'): Filed | undefined {
    return this.benches.get(of === 'city' ? this.city : this.preview)
  }

  private shelf(of: 'city' | 'preview' = 'city'): Replicates {
    return this.isChanged ? this.policies[of] : (this.base(of)?.baseline ?? new Map())
  }

  /** Complete pairs of runs, how many are wanted, and what is drawn meanwhile. */
  progress(): {
    order: number
    runs: number
    wanted: number
    stage: Stage
    baselines: number
    placebos: number
    /** every run of what is chosen is in */
    isComplete: boolean
  } {
    void this.revision
    const base = this.base()
    const done = (shelf: Replicates | undefined): number => [...(shelf?.values() ?? [])].filter(s => s.done).length
    // what is still drawn of an earlier setting is no answer to this one
    const isStale = this.isChanged && this.policies.generation !== this.generation
    const runs = isStale ? 0 : this.pairs().length
    const first = [...this.shelf('preview').values()].some(s => s.rows.length > 0)
    const own = [...this.shelf().values()].some(s => s.rows.length > 0)
    const placebos = done(base?.placebo)
    return {
      order: isStale ? this.policies.generation : this.generation,
      runs,
      wanted: this.wanted,
      baselines: done(base?.baseline),
      placebos,
      isComplete: !this.isAwaited && runs >= this.wanted && placebos >= this.wanted,
      stage: isStale ? 'none' : runs > 0 ? 'runs' : first || own ? 'first' : 'none',
    }
  }

  /** How far the futures of one run have come: equal as long as nothing of it is new. */
  reached(replicate: number): string {
    void this.revision
    const told = (shelf: Replicates | undefined): number => shelf?.get(replicate)?.told ?? 0
    return `${this.city} ${this.policies.generation} ${told(this.base()?.baseline)} ${told(this.shelf())}`
  }

  private pairs(shelf = this.shelf()): number[] {
    const base = this.base()
    if (!base) return []
    return [...base.baseline.keys()].filter(r => base.baseline.get(r)!.done && shelf.get(r)?.done).sort((a, b) => a - b)
  }

  /** Values of a measure over the years of one series; null where undefined or not yet there. */
  private valuesOf(series: Series | undefined, column: number | undefined): (number | null)[] {
    if (!series || column === undefined) return []
    return series.rows.map(row => (Number.isNaN(row[column]!) ? null : row[column]!))
  }

  get years(): number {
    void this.revision
    let years = 0
    for (const { rows } of this.base()?.baseline.values() ?? []) years = Math.max(years, rows.length - 1)
    return years
  }

  private lineOf(all: readonly (readonly (number | null)[])[], years: number): Line {
    const low: (number | null)[] = []
    const high: (number | null)[] = []
    const middle: (number | null)[] = []
    for (let year = 0; year <= years; year++) {
      const known = all.map(values => values[year] ?? null).filter((v): v is number => v !== null)
      middle.push(mean(known))
      const isBand = known.length >= 4
      const sorted = isBand ? known.sort((a, b) => a - b) : known
      low.push(isBand ? quantile(sorted, 0.025) : null)
      high.push(isBand ? quantile(sorted, 0.975) : null)
    }
    return { mean: middle, low, high, runs: all.length }
  }

  baselineLine(measure: string): Line {
    void this.revision
    const base = this.base()
    const column = base?.column.get(measure)
    const done = [...(base?.baseline.values() ?? [])].filter(s => s.done)
    const shown = done.length > 0 ? done : [...(base?.baseline.values() ?? [])]
    return this.lineOf(
      shown.map(series => this.valuesOf(series, column)),
      this.years,
    )
  }

  /** The baseline and the mean paired difference on it: a few runs already stand at their right place. */
  policyLine(measure: string): Line {
    return this.policyLineOf(measure, this.policies, this.isChanged)
  }

  private policyLineOf(measure: string, policies: Policies, isChanged: boolean): Line {
    void this.revision
    const base = this.base()
    const column = base?.column.get(measure)
    const baseline = this.baselineLine(measure)
    if (!base || !isChanged) return baseline
    const pairs = this.pairs(policies.city)
    const years = this.years
    if (pairs.length > 0) {
      const own = pairs.map(r => this.valuesOf(policies.city.get(r), column))
      const past = pairs.map(r => this.valuesOf(base.baseline.get(r), column))
      const all = this.lineOf(own, years)
      return { ...all, mean: this.onBaseline(baseline.mean, own, past) }
    }
    // first answer: the run that is on its way, or what a smaller city says of the change
    const preview = this.base('preview')
    const smaller = preview
      ? [...policies.preview]
          .filter(([r]) => preview.baseline.get(r)?.done)
          .map(([r, series]) => ({
            own: this.valuesOf(series, preview.column.get(measure)),
            past: this.valuesOf(preview.baseline.get(r), preview.column.get(measure)),
          }))
      : []
    const begun = [...policies.city].map(([r, series]) => ({
      own: this.valuesOf(series, column),
      past: this.valuesOf(base.baseline.get(r), column),
    }))
    const isKnown = smaller.some(({ own, past }) => own.some((v, y) => v !== null && past[y] != null))
    const used = isKnown ? smaller : begun
    const none = baseline.mean.map(() => null)
    return {
      mean: this.onBaseline(
        baseline.mean,
        used.map(({ own }) => own),
        used.map(({ past }) => past),
      ),
      low: none,
      high: none,
      runs: 0,
    }
  }

  private onBaseline(
    baseline: readonly (number | null)[],
    own: readonly (readonly (number | null)[])[],
    past: readonly (readonly (number | null)[])[],
  ): (number | null)[] {
    return baseline.map((value, year) => {
      const d = own
        .map((values, i) => (values[year] == null || past[i]![year] == null ? null : values[year]! - past[i]![year]!))
        .filter((v): v is number => v !== null)
      return d.length === 0 || value === null
        ? mean(own.map(v => v[year]).filter((v): v is number => v != null))
        : value + mean(d)!
    })
  }

  /** What may be said of a measure in a year; many parts of the page ask the same. */
  compare(measure: Measure, year: number): MeasureComparison {
    void [this.revision, this.order]
    const key = `${measure.name} ${year} ${this.isMean}`
    const known = this.said.get(key)
    if (known) return known
    const said = this.comparison(measure, year)
    this.said.set(key, said)
    return said
  }

  private comparison(measure: Measure, year: number): MeasureComparison {
    const base = this.base()
    const column = base?.column.get(measure.name)
    const pairs = this.pairs()
    const from = this.isMean ? comparedFrom(year) : year
    const years = Array.from({ length: year - from + 1 }, (_, i) => from + i)
    const over = (of: (y: number) => number | null | undefined): number | null =>
      mean(years.map(of).filter((v): v is number => v != null && !Number.isNaN(v)))
    const at = (series: Series | undefined): number | null =>
      column === undefined ? null : over(y => series?.rows[y]?.[column])
    const shelf = this.shelf()
    const x = pairs.map(r => at(base?.baseline.get(r)))
    const y = pairs.map(r => at(shelf.get(r)))
    const minus = (a: readonly (number | null)[], b: readonly (number | null)[]): (number | null)[] =>
      a.map((v, i) => (v === null || b[i] == null ? null : v - b[i]!))
    const differences = minus(y, x)
    const known = differences.filter((v): v is number => v !== null)
    const placebo = [...(base?.placebo ?? [])].filter(([r, s]) => s.done && base!.baseline.get(r)?.done)
    const band = placeboBand(
      minus(
        placebo.map(([, s]) => at(s)),
        placebo.map(([r]) => at(base?.baseline.get(r))),
      ),
    )
    const interval = studentInterval(differences)
    const parameters = this.parameterBand(measure.name, years)
    const line = this.baselineLine(measure.name).mean
    const baseline = over(y => line[y])
    const first = pairs.length === 0 ? over(y => this.firstOf(measure.name, y)) : null
    const difference = pairs.length > 0 ? mean(known) : first === null || baseline === null ? null : first - baseline
    return {
      name: measure.name,
      theme: measure.theme,
      title: measure.title,
      unit: measure.unit,
      better: measure.better,
      baseline,
      policy:
        baseline === null || difference === null
          ? (first ?? (pairs.length === 0 && this.wasPlain ? baseline : null))
          : baseline + difference,
      difference,
      ci95: interval ? [interval.low, interval.high] : null,
      bootstrap95: null,
      variance_saved: varianceSaved(y, x),
      placebo_band: band,
      beyond_placebo: isBeyondPlacebo(interval, band),
      verdict: verdict(differences, band, measure.lumpy === true),
      differences,
      series: { years: [], baseline: [], policy: [], low: [], high: [] },
      ...(parameters ? { parameters } : {}),
    }
  }

  /** Members of the calibrated set whose pair of runs is in, of those wanted. */
  doubt(): { runs: number; wanted: number } {
    void this.revision
    return { runs: this.memberPairs().length, wanted: this.members }
  }

  private memberPairs(): { own: Series; past: Series }[] {
    const past = this.base()?.member
    if (!past || this.members === 0 || this.policies.generation !== this.generation) return []
    return [...this.policies.members].flatMap(([m, own]) =>
      own.done && past.get(m)?.done ? [{ own, past: past.get(m)! }] : [],
    )
  }

  /** What other parameters that fit as well say of a measure, as the mean over years; null with fewer than two. */
  private parameterBand(name: string, years: readonly number[]): ParameterBand | null {
    const column = this.base()?.column.get(name)
    const pairs = this.memberPairs()
    if (column === undefined || pairs.length < 2) return null
    const at = ({ rows }: Series): number | null =>
      mean(years.map(y => rows[y]?.[column]).filter((v): v is number => v !== undefined && !Number.isNaN(v)))
    const differences = pairs.map(({ own, past }) => {
      const [a, b] = [at(own), at(past)]
      return a === null || b === null ? null : a - b
    })
    const over = overMembers(differences)
    return over && { members: pairs.length, ...over, differences, series: { low: [], high: [] } }
  }

  /** The range of the change under other parameters, year by year round the policy's line; null where none were run. */
  doubtLine(measure: string): { low: (number | null)[]; high: (number | null)[] } | null {
    const baseline = this.baselineLine(measure).mean
    const bands = baseline.map((_, year) => this.parameterBand(measure, [year]))
    if (bands.every(band => band === null)) return null
    const side = (at: 0 | 1): (number | null)[] =>
      bands.map((band, y) => (band === null || baseline[y] == null ? null : baseline[y]! + band.range90[at]))
    return { low: side(0), high: side(1) }
  }

  /** The first answer in a year; what it has not come to stands as it was. */
  private firstOf(measure: string, year: number): number | null {
    const own = this.policyLine(measure).mean[year] ?? null
    return own ?? this.policyLineOf(measure, this.fading, this.isChanged).mean[year] ?? null
  }

  compareNamed(name: string, year: number): MeasureComparison | null {
    const measure = shownMeasure(name)
    return measure ? this.compare(measure, year) : null
  }

  /** Rows behind a chart, a line a run, arm and year: for CSV. */
  rowsOf(measure: string): { arm: string; replicate: number; year: number; value: number | null }[] {
    const base = this.base()
    const column = base?.column.get(measure)
    const arms: [string, Replicates][] = [
      ['baseline', base?.baseline ?? new Map()],
      ['with policies', this.shelf()],
    ]
    return arms.flatMap(([arm, shelf]) =>
      [...shelf].flatMap(([replicate, series]) =>
        series.done ? this.valuesOf(series, column).map((value, year) => ({ arm, replicate, year, value })) : [],
      ),
    )
  }

  /** Ends of complete runs with policies, for costs and hashes. */
  ends(arm: 'baseline' | 'placebo' | 'policy'): { replicate: number; end: FutureEnd }[] {
    void this.revision
    const shelf = arm === 'policy' ? this.shelf() : (this.base()?.[arm] ?? new Map<number, Series>())
    return [...shelf].flatMap(([replicate, { end }]) => (end ? [{ replicate, end }] : []))
  }

  /** Whether leaving a policy out moves any headline: null while too little is known. */
  isFelt(policy: string, headlines: readonly Measure[], year: number): boolean | null {
    void this.revision
    const base = this.base()
    const shelf = this.policies.without.get(policy)
    if (!base || !shelf) return null
    const pairs = [...shelf.keys()].filter(r => shelf.get(r)!.done && this.policies.city.get(r)?.done)
    if (pairs.length < Math.min(4, this.wanted)) return null
    return headlines.some(measure => {
      const column = base.column.get(measure.name)
      if (column === undefined) return false
      const d = pairs.map(r => {
        const value = this.policies.city.get(r)!.rows[year]![column]! - shelf.get(r)!.rows[year]![column]!
        return Number.isNaN(value) ? null : value
      })
      const band = this.compare(measure, year).placebo_band
      return isBeyondPlacebo(studentInterval(d), band)
    })
  }
}
