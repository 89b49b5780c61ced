/** A small city that has lived, for measuring. */
import { generateCity, type presets } from '../../src/city/generate.ts'
import { defaultParameters } from '../../src/city/parameters.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { createSimulation, type Simulation } from '../../src/simulation.ts'

/** A run of the model at rest that stands at tick 0. */
export function livedIn(preset: keyof typeof presets = 'tiny', seed = 'measured', burnIn = 14): Simulation {
  const scenario: Scenario = {
    name: 'at rest',
    model_version: 1,
    title: { en: 'At rest', zh: '照旧' },
    question: null,
    prompt: null,
    city: { preset, seed },
    years: 5,
    burn_in: burnIn,
    parameters: defaultParameters(),
    policies: [],
    measures: [],
    watch: [],
  }
  return createSimulation(scenario, generateCity(preset, seed), { seed })
}

export const living = ({ city: { households } }: Simulation): number[] =>
  Array.from({ length: households.rows }, (_, h) => h).filter(h => households.size[h] !== 0)
