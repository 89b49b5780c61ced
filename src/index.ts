/**
 * justcity as a library: scenarios, places, simulations, measures.
 * @example
 * const { scenario } = loadScenario('profit-cap', files, { indicators: measureNames })
 * const simulation = createSimulation(scenario, generateCity('small', 'harbour'), { seed: 'a' })
 * simulation.run(240)
 */

export { generateCity, presets } from './city/generate.ts'
export { defaultParameters } from './city/parameters.ts'
export type { Plan } from './city/plan.ts'
export { SaveError } from './city/save.ts'
export { calculators } from './metrics/calculators/index.ts'
export { measureNamed, measureNames, measures } from './metrics/index.ts'
export { policies } from './policies/index.ts'
export { definePolicy, moves, type Policy } from './policies/policy.ts'
export { chanceTest, permutationTest } from './results/permutation.ts'
export { bootstrapInterval, placeboBand, studentInterval, varianceSaved, verdict } from './results/statistics.ts'
export { ExpressionError, ScenarioError } from './scenario/error.ts'
export { loadScenario, type ScenarioFiles } from './scenario/load.ts'
export type { Scenario } from './scenario/scenario.ts'
export { branch, createSimulation, restoreSimulation, type Simulation } from './simulation.ts'
