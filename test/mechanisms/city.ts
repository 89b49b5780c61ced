import type { City } from '../../src/city/city.ts'
import { generateCity } from '../../src/city/generate.ts'
import { type Levers, leversAtRest } from '../../src/city/levers.ts'
import { defaultParameters, type Parameters } from '../../src/city/parameters.ts'
import type { Rules } from '../../src/city/rules.ts'
import { restoreCity, saveCity } from '../../src/city/save.ts'
import { createSimulation } from '../../src/simulation.ts'
import { scenario } from '../laws/plain.ts'

/** A small city at tick 0 whose developers all have capital to bid. */
export function smallCity(seed: string, parameters: Partial<Parameters> = {}): City {
  const { city } = createSimulation(
    scenario({ years: 20, parameters: { ...defaultParameters(), ...parameters } }),
    generateCity('small', seed),
    { seed },
  )
  for (let d = 0; d < city.developers.rows; d++) {
    city.developers.cash[d] = 1e13
    city.developers.startingCapital[d] = 1e13
  }
  return city
}

/** The same city once more. */
export function copyOf(city: City): City {
  return restoreCity(saveCity(city, null), city.plan, city.parameters, city.luck).city
}

/** Rules at rest, with some levers moved. */
export function rulesWith(move: (levers: Levers) => void): Rules {
  const levers = leversAtRest()
  move(levers)
  return { levers, bills: [], billsNow: [], funded: null, fundedNow: {} }
}

export const atRest = rulesWith(() => {})
