/** Markov chains as tables of probabilities: classes, stationary shares, eigenvalues. */
import type { Rows } from '../arithmetic.ts'
import { table } from '../input.ts'

/** Input of the measures of a chain. */
export const chainFields = {
  matrix: table('probability of going from class (row) to class (column)', {
    min: 0,
    square: true,
    probabilities: true,
  }),
} as const

/**
 * Groups of states that can all reach each other, and whether a chain can leave them.
 * @param matrix k × k probabilities
 * @returns one entry a group, states in rising order
 */
export function classesOf(matrix: Rows): { states: number[]; closed: boolean }[] {
  const k = matrix.length
  const reaches = Array.from({ length: k }, (_, from) => {
    const seen = new Uint8Array(k)
    seen[from] = 1
    const open = [from]
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      for (let to = 0; to < k; to++) {
        if (seen[to] === 0 && matrix[state]![to]! > 0) {
          seen[to] = 1
          open.push(to)
        }
      }
    }
    return seen
  })
  const classes: { states: number[]; closed: boolean }[] = []
  const placed = new Uint8Array(k)
  for (let i = 0; i < k; i++) {
    if (placed[i] === 1) continue
    const states: number[] = []
    for (let j = i; j < k; j++) {
      if (reaches[i]![j] === 1 && reaches[j]![i] === 1) {
        states.push(j)
        placed[j] = 1
      }
    }
    const closed = reaches[i]!.every((there, j) => there === 0 || reaches[j]![i] === 1)
    classes.push({ states, closed })
  }
  return classes
}

/** The rows and columns of a table that belong to some states. */
export const blockOf = (matrix: Rows, states: readonly number[]): Float64Array[] =>
  states.map(i => Float64Array.from(states, j => matrix[i]![j]!))

/**
 * Stationary shares of an irreducible chain by folding states away one at a time, without a subtraction, so that every
 * share is accurate however small (Grassmann, Taksar & Heyman 1985, Operations Research 33(5)).
 * @param chain k × k, irreducible; rows are overwritten
 */
export function stationaryShares(chain: Float64Array[]): Float64Array {
  const k = chain.length
  for (let s = k - 1; s > 0; s--) {
    let leaving = 0
    for (let j = 0; j < s; j++) leaving += chain[s]![j]!
    for (let i = 0; i < s; i++) {
      const through = (chain[i]![s]! /= leaving)
      if (through > 0) for (let j = 0; j < s; j++) chain[i]![j]! += through * chain[s]![j]!
    }
  }
  const shares = new Float64Array(k)
  let all = (shares[0] = 1)
  for (let s = 1; s < k; s++) {
    for (let i = 0; i < s; i++) shares[s]! += shares[i]! * chain[i]![s]!
    all += shares[s]!
  }
  return shares.map(share => share / all)
}

/** Determinant by elimination with row exchange. */
export function determinant(matrix: Rows): number {
  const rows = Array.from(matrix, row => Float64Array.from(row))
  const k = rows.length
  let result = 1
  for (let c = 0; c < k; c++) {
    let pivot = c
    for (let i = c + 1; i < k; i++) if (Math.abs(rows[i]![c]!) > Math.abs(rows[pivot]![c]!)) pivot = i
    const top = rows[pivot]!
    if (top[c] === 0) return 0
    if (pivot !== c) {
      rows[pivot] = rows[c]!
      rows[c] = top
      result = -result
    }
    result *= top[c]!
    for (let i = c + 1; i < k; i++) {
      const factor = rows[i]![c]! / top[c]!
      if (factor !== 0) for (let j = c + 1; j < k; j++) rows[i]![j]! -= factor * top[j]!
    }
  }
  return result
}

/**
 * Moduli of all eigenvalues of a chain. Each class of states is solved by itself, for the table is block triangular in
 * them: a chain without cycles between its states is then exact.
 * @returns k moduli in falling order; null if the iteration does not settle, which has not been seen
 */
export function eigenvalueModuli(matrix: Rows): Float64Array | null {
  const moduli: number[] = []
  for (const { states } of classesOf(matrix)) {
    const found = blockModuli(blockOf(matrix, states))
    if (found === null) return null
    moduli.push(...found)
  }
  return Float64Array.from(moduli).sort().reverse()
}

