import type { City } from '../city/city.ts'
import { REGISTERED } from '../city/households.ts'
import type { Plan } from '../city/plan.ts'
import { GROUP_CELLS } from '../metrics/groups.ts'
import { sumOfCells } from '../metrics/year.ts'
import { reader, type Values } from '../results/record.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { createSimulation } from '../simulation.ts'
import type { Observation } from './facts.ts'
import { meanLnRent } from './limits.ts'
import {
  type CrossSection,
  crossSection,
  DemolitionLog,
  EstateLog,
  oldZones,
  tippingPoint,
  type ZoneState,
  zoneState,
} from './observe.ts'

const YEARS = 20

/** Departures a household of migrants over those of registered, in the trailing year. */
function departureRatio(city: City): number | null {
  const { economy, households } = city
  let registered = 0
  let migrants = 0
  for (let h = 0; h < households.rows; h++)
    if (households.size[h] !== 0) households.flags[h]! & REGISTERED ? registered++ : migrants++
  const left = sumOfCells(economy.departures, GROUP_CELLS.local, 0)
  const leftMigrants = sumOfCells(economy.departures, GROUP_CELLS.migrant, 0)
  return left > 0 && migrants > 0 ? leftMigrants / migrants / (left / registered) : null
}

/** Share of old-core zones that a wave of gentrification takes in five years: their mean income fifth rises by 0.8. */
function gentrified(states: readonly ZoneState[], isOld: readonly boolean[]): number | null {
  let zones = 0
  let risen = 0
  for (let i = 1; i < states.length; i++)
    states[i]!.rank.forEach((rank, z) => {
      const rise = rank - states[i - 1]!.rank[z]!
      if (!isOld[z] || Number.isNaN(rise)) return
      zones++
      if (rise >= 0.8) risen++
    })
  return zones > 0 ? risen / zones : null
}

/**
 * Runs a scenario of 20 years and notes what the facts are judged by.
 * @param placebo number of a placebo in the first month; absent: none
 */
export function observe(
  scenario: Scenario,
  plan: Plan,
  seed: string,
  step: (months: number) => void,
  placebo?: number,
): Observation {
  const simulation = createSimulation(scenario, plan, {
    seed,
    ...(placebo === undefined ? {} : { placebo: { k: placebo, at: 1 } }),
  })
  const { city } = simulation
  const read = reader(scenario)
  const note = (): Values => ({ ...read(city, simulation.rules), departure_ratio: departureRatio(city) })
  const yearly = [note()]
  const lnRents = [meanLnRent(city)]
  const sections: CrossSection[] = []
  const log = new DemolitionLog(city)
  const estates = new EstateLog(city)
  const isOld = oldZones(city)
  const zones = [zoneState(city)]
  const before = city.economy.demolishedTotal[0]!
  for (let year = 1; year <= YEARS; year++) {
    for (let month = 0; month < 12; month++) {
      estates.before(city)
      simulation.tick()
      estates.after(city)
      log.note(city)
    }
    yearly.push(note())
    lnRents.push(meanLnRent(city))
    if (year % 5 === 0) zones.push(zoneState(city))
    if (year % 5 === 0 && year >= 10) sections.push(crossSection(city))
    step(12)
  }
  return {
    seed,
    yearly,
    sections,
    homes: city.economy.homesAtStart[0]!,
    demolished: city.economy.demolishedTotal[0]! - before,
    demolishedByZone: Array.from(log.byZone),
    margins: estates.margins,
    estateSizes: estates.finished.map(({ homes }) => homes),
    gapRanks: estates.gapRanks,
    tipping: tippingPoint(zones),
    gentrified: gentrified(zones, isOld),
    lnRents,
  }
}
