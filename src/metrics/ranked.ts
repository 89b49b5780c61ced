/** Orders and quantiles of household columns without a comparing sort: what makes measures cheap enough for every tick. */

const DIGIT_BITS = 12
const DIGIT = (1 << DIGIT_BITS) - 1
/** Moves a value, on average, that putting right the last bits may take before a comparing sort is the better way. */
const PATIENCE = 8

/** Working memory of a sort, to be used again. */
export interface SortRoom {
  /** single-precision keys as they come, and the same bits as whole numbers */
  readonly keys: Float32Array
  readonly bits: Int32Array
  readonly spareBits: Int32Array
  readonly spare: Int32Array
  readonly low: Int32Array
  readonly high: Int32Array
}

/** Room for sorting up to so many rows. */
export function sortRoom(rows: number): SortRoom {
  const keys = new Float32Array(rows)
  return {
    keys,
    bits: new Int32Array(keys.buffer),
    spareBits: new Int32Array(rows),
    spare: new Int32Array(rows),
    low: new Int32Array(DIGIT + 1),
    high: new Int32Array(DIGIT + 1),
  }
}

/**
 * Puts rows in rising order of their values, equal ones as they stood: two counting passes over the leading bits of the
 * range the values take, then the few neighbours that only further bits tell apart change places.
 * @param values by row, ≥ 0
 * @param order  rows to sort, `count` of them; sorted in place
 * @param sorted takes the values in that order
 * @example sortRising(income, rows, n, sorted, sortRoom(n))
 */
export function sortRising(
  values: Float64Array,
  order: Int32Array,
  count: number,
  sorted: Float64Array,
  room: SortRoom,
): void {
  // a loop a function: a long one would keep its many arrays on the stack
  const { keys, bits, spareBits, spare, low, high } = room
  gather(values, order, count, keys)
  countDigits(bits, count, low, high)
  running(low)
  running(high)
  spreadByLow(bits, order, count, low, spareBits, spare)
  spreadByHigh(spareBits, spare, count, high, order)
  gather(values, order, count, sorted)
  if (settle(sorted, order, count)) return
  order.subarray(0, count).sort((a, b) => values[a]! - values[b]!)
  gather(values, order, count, sorted)
}

function gather(values: Float64Array, order: Int32Array, count: number, to: Float64Array | Float32Array): void {
  for (let i = 0; i < count; i++) to[i] = values[order[i]!]!
}

/** Turns bits into keys of two digits, and counts these. */
function countDigits(bits: Int32Array, count: number, low: Int32Array, high: Int32Array): void {
  let least = 0x7fffffff
  let most = 0
  for (let i = 0; i < count; i++) {
    const key = bits[i]!
    if (key < least) least = key
    if (key > most) most = key
  }
  const drop = Math.max(0, 32 - Math.clz32(most - least) - 2 * DIGIT_BITS)
  low.fill(0)
  high.fill(0)
  for (let i = 0; i < count; i++) {
    const key = (bits[i]! - least) >>> drop
    bits[i] = key
    low[key & DIGIT]!++
    high[key >>> DIGIT_BITS]!++
  }
}

/** Counts become first places. */
function running(counts: Int32Array): void {
  let below = 0
  for (let k = 0; k <= DIGIT; k++) {
    const here = counts[k]!
    counts[k] = below
    below += here
  }
}

function spreadByLow(
  bits: Int32Array,
  order: Int32Array,
  count: number,
  places: Int32Array,
  toBits: Int32Array,
  to: Int32Array,
): void {
  for (let i = 0; i < count; i++) {
    const key = bits[i]!
    const place = places[key & DIGIT]!++
    toBits[place] = key
    to[place] = order[i]!
  }
}

function spreadByHigh(bits: Int32Array, order: Int32Array, count: number, places: Int32Array, to: Int32Array): void {
  for (let i = 0; i < count; i++) to[places[bits[i]! >>> DIGIT_BITS]!++] = order[i]!
}

/** Insertion, where values are all but in order. @returns false if it gave up */
function settle(sorted: Float64Array, order: Int32Array, count: number): boolean {
  let moves = 0
  for (let i = 1; i < count; i++) {
    const value = sorted[i]!
    if (sorted[i - 1]! <= value) continue
    const row = order[i]!
    let k = i
    for (; k > 0 && sorted[k - 1]! > value; k--) {
      sorted[k] = sorted[k - 1]!
      order[k] = order[k - 1]!
    }
    sorted[k] = value
    order[k] = row
    moves += i - k
    if (moves > PATIENCE * count) return false
  }
  return true
}

