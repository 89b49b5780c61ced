/** How the worth of a place falls with the cost of reaching it. */
import { exp, pow } from '../../../lib/numeric.ts'
import { number, optional, steps, variant } from '../input.ts'

/** A decay with its settings; distances and settings share one unit of cost. */
export type Decay =
  | { readonly kind: 'power'; readonly alpha: number; readonly minimum?: number; readonly scale?: number }
  | { readonly kind: 'exponential'; readonly beta: number }
  | { readonly kind: 'gaussian'; readonly sigma: number }
  | { readonly kind: 'gaussian-truncated'; readonly limit: number }
  | { readonly kind: 'linear'; readonly limit: number }
  | { readonly kind: 'logistic'; readonly slope: number; readonly midpoint: number }
  | { readonly kind: 'step'; readonly steps: readonly (readonly [number, number])[] }

/** Input that names a decay. */
export const decayField = variant('how worth falls with cost', {
  power: {
    alpha: number('power of the cost', { min: 0 }),
    minimum: optional(number('costs below this count as this', { min: 0 })),
    scale: optional(number('cost at which the weight is 1', { above: 0 })),
  },
  exponential: { beta: number('loss per unit of cost', { min: 0 }) },
  gaussian: { sigma: number('cost at which the weight is e^−½', { above: 0 }) },
  'gaussian-truncated': { limit: number('cost from which the weight is 0', { above: 0 }) },
  linear: { limit: number('cost from which the weight is 0', { above: 0 }) },
  logistic: { slope: number('steepness'), midpoint: number('cost at which the weight is ½') },
  step: { steps: steps('[bound, weight]: the weight of the first bound that is not below the cost') },
})

const E_MINUS_HALF = 0.6065306597126334

/**
 * Weight of a place at a cost; 0 where there is no way (Infinity).
 * Gaussian-truncated after Dai 2010, Health & Place 16(6).
 * @returns ≥ 0; Infinity for a power decay at cost 0 without a minimum
 * @example decayWeight({ kind: 'linear', limit: 10 }, 4) // => 0.6
 */
export function decayWeight(decay: Decay, cost: number): number {
  if (cost === Number.POSITIVE_INFINITY) return 0
  switch (decay.kind) {
    case 'power':
      return pow(Math.max(cost, decay.minimum ?? 0) / (decay.scale ?? 1), -decay.alpha)
    case 'exponential':
      return exp(-decay.beta * cost)
    case 'gaussian': {
      const z = cost / decay.sigma
      return exp((-z * z) / 2)
    }
    case 'gaussian-truncated': {
      const z = cost / decay.limit
      return cost >= decay.limit ? 0 : (exp((-z * z) / 2) - E_MINUS_HALF) / (1 - E_MINUS_HALF)
    }
    case 'linear':
      return cost >= decay.limit ? 0 : 1 - cost / decay.limit
    case 'logistic':
      return 1 / (1 + exp(decay.slope * (cost - decay.midpoint)))
    case 'step':
      for (const [bound, weight] of decay.steps) if (bound >= cost) return weight
      return 0
  }
}
