/** Sorting rows by whole-number keys, without comparing and without allocating. */

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
