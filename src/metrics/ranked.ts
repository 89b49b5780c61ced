/** Orders and quantiles of household columns without a comparing sort: what makes measures cheap enough for every tick. */

const DIGIT = 2047 // 11 bits: three passes make 33

/**
 * Puts values in rising order by counting passes over their single-precision bits; values that differ only beyond single
 * precision may stand in either order.
 * @param values ≥ 0
 * @param order  rows to sort, `count` of them; sorted in place
 * @param spare  room of the same length
 * @param keys   room for a number a row
 */
export function sortRising(
  values: ArrayLike<number>,
  order: Int32Array,
  count: number,
  spare: Int32Array,
  keys: Float32Array,
): void {
  const bits = new Uint32Array(keys.buffer, keys.byteOffset, keys.length)
  for (let i = 0; i < count; i++) keys[order[i]!] = values[order[i]!]!
  const places = new Uint32Array(DIGIT + 2)
  for (const shift of [0, 11, 22]) {
    const [from, to] = shift === 11 ? [spare, order] : [order, spare]
    places.fill(0)
    for (let i = 0; i < count; i++) places[((bits[from[i]!]! >>> shift) & DIGIT) + 1]!++
    for (let k = 0; k < DIGIT; k++) places[k + 1]! += places[k]!
    for (let i = 0; i < count; i++) {
      const row = from[i]!
      to[places[(bits[row]! >>> shift) & DIGIT]!++] = row
    }
  }
  for (let i = 0; i < count; i++) order[i] = spare[i]!
}

/** Gini index of values ≥ 0 read in rising order; null if they sum to 0. */
export function giniInOrder(values: ArrayLike<number>, order: Int32Array, count: number): number | null {
  let total = 0
  let weighted = 0
  for (let i = 0; i < count; i++) {
    const value = values[order[i]!]!
    total += value
    weighted += value * (2 * i + 1 - count)
  }
  return total > 0 ? weighted / count / total : null
}

/** Median of values read in rising order; null if there are none. */
export function medianInOrder(values: ArrayLike<number>, order: Int32Array, count: number): number | null {
  if (count === 0) return null
  return (values[order[(count - 1) >> 1]!]! + values[order[count >> 1]!]!) / 2
}

/** Sum of the lowest `share` of values read in rising order, part of a value where the share cuts one. */
function lowestSum(values: ArrayLike<number>, order: Int32Array, count: number, share: number): number {
  const wanted = share * count
  const whole = Math.floor(wanted)
  let sum = 0
  for (let i = 0; i < whole; i++) sum += values[order[i]!]!
  if (whole < count) sum += (wanted - whole) * values[order[whole]!]!
  return sum
}

/** What the richest tenth has for each unit of the poorest four tenths; null if these have nothing. */
export function palmaInOrder(values: ArrayLike<number>, order: Int32Array, count: number): number | null {
  let total = 0
  for (let i = 0; i < count; i++) total += values[order[i]!]!
  const low = lowestSum(values, order, count, 0.4)
  return low > 0 ? (total - lowestSum(values, order, count, 0.9)) / low : null
}

/**
 * The k-th smallest value (from 0), by partitions; the values change places.
 * @param values the first `count` are read
 */
function select(values: Float64Array, count: number, k: number): number {
  let low = 0
  let high = count - 1
  while (low < high) {
    const pivot = values[(low + high) >> 1]!
    let i = low
    let j = high
    while (i <= j) {
      while (values[i]! < pivot) i++
      while (values[j]! > pivot) j--
      if (i > j) break
      const value = values[i]!
      values[i++] = values[j]!
      values[j--] = value
    }
    if (k <= j) high = j
    else if (k >= i) low = i
    else break
  }
  return values[k]!
}

/**
 * Quantile with linear interpolation between order statistics (Hyndman & Fan 1996, type 7). The values change places.
 * @param values the first `count` are read
 * @param p      0 to 1
 * @returns null if there are none
 * @example quantile(Float64Array.of(4, 1, 3, 2), 4, 0.5) // => 2.5
 */
export function quantile(values: Float64Array, count: number, p: number): number | null {
  if (count === 0) return null
  const at = p * (count - 1)
  const k = Math.floor(at)
  const below = select(values, count, k)
  if (k === at) return below
  // what stands behind place k is at least as large
  let above = Number.POSITIVE_INFINITY
  for (let i = k + 1; i < count; i++) if (values[i]! < above) above = values[i]!
  return below + (at - k) * (above - below)
}

/**
 * The smallest value at or below which a share of the weight lies.
 * @returns null without weight
 * @example weightedQuantile([5, 1, 9], [1, 1, 2], 0.5) // => 5
 */
export function weightedQuantile(values: readonly number[], weights: readonly number[], p: number): number | null {
  let all = 0
  for (const weight of weights) all += weight
  if (!(all > 0)) return null
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!)
  let below = 0
  for (const i of order) {
    below += weights[i]!
    if (below >= p * all && weights[i]! > 0) return values[i]!
  }
  return values[order.at(-1)!]!
}
