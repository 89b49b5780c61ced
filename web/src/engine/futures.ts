/**
 * The futures of one worker: which are wanted, in which order they run, and what they have brought. Work goes in slices
 * of a month; between slices a newer order may come, and what it no longer wants is dropped.
 */
import type { Plan } from '../../../src/city/plan.ts'
import { groupsOf, measures } from '../../../src/metrics/index.ts'
import { createWelfareRecorder, type WelfareRecorder } from '../../../src/metrics/welfare.ts'
import { billsOf } from '../../../src/results/bills.ts'
import { payerBalances } from '../../../src/results/payers.ts'
import { reader, recordable, type Values } from '../../../src/results/record.ts'
import type { Scenario } from '../../../src/scenario/scenario.ts'
import { branch, createSimulation, type Simulation, type SimulationOptions } from '../../../src/simulation.ts'
import type { Bench, Future, Recorders, RerunOptions } from '../contracts.ts'
import { type Arm, benchKey, type EngineEvent, type FutureEnd, type Member, type Order } from './protocol.ts'
import { createRecorders, forkRecorders } from './recorders.ts'

/** Where the past that all futures share ends: policies start in year 3 unless they say otherwise. */
const SHARED_PAST = 24
/** Benches kept beside the one in use, so that going back to a city costs nothing. */
const KEPT = 2
/** Measures read in one slice: to read all of them takes longer than a month, and a newer order would wait for it. */
const READ_AT_ONCE = 12

type Row = Float64Array
type Readers = readonly ReturnType<typeof reader>[]

interface Run {
  readonly replicate: number
  readonly simulation: Simulation
  readonly rows: Row[]
  readonly costs: FutureEnd['costs'][number][]
  readonly accounts: FutureEnd['accounts'][number][]
  readonly funded: FutureEnd['funded'][number][]
  readonly recorders: Recorders
  /** read a year's values, a few each */
  readers: Readers
  welfare: WelfareRecorder | null
  done: boolean
}

interface City {
  readonly key: string
  readonly plan: Plan
  readonly baseline: Scenario
  readonly seed: string
  readonly names: readonly string[]
  readonly watched: number | null
  /** pasts by replicate and month they stop at */
  readonly pasts: Map<string, Run>
  /** what is on its way from year 0, by replicate: the place and its first years are drawn from it */
  readonly founded: Map<number, Run>
  readonly baselines: Map<number, Run>
  readonly placebos: Map<number, Run>
  readonly policies: Map<number, Run>
  readonly withouts: Map<string, Run>
  /** by member of the calibrated set of parameters */
  readonly members: Map<number, Run>
  readonly memberPolicies: Map<number, Run>
}

/** A piece of work: months run as it is stepped. */
interface Task {
  readonly name: string
  /** policies' futures hang on the order they were made for */
  readonly generation: number | null
  readonly steps: Generator<void, void>
  /** hears what went wrong, where somebody waits for it */
  readonly fail?: (cause: unknown) => void
}

const asFuture = (run: Run | undefined): Future | null =>
  run?.welfare
    ? {
        replicate: run.replicate,
        scenario: run.simulation.scenario,
        simulation: run.simulation,
        done: run.done,
        recorders: run.recorders,
        welfare: run.welfare,
      }
    : null

export class Futures {
  private readonly places = new Map<string, Plan>()
  private readonly cities: City[] = []
  private readonly tell: (event: EngineEvent) => void
  private readonly wake: () => void
  private wanted: Order | null = null
  private readonly tasks = new Map<string, Task>()
  /** runs that questions wait for, first come first served */
  private readonly extras: Task[] = []
  private asked = 0

  /**
   * @param tell hears what the futures bring
   * @param wake is called when there is work again: a question may ask for a second run when its first is done
   */
  constructor(tell: (event: EngineEvent) => void, wake: () => void) {
    this.tell = tell
    this.wake = wake
  }

  /** Keeps a place for orders to name. */
  addPlace(key: string, plan: Plan): void {
    this.places.set(key, plan)
  }

  hasPlace(key: string): boolean {
    return this.places.has(key)
  }