/** Reduces to Hessenberg form by elimination, then shifted QR steps (Wilkinson 1965; Francis 1961). */
function blockModuli(a: Float64Array[]): number[] | null {
  const n = a.length
  for (let m = 1; m < n - 1; m++) {
    let pivot = m
    for (let i = m + 1; i < n; i++) if (Math.abs(a[i]![m - 1]!) > Math.abs(a[pivot]![m - 1]!)) pivot = i
    if (a[pivot]![m - 1] === 0) continue
    if (pivot !== m) {
      const row = a[pivot]!
      a[pivot] = a[m]!
      a[m] = row
      for (let i = 0; i < n; i++) {
        const entry = a[i]![pivot]!
        a[i]![pivot] = a[i]![m]!
        a[i]![m] = entry
      }
    }
    for (let i = m + 1; i < n; i++) {
      const factor = a[i]![m - 1]! / a[m]![m - 1]!
      if (factor === 0) continue
      a[i]![m - 1] = 0
      for (let j = m; j < n; j++) a[i]![j]! -= factor * a[m]![j]!
      for (let r = 0; r < n; r++) a[r]![m]! += factor * a[r]![i]!
    }
  }
  const moduli: number[] = []
  let end = n - 1
  let tries = 0
  while (end >= 0) {
    let start = end
    while (start > 0) {
      const size = Math.abs(a[start - 1]![start - 1]!) + Math.abs(a[start]![start]!)
      if (Math.abs(a[start]![start - 1]!) <= 1.1e-16 * (size === 0 ? 1 : size)) break
      start--
    }
    if (start === end) {
      moduli.push(Math.abs(a[end]![end]!))
      end--
      tries = 0
    } else if (start === end - 1) {
      moduli.push(...pairModuli(a[start]![start]!, a[start]![end]!, a[end]![start]!, a[end]![end]!))
      end -= 2
      tries = 0
    } else {
      if (++tries > 300) return null
      doubleStep(a, start, end, tries)
    }
  }
  return moduli
}

/** Moduli of the eigenvalues of [[p, q], [r, s]]. */
function pairModuli(p: number, q: number, r: number, s: number): [number, number] {
  const half = (p - s) / 2
  const square = half * half + q * r
  if (square < 0) {
    const modulus = Math.sqrt(Math.abs(p * s - q * r))
    return [modulus, modulus]
  }
  const middle = (p + s) / 2
  const large = middle + (middle < 0 ? -1 : 1) * Math.sqrt(square)
  return [Math.abs(large), large === 0 ? 0 : Math.abs((p * s - q * r) / large)]
}

/** One double-shifted QR step on rows start to end of a Hessenberg table. */
function doubleStep(a: Float64Array[], start: number, end: number, tries: number): void {
  let trace = a[end - 1]![end - 1]! + a[end]![end]!
  let product = a[end - 1]![end - 1]! * a[end]![end]! - a[end - 1]![end]! * a[end]![end - 1]!
  if (tries % 10 === 0) {
    // a shift of another size now and then frees a cycle that keeps repeating itself
    const size = Math.abs(a[end]![end - 1]!) + Math.abs(a[end - 1]![end - 2]!)
    trace = 1.5 * size
    product = size * size
  }
  const first = a[start]!
  const second = a[start + 1]!
  let x = first[start]! * (first[start]! - trace) + first[start + 1]! * second[start]! + product
  let y = second[start]! * (first[start]! + second[start + 1]! - trace)
  let z = second[start]! * a[start + 2]![start + 1]!
  for (let k = start; k < end; k++) {
    const wide = k < end - 1
    if (!wide) z = 0
    const scale = Math.abs(x) + Math.abs(y) + Math.abs(z)
    if (scale > 0) {
      x /= scale
      y /= scale
      z /= scale
      const length = (x < 0 ? -1 : 1) * Math.sqrt(x * x + y * y + z * z)
      // reflect (x, y, z) onto its first axis: H = I − u·vᵀ
      const u0 = (x + length) / length
      const u1 = y / length
      const u2 = z / length
      const v1 = y / (x + length)
      const v2 = z / (x + length)
      for (let j = Math.max(start, k - 1); j <= end; j++) {
        const sum = a[k]![j]! + v1 * a[k + 1]![j]! + (wide ? v2 * a[k + 2]![j]! : 0)
        a[k]![j]! -= sum * u0
        a[k + 1]![j]! -= sum * u1
        if (wide) a[k + 2]![j]! -= sum * u2
      }
      for (let i = start; i <= Math.min(end, k + 3); i++) {
        const row = a[i]!
        const sum = u0 * row[k]! + u1 * row[k + 1]! + (wide ? u2 * row[k + 2]! : 0)
        row[k]! -= sum
        row[k + 1]! -= sum * v1
        if (wide) row[k + 2]! -= sum * v2
      }
      if (k > start) {
        a[k + 1]![k - 1] = 0
        if (wide) a[k + 2]![k - 1] = 0
      }
    }
    x = a[k + 1]![k]!
    y = k + 2 <= end ? a[k + 2]![k]! : 0
    z = k + 3 <= end ? a[k + 3]![k]! : 0
  }
}
