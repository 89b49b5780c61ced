/** Names that a misspelt word may have meant. */

/**
 * Slips of the finger between two words: letters put in, left out, changed, or two neighbours swapped.
 * @example editDistance('vacnacy', 'vacancy') // => 1
 */
export function editDistance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, before[j - 2]! + 1)
    }
    before = last
    last = row
  }
  return last[b.length]!
}

const plain = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
    .slice(0, 60)

/**
 * The names that somebody may have meant, nearest first, at most three: a third of the letters may be wrong, or one word
 * may be a part of the other.
 * @example nearest('max_margn', ['mode', 'max_margin']) // => ['max_margin']
 */
export function nearest(word: string, names: readonly string[]): string[] {
  const meant = plain(word)
  const ranked: { name: string; distance: number }[] = []
  for (const name of names) {
    const other = plain(name)
    const part = meant.length >= 4 && (other.includes(meant) || (other.length >= 4 && meant.includes(other)))
    const distance = editDistance(meant, other)
    if (distance <= Math.max(1, Math.floor(meant.length / 3))) ranked.push({ name, distance })
    else if (part) ranked.push({ name, distance: 100 + distance })
  }
  ranked.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
  return ranked.slice(0, 3).map(({ name }) => name)
}
