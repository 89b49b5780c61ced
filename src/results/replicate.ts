/** One replicate of a comparison: the baseline, each scenario and a placebo, with the same luck and a shared past. */
import type { City } from '../city/city.ts'
import { moneyHeld } from '../city/ledger.ts'
import type { Plan } from '../city/plan.ts'
import { fifthsByCell } from '../metrics/cells.ts'
import {
  compareWelfare,
  createWelfareRecorder,
  type WelfareComparison,
  type WelfareRecorder,
} from '../metrics/welfare.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { DEFAULT_FROM } from '../scenario/times.ts'
import { branch, createSimulation, type Simulation } from '../simulation.ts'
import { type Bills, billsOf, firstYear, meanBill } from './bills.ts'
import type { MapBase, MapLayers } from './comparison.ts'
import { mapBase, mapLayers } from './layers.ts'
import { type Balances, payerBalances } from './payers.ts'
import { reader, type Values } from './record.ts'

export interface ReplicateRequest {
  baseline: Scenario
  scenarios: Scenario[]
  seed: string
  replicate: number
  ticks: number
  placebo: boolean
  /** whether to send parcel values for the map */
  map: boolean
}

export interface Arm {
  scenario: string
  /** values at tick 0, 12, 24 … and at the end */
  yearly: Values[]
  /** what each payer got in the twelve months before each of these */
  accounts: Balances[]
  /** yuan a year at Ī by policy, mean of the years in which it was in force: what is paid once counts too */
  costs: { policy: string; cost: number }[]
  welfare: WelfareComparison | null
  layers: MapLayers | null
  /** households by income fifth and fixed cell at the end, for tests of segregation */
  cells: number[][]
  hash: string
  /** fen by which money held changed: 0 */
  moneyError: number
}

export interface ReplicateResult {
  replicate: number
  baseline: Arm
  scenarios: Arm[]
  placebo: Arm | null
  map: MapBase | null
}

/** What is written down of a run, a row a year. */
interface Notes extends Pick<Arm, 'yearly' | 'accounts'> {
  /** of whole years, the first of them first */
  readonly bills: Bills[]
}

const copyOf = ({ yearly, accounts, bills }: Notes): Notes => ({
  yearly: yearly.slice(),
  accounts: accounts.slice(),
  bills: bills.slice(),
})

/** Whether two scenarios are the same until policies start. */
const sharePast = (a: Scenario, b: Scenario): boolean =>
  JSON.stringify([a.parameters, a.burn_in, a.years]) === JSON.stringify([b.parameters, b.burn_in, b.years])

/**
 * Runs one replicate.
 * @param step called with months done, as they are done
 */
export function runReplicate(request: ReplicateRequest, plan: Plan, step: (months: number) => void): ReplicateResult {
  const { baseline, scenarios, seed, replicate, ticks, map } = request
  const starts = [baseline, ...scenarios].flatMap(({ policies }) => policies.map(({ from }) => from))
  const start = Math.min(ticks, ...(starts.length > 0 ? starts : [DEFAULT_FROM]))
  const trunk = createSimulation(baseline, plan, { seed, replicate })
  step(baseline.burn_in)
  const read = reader(baseline)
  const past: Notes = { yearly: [read(trunk.city, trunk.rules)], accounts: [payerBalances(trunk.city)], bills: [] }
  const advance = (simulation: Simulation, to: number, notes: Notes, recorder: WelfareRecorder | null): void => {
    const own = reader(simulation.scenario)
    while (simulation.city.tick < to) {
      simulation.tick()
      const { tick } = simulation.city
      if (recorder && tick > ticks - 12) recorder.record(simulation.city, simulation.rules)
      if (tick % 12 === 0 || tick === ticks) {
        notes.yearly.push(own(simulation.city, simulation.rules))
        notes.accounts.push(payerBalances(simulation.city))
        if (tick % 12 === 0) notes.bills.push(billsOf(simulation.city))
        step(12)
      }
    }
  }
  advance(trunk, start, past, null)
  const finish = (
    simulation: Simulation,
    notes: Notes,
    baselineRecorder: WelfareRecorder | null,
  ): [Arm, WelfareRecorder] => {
    const recorder = createWelfareRecorder(simulation.city)
    const money = moneyHeld(simulation.city)
    advance(simulation, ticks, notes, recorder)
    const { city } = simulation
    return [
      {
        scenario: simulation.scenario.name,
        yearly: notes.yearly,
        accounts: notes.accounts,
        costs: costsOf(city, simulation.scenario, notes.bills),
        welfare: baselineRecorder ? compareWelfare(recorder, baselineRecorder) : null,
        layers: map ? mapLayers(city, simulation.rules) : null,
        cells: fifthsByCell(city, simulation.rules),
        hash: simulation.hash(),
        moneyError: moneyHeld(city) - money,
      },
      recorder,
    ]
  }
  const own = (scenario: Scenario): [Simulation, Notes] => {
    if (sharePast(baseline, scenario)) return [branch(trunk, scenario), copyOf(past)]
    const fresh = createSimulation(scenario, plan, { seed, replicate })
    const notes = {
      yearly: [reader(scenario)(fresh.city, fresh.rules)],
      accounts: [payerBalances(fresh.city)],
      bills: [],
    }
    advance(fresh, start, notes, null)
    return [fresh, notes]
  }
  // arms branch off before the trunk runs on
  const branches = scenarios.map(own)
  const placeboRun = request.placebo ? branch(trunk, baseline, { k: replicate, at: start }) : null
  const [base, record] = finish(trunk, copyOf(past), null)
  const arms = branches.map(([simulation, notes]) => finish(simulation, notes, record)[0])
  const placebo = placeboRun ? finish(placeboRun, copyOf(past), record)[0] : null
  return { replicate, baseline: base, scenarios: arms, placebo, map: map ? mapBase(trunk.city) : null }
}

/** What each policy of a scenario cost a year while it was in force; the last months alone, where that is less than a year. */
const costsOf = (city: City, { policies }: Scenario, bills: readonly Bills[]): Arm['costs'] =>
  [...new Set(policies.map(({ policy }) => policy))].map(policy => {
    const from = firstYear(policies.filter(use => use.policy === policy))
    return { policy, cost: meanBill(bills.slice(from - 1), policy) ?? meanBill([billsOf(city)], policy)! }
  })
