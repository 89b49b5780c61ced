/**
 * Designs and indices of global sensitivity analysis, without dependencies: Latin hypercube, Sobol's sequence, Saltelli's
 * sample and Sobol indices, Morris' trajectories and elementary effects and which of them luck would not make, PRIM, centred discrepancy. Names and
 * definitions of results are SALib's, so that tables can be held against it. All points lie in the unit cube; equal
 * seeds give the same bits in every JavaScript engine.
 * @example
 * const rows = saltelliSample(512, 3, false)
 * const { S1, ST, ST_conf } = sobolIndices(rows.map(([a, b, c]) => model(a, b, c)), 3, false)
 */

export { MAX_DIMENSIONS } from './directions.ts'
export { centredDiscrepancy } from './discrepancy.ts'
export { latinHypercube } from './lhs.ts'
export { type LuckTest, tellFromLuck } from './luck.ts'
export { elementaryEffects, type MorrisIndices, morrisIndices, morrisSample } from './morris.ts'
export { type Limit, type PrimBox, type PrimOptions, prim } from './prim.ts'
export type { Resampling } from './resample.ts'
export { sobolSequence } from './sequence.ts'
export { type SobolIndices, saltelliSample, sobolIndices } from './sobol.ts'
export {
  BY_CHANCE,
  type PlacebosByThirds,
  placebosByThirds,
  type TurningBox,
  type Turns,
  turningBox,
  turnsOf,
} from './turns.ts'
