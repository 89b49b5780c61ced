/** Two ends of a range, the smaller above the larger. */
export interface CrossedEnds {
  group: string
  low: string
  high: string
  from: number
  to: number
}

/**
 * Groups of parameters whose two ends, min and max or low and high, stand the wrong way round.
 * @example crossedEnds({ required_return: { low: 0.3, high: 0.1 } })[0].from // => 0.3
 */
export const crossedEnds = (parameters: object): CrossedEnds[] =>
  Object.entries(parameters).flatMap(([group, value]) => {
    if (typeof value !== 'object' || value === null) return []
    const ends = value as Record<string, unknown>
    return PAIRS.flatMap(([low, high]) => {
      const [from, to] = [ends[low], ends[high]]
      return typeof from === 'number' && typeof to === 'number' && from > to ? [{ group, low, high, from, to }] : []
    })
  })

const PAIRS = [
  ['min', 'max'],
  ['low', 'high'],
] as const