  order(order: Order): void {
    this.wanted = order
    for (const [key, { generation }] of this.tasks)
      if (generation !== null && generation !== order.generation) this.tasks.delete(key)
    for (const of of ['city', 'preview'] as const) {
      const city = this.cityOf(of)
      city?.policies.clear()
      city?.withouts.clear()
      city?.memberPolicies.clear()
    }
  }

  /** Does one slice of the most wanted work. @returns false if nothing is left to do */
  step(): boolean {
    const task = this.next()
    if (!task) return false
    try {
      if (task.steps.next().done) this.drop(task)
    } catch (cause) {
      this.drop(task)
      if (!task.fail) throw cause
      task.fail(cause)
    }
    return true
  }

  private drop(task: Task): void {
    this.tasks.delete(task.name)
    const at = this.extras.indexOf(task)
    if (at >= 0) this.extras.splice(at, 1)
  }

  /** What queries read. */
  bench(): Bench | null {
    const { wanted } = this
    const city = this.cityOf('city')
    if (!wanted || !city) return null
    const unchanged = wanted.scenario.policies.length === 0
    return {
      plan: city.plan,
      baseline: wanted.baseline,
      scenario: wanted.scenario,
      shown: wanted.shown,
      replicates: wanted.replicates,
      foundedOf: replicate => city.founded.get(replicate) ?? null,
      baselineOf: replicate => asFuture(city.baselines.get(replicate)),
      policyOf: replicate => asFuture((unchanged ? city.baselines : city.policies).get(replicate)),
      placeboOf: replicate => asFuture(city.placebos.get(replicate)),
      rerun: (replicate, scenario, options = {}) => this.rerun(city, wanted, replicate, scenario, options),
    }
  }

  private rerun(
    city: City,
    order: Order,
    replicate: number,
    scenario: Scenario,
    { watch, placebo, fromStart }: RerunOptions,
  ): Promise<Future | null> {
    return new Promise((resolve, reject) => {
      // a run of the city as usual answers whatever the levers are now; one with policies only while they stand
      const alive = (): boolean =>
        this.wanted?.generation === order.generation || (scenario.policies.length === 0 && this.cityOf('city') === city)
      const self = this
      function* steps(): Generator<void, void> {
        const past = yield* self.past(city, replicate, fromStart ? 0 : startOf(scenario))
        const seen = watch && ((process: string) => watch(process, run.simulation.city, run.simulation.rules))
        const run = fork(past, scenario, placebo, seen)
        for (const _ of self.advance(city, run, monthsOf(scenario))) {
          if (!alive()) return resolve(null)
          yield
        }
        resolve(asFuture(run))
      }
      this.extras.push({ name: `question ${this.asked++}`, generation: null, steps: steps(), fail: reject })
      this.wake()
    })
  }

  private cityOf(of: 'city' | 'preview'): City | null {
    const { wanted } = this
    const place = of === 'city' ? wanted?.place : wanted?.preview
    if (!wanted || !place) return null
    const plan = this.places.get(place.key)
    if (!plan) return null
    const key = benchKey(place.key, wanted.baseline, wanted.seed)
    let kept = this.cities.findIndex(city => city.key === key)
    // what only answered first, or for another run, was not watched: its map has to be written down anew
    if (kept >= 0 && of === 'city' && this.cities[kept]!.watched !== wanted.shown) {
      this.cities.splice(kept, 1)
      for (const name of this.tasks.keys()) if (name.startsWith(`${key} `)) this.tasks.delete(name)
      kept = -1
    }
    if (kept >= 0) {
      const [city] = this.cities.splice(kept, 1)
      this.cities.push(city!)
      return city!
    }
    const city: City = {
      key,
      plan,
      baseline: wanted.baseline,
      seed: wanted.seed,
      names: [...new Set(namesOf(wanted.baseline))],
      watched: of === 'city' ? wanted.shown : null,
      pasts: new Map(),
      founded: new Map(),
      baselines: new Map(),
      placebos: new Map(),
      policies: new Map(),
      withouts: new Map(),
      members: new Map(),
      memberPolicies: new Map(),
    }
    this.cities.push(city)
    while (this.cities.length > 2 + KEPT) this.cities.shift()
    this.tell({ kind: 'names', bench: key, names: city.names })
    return city
  }

