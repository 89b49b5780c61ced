/** Atkinson's equally-distributed equivalent, from which his index follows. */
import { logPowerMean } from '../arithmetic.ts'
import { type Distribution, relativeLogs } from './distribution.ts'

/** ln(EDE/μ), 0 or below; −Infinity where EDE is 0. */
export const logEquivalentToMean = (whole: Distribution, epsilon: number): number =>
  epsilon === 0 ? 0 : logPowerMean(relativeLogs(whole), whole.weights, 1 - epsilon)