/**
 * Puts amounts in rising order where nobody asks whose they are: the amounts themselves are moved, not rows.
 * @param amounts ≥ 0; the first `count` are sorted in place
 * @param spare   working memory of as many
 * @example sortAmounts(wealth, n, new Float64Array(n), sortRoom(n))
 */
export function sortAmounts(amounts: Float64Array, count: number, spare: Float64Array, room: SortRoom): void {
  const { keys, bits, spareBits, low, high } = room
  for (let i = 0; i < count; i++) keys[i] = amounts[i]!
  countDigits(bits, count, low, high)
  running(low)
  running(high)
  moveByLow(bits, amounts, count, low, spareBits, spare)
  moveByHigh(spareBits, spare, count, high, amounts)
  if (!settleAmounts(amounts, count)) amounts.subarray(0, count).sort()
}

function moveByLow(
  bits: Int32Array,
  from: Float64Array,
  count: number,
  places: Int32Array,
  toBits: Int32Array,
  to: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const key = bits[i]!
    const place = places[key & DIGIT]!++
    toBits[place] = key
    to[place] = from[i]!
  }
}

function moveByHigh(bits: Int32Array, from: Float64Array, count: number, places: Int32Array, to: Float64Array): void {
  for (let i = 0; i < count; i++) to[places[bits[i]! >>> DIGIT_BITS]!++] = from[i]!
}

/** Insertion, where amounts are all but in order. @returns false if it gave up */
function settleAmounts(sorted: Float64Array, count: number): boolean {
  let moves = 0
  for (let i = 1; i < count; i++) {
    const value = sorted[i]!
    if (sorted[i - 1]! <= value) continue
    let k = i
    for (; k > 0 && sorted[k - 1]! > value; k--) sorted[k] = sorted[k - 1]!
    sorted[k] = value
    moves += i - k
    if (moves > PATIENCE * count) return false
  }
  return true
}

/** Rows in rising order of a column, kept from one reading to the next. */
export interface Ranking {
  /** rows that take part, and their values: the first `count` */
  rows: Int32Array
  sorted: Float64Array
  count: number
  /** by row: the value when it was last ranked, −1 for none */
  readonly known: Float64Array
  /** rows whose value has changed since, and their values in order */
  readonly strays: Int32Array
  readonly strayValues: Float64Array
  spareRows: Int32Array
  spareSorted: Float64Array
}

/** A ranking of up to so many rows, nobody ranked yet. */
export const createRanking = (rows: number): Ranking => ({
  rows: new Int32Array(rows),
  sorted: new Float64Array(rows),
  count: 0,
  known: new Float64Array(rows).fill(-1),
  strays: new Int32Array(rows),
  strayValues: new Float64Array(rows),
  spareRows: new Int32Array(rows),
  spareSorted: new Float64Array(rows),
})

/**
 * Puts rows in rising order of their values, equal ones by row, from the order they stood in when last ranked: whose value
 * stayed keeps its place, the others are sorted and merged with them.
 * @param values by row, ≥ 0
 * @param exists by row, 0 for rows that take no part
 */
export function rank(
  ranking: Ranking,
  values: ArrayLike<number>,
  exists: ArrayLike<number>,
  rows: number,
  room: SortRoom,
): void {
  const { known, strays, strayValues } = ranking
  const changed = findStrays(known, values, exists, rows, strays)
  sortRising(known, strays, changed, strayValues, room)
  merge(ranking, changed)
}

function findStrays(
  known: Float64Array,
  values: ArrayLike<number>,
  exists: ArrayLike<number>,
  rows: number,
  strays: Int32Array,
): number {
  let changed = 0
  for (let h = 0; h < rows; h++) {
    const value = exists[h] === 0 ? -1 : values[h]!
    if (value === known[h]) continue
    known[h] = value
    if (value >= 0) strays[changed++] = h
  }
  return changed
}

function merge(ranking: Ranking, changed: number): void {
  const { rows, sorted, count, known, strays, strayValues, spareRows, spareSorted } = ranking
  let n = 0
  let k = 0
  for (let i = 0; i < count; i++) {
    const h = rows[i]!
    const value = sorted[i]!
    if (known[h] !== value) continue
    while (k < changed && (strayValues[k]! < value || (strayValues[k] === value && strays[k]! < h))) {
      spareSorted[n] = strayValues[k]!
      spareRows[n++] = strays[k++]!
    }
    spareSorted[n] = value
    spareRows[n++] = h
  }
  while (k < changed) {
    spareSorted[n] = strayValues[k]!
    spareRows[n++] = strays[k++]!
  }
  ranking.rows = spareRows
  ranking.sorted = spareSorted
  ranking.spareRows = rows
  ranking.spareSorted = sorted
  ranking.count = n
}