  private next(): Task | undefined {
    const { wanted } = this
    if (!wanted) return undefined
    const isChanged = wanted.scenario.policies.length > 0
    const preview = this.cityOf('preview')
    if (preview) {
      const r = wanted.previewReplicate
      if (isChanged && !preview.policies.get(r)?.done) return this.task('preview', preview, 'policy', r)
      if (!preview.baselines.get(r)?.done) return this.task('preview', preview, 'baseline', r)
    }
    const city = this.cityOf('city')
    if (!city) return undefined
    for (const r of wanted.replicates) {
      if (!city.baselines.get(r)?.done) return this.task('city', city, 'baseline', r)
      if (isChanged && !city.policies.get(r)?.done) return this.task('city', city, 'policy', r)
      // somebody waits for the answer: it comes as soon as what it is about stands
      if (this.extras.length > 0) return this.extras[0]
    }
    for (const r of wanted.replicates) if (!city.placebos.get(r)?.done) return this.task('city', city, 'placebo', r)
    for (const member of isChanged ? wanted.members : []) {
      if (!city.members.get(member.index)?.done) return this.task('city', city, 'member', member.index, '', member)
      if (!city.memberPolicies.get(member.index)?.done)
        return this.task('city', city, 'member policy', member.index, '', member)
    }
    const { policies } = wanted.scenario
    const named = new Set(policies.map(({ policy }) => policy))
    if (named.size > 1)
      for (const r of wanted.replicates)
        for (const policy of named)
          if (!city.withouts.get(`${r} ${policy}`)?.done) return this.task('city', city, 'without', r, policy)
    return undefined
  }

  private task(
    of: 'city' | 'preview',
    city: City,
    arm: Arm,
    replicate: number,
    lever = '',
    member: Member | null = null,
  ): Task {
    const { generation, scenario } = this.wanted!
    const name = `${city.key} ${arm} ${replicate} ${lever}`
    const isOwn = arm === 'policy' || arm === 'without' || arm === 'member policy'
    const begun = this.tasks.get(name)
    if (begun) return begun
    const asked = isOwn
      ? arm === 'without'
        ? { ...scenario, policies: scenario.policies.filter(({ policy }) => policy !== lever) }
        : (member?.scenario ?? scenario)
      : (member?.baseline ?? city.baseline)
    const steps = this.future(of, city, arm, replicate, asked, generation, lever, member)
    const task: Task = { name, generation: isOwn ? generation : null, steps }
    this.tasks.set(name, task)
    return task
  }

  /** The past of a replicate up to the month where a future leaves it. */
  private *past(city: City, replicate: number, until: number, member: Member | null = null): Generator<void, Run> {
    const stop = Math.min(until, SHARED_PAST) === SHARED_PAST ? SHARED_PAST : 0
    const key = `${member ? 'member ' : ''}${replicate} ${stop}`
    const kept = city.pasts.get(key)
    if (kept) return kept
    const { plan, seed } = city
    const { baseline } = member ?? city
    const simulation = createSimulation(baseline, plan, { seed, replicate })
    yield
    const run: Run = {
      replicate,
      simulation,
      rows: [],
      costs: [],
      accounts: [],
      funded: [],
      recorders: replicate === city.watched && !member ? createRecorders() : {},
      readers: readersOf(baseline, city.names),
      welfare: null,
      done: false,
    }
    yield* this.note(city, run)
    if (!member && !city.founded.has(replicate)) {
      city.founded.set(replicate, run)
      this.tell({ kind: 'founded' })
    }
    yield* this.advance(city, run, Math.min(stop, monthsOf(baseline)))
    city.pasts.set(key, run)
    return run
  }

