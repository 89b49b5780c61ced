/** Sorting rows by whole-number keys, without comparing and without allocating; and the first few of many. */

const counts = new Uint32Array(256)

/**
 * Sorts rows by two 32-bit words, ascending: radix sort by bytes, from the last; bytes in which no keys differ are passed
 * over.
 * @param rows  row numbers; the first `count` are sorted in place
 * @param spare working memory, at least `count` long
 * @param high  first word by row
 * @param low   second word by row
 * @example sortByWords(rows, rows.length, spare, households.idHigh, households.idLow)
 */
export function sortByWords(
  rows: Int32Array,
  count: number,
  spare: Int32Array,
  high: Uint32Array,
  low: Uint32Array,
): void {
  let from = rows
  let to = spare
  for (const words of [low, high]) {
    let differ = 0
    const first = count > 0 ? words[rows[0]!]! : 0
    for (let i = 1; i < count; i++) differ |= words[rows[i]!]! ^ first
    for (let shift = 0; shift < 32; shift += 8) {
      if (((differ >>> shift) & 255) === 0) continue
      counts.fill(0)
      for (let i = 0; i < count; i++) counts[(words[from[i]!]! >>> shift) & 255]!++
      let sum = 0
      for (let digit = 0; digit < 256; digit++) {
        const here = counts[digit]!
        counts[digit] = sum
        sum += here
      }
      for (let i = 0; i < count; i++) {
        const row = from[i]!
        to[counts[(words[row]! >>> shift) & 255]!++] = row
      }
      const swap = from
      from = to
      to = swap
    }
  }
  if (from !== rows) for (let i = 0; i < count; i++) rows[i] = from[i]!
}

/**
 * Items in order, as far as they are asked for: of a long queue mostly the first few are.
 * @param items   rearranged
 * @param compare a total order
 * @returns a function that gives the i-th item of the order; undefined beyond the last
 * @example const at = inOrder([3, 1, 2], (a, b) => a - b); at(0) // => 1
 */
export function inOrder(items: number[], compare: (a: number, b: number) => number): (i: number) => number | undefined {
  // a heap, whose least item is first; what is taken from it moves to `taken`
  const sink = (at: number): void => {
    const item = items[at]!
    for (let child = 2 * at + 1; child < items.length; child = 2 * at + 1) {
      if (child + 1 < items.length && compare(items[child + 1]!, items[child]!) < 0) child++
      if (compare(item, items[child]!) <= 0) break
      items[at] = items[child]!
      at = child
    }
    items[at] = item
  }
  for (let at = (items.length >> 1) - 1; at >= 0; at--) sink(at)
  const taken: number[] = []
  return i => {
    while (taken.length <= i && items.length > 0) {
      taken.push(items[0]!)
      const last = items.pop()!
      if (items.length > 0) {
        items[0] = last
        sink(0)
      }
    }
    return taken[i]
  }
}