/** Gini index of the first `count` values ≥ 0, which stand in rising order; null if they sum to 0. */
export function giniInOrder(sorted: Float64Array, count: number): number | null {
  let total = 0
  let weighted = 0
  for (let i = 0; i < count; i++) {
    const value = sorted[i]!
    total += value
    weighted += value * (2 * i + 1 - count)
  }
  return total > 0 ? weighted / count / total : null
}

/** Median of the first `count` values, which stand in rising order; null if there are none. */
export function medianInOrder(sorted: Float64Array, count: number): number | null {
  if (count === 0) return null
  return (sorted[(count - 1) >> 1]! + sorted[count >> 1]!) / 2
}

/** Sum of the lowest `share` of values in rising order, part of a value where the share cuts one. */
function lowestSum(sorted: Float64Array, count: number, share: number): number {
  const wanted = share * count
  const whole = Math.floor(wanted)
  let sum = 0
  for (let i = 0; i < whole; i++) sum += sorted[i]!
  if (whole < count) sum += (wanted - whole) * sorted[whole]!
  return sum
}

/** What the richest tenth has for each unit of the poorest four tenths, of values in rising order; null if these have nothing. */
export function palmaInOrder(sorted: Float64Array, count: number): number | null {
  let total = 0
  for (let i = 0; i < count; i++) total += sorted[i]!
  const low = lowestSum(sorted, count, 0.4)
  return low > 0 ? (total - lowestSum(sorted, count, 0.9)) / low : null
}

const BINS = 1024

/** Values counted by bins of equal width, for reading quantiles of them. */
export interface Binned {
  readonly values: Float64Array
  readonly count: number
  /** bin of each value; how many are in each */
  readonly binOf: Uint16Array
  readonly bins: Int32Array
}

/** @param values the first `count` are read; finite */
export function binned(values: Float64Array, count: number): Binned {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0; i < count; i++) {
    const value = values[i]!
    if (value < least) least = value
    if (value > most) most = value
  }
  const scale = most > least ? (BINS - 1) / (most - least) : 0
  const bins = new Int32Array(BINS)
  const binOf = new Uint16Array(count)
  for (let i = 0; i < count; i++) bins[(binOf[i] = ((values[i]! - least) * scale) | 0)]!++
  return { values, count, binOf, bins }
}

/**
 * Quantile with linear interpolation between order statistics (Hyndman & Fan 1996, type 7). Only the values of the bins
 * that hold the two are put in order.
 * @param p 0 to 1
 * @returns null if there are no values
 * @example quantileOf(binned(Float64Array.of(4, 1, 3, 2), 4), 0.5) // => 2.5
 */
export function quantileOf({ values, count, binOf, bins }: Binned, p: number): number | null {
  if (count === 0) return null
  const at = p * (count - 1)
  const k = Math.floor(at)
  const next = Math.min(k + 1, count - 1)
  let first = 0
  let below = 0
  while (below + bins[first]! <= k) below += bins[first++]!
  let last = first
  let upTo = below + bins[first]!
  while (upTo <= next) upTo += bins[++last]!
  const near = new Float64Array(upTo - below)
  let n = 0
  for (let i = 0; i < count; i++) {
    const bin = binOf[i]!
    if (bin >= first && bin <= last) near[n++] = values[i]!
  }
  near.sort()
  const low = near[k - below]!
  return low + (at - k) * (near[next - below]! - low)
}

/** Quantile of the first `count` values, as `quantileOf`. */
export const quantile = (values: Float64Array, count: number, p: number): number | null =>
  quantileOf(binned(values, count), p)

/**
 * The smallest value at or below which a share of the weight lies.
 * @param values ≥ 0
 * @returns null without weight
 * @example weightedQuantile([5, 1, 9], [1, 1, 2], 0.5) // => 5
 */
export function weightedQuantile(values: readonly number[], weights: readonly number[], p: number): number | null {
  let all = 0
  for (const weight of weights) all += weight
  if (!(all > 0)) return null
  const count = values.length
  const order = Int32Array.from(values, (_, i) => i)
  const sorted = new Float64Array(count)
  sortRising(Float64Array.from(values), order, count, sorted, sortRoom(count))
  let below = 0
  for (let i = 0; i < count; i++) {
    below += weights[order[i]!]!
    if (below >= p * all && weights[order[i]!]! > 0) return sorted[i]!
  }
  return sorted[count - 1]!
}