  private *future(
    of: 'city' | 'preview',
    city: City,
    arm: Arm,
    replicate: number,
    scenario: Scenario,
    generation: number,
    lever: string,
    member: Member | null,
  ): Generator<void, void> {
    const past = yield* this.past(city, replicate, startOf(scenario), member)
    const run = fork(past, scenario, arm === 'placebo' ? { k: replicate, at: past.simulation.city.tick } : undefined)
    // the first answer is of what is in sight: to read the rest would take longer than the run
    if (of === 'preview' && arm === 'policy') run.readers = readersOf(scenario, this.wanted!.glance)
    if (arm === 'without') city.withouts.set(`${replicate} ${lever}`, run)
    else {
      const shelves = {
        baseline: city.baselines,
        policy: city.policies,
        placebo: city.placebos,
        member: city.members,
        'member policy': city.memberPolicies,
      }
      shelves[arm].set(replicate, run)
    }
    let told = 0
    const tell = (done: boolean): void => {
      const rows = new Float64Array((run.rows.length - told) * city.names.length)
      run.rows.slice(told).forEach((row, i) => {
        rows.set(row, i * city.names.length)
      })
      const end = done
        ? { hash: run.simulation.hash(), costs: run.costs, accounts: run.accounts, funded: run.funded }
        : undefined
      this.tell({
        kind: 'years',
        of,
        arm,
        bench: city.key,
        generation,
        replicate,
        from: told,
        rows,
        done,
        ...(end ? { end } : {}),
        ...(lever === '' ? {} : { lever }),
      })
      told = run.rows.length
    }
    // the first year after the change is told at once, then a few at a time
    for (const _ of this.advance(city, run, monthsOf(scenario))) {
      if (run.rows.length - told >= (told === 0 ? past.rows.length + 1 : 3)) tell(false)
      yield
    }
    run.done = true
    tell(true)
  }

  private *advance(city: City, run: Run, until: number): Generator<void, void> {
    const { simulation, recorders } = run
    const last = monthsOf(simulation.scenario)
    while (simulation.city.tick < until) {
      simulation.tick()
      if (run.welfare && simulation.city.tick > last - 12) run.welfare.record(simulation.city, simulation.rules)
      yield* this.note(city, run)
      for (const recorder of Object.values(recorders)) recorder.month(simulation.city, simulation.rules)
      yield
    }
  }

  /** Writes a year down. */
  private *note({ names }: City, run: Run): Generator<void, void> {
    const { simulation, rows, costs, accounts, funded, recorders, readers } = run
    const { city, rules } = simulation
    if (city.tick % 12 !== 0) return
    const values: Values = {}
    for (const read of readers) {
      Object.assign(values, read(city, rules))
      yield
    }
    rows.push(Float64Array.from(names, name => values[name] ?? Number.NaN))
    costs.push(billsOf(city))
    accounts.push(payerBalances(city))
    funded.push(rules.funded)
    if (city.tick === 0) for (const recorder of Object.values(recorders)) recorder.month(city, rules)
  }
}

const monthsOf = (scenario: Scenario): number => 12 * scenario.years

const startOf = ({ policies }: Scenario): number => Math.min(SHARED_PAST, ...policies.map(({ from }) => from))

/** The dashboard, the scenario's own measures, and the headlines by group. */
const namesOf = (scenario: Scenario): string[] => [
  ...recordable(scenario),
  ...measures.filter(({ headline }) => headline).flatMap(({ name }) => groupsOf(name).map(group => group.name)),
]

function readersOf(scenario: Scenario, names: readonly string[]): Readers {
  const count = Math.ceil(names.length / READ_AT_ONCE)
  return Array.from({ length: count }, (_, i) =>
    reader(scenario, names.slice(i * READ_AT_ONCE, (i + 1) * READ_AT_ONCE)),
  )
}

/** A future that leaves a past here. */
function fork(
  past: Run,
  scenario: Scenario,
  placebo?: SimulationOptions['placebo'],
  watch?: SimulationOptions['watch'],
): Run {
  const simulation = branch(past.simulation, scenario, placebo, watch)
  return {
    replicate: past.replicate,
    simulation,
    rows: past.rows.slice(),
    costs: past.costs.slice(),
    accounts: past.accounts.slice(),
    funded: past.funded.slice(),
    recorders: forkRecorders(past.recorders),
    readers: past.readers,
    welfare: createWelfareRecorder(simulation.city),
    done: false,
  }
}
