/**
 * Ordinary least squares by the normal equations with pivoting: small, exact enough for a dozen standardised regressors.
 * @param rows observations; a constant is added
 * @param y    outcome, same length
 * @returns coefficients, the constant first; null if the regressors are dependent
 * @example leastSquares([[0], [1], [2]], [1, 3, 5]) // => [1, 2]
 */
export function leastSquares(rows: readonly (readonly number[])[], y: readonly number[]): number[] | null {
  const k = (rows[0]?.length ?? 0) + 1
  const a = Array.from({ length: k }, () => new Array<number>(k + 1).fill(0))
  rows.forEach((row, r) => {
    const x = [1, ...row]
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) a[i]![j]! += x[i]! * x[j]!
      a[i]![k]! += x[i]! * y[r]!
    }
  })
  for (let i = 0; i < k; i++) {
    let pivot = i
    for (let j = i + 1; j < k; j++) if (Math.abs(a[j]![i]!) > Math.abs(a[pivot]![i]!)) pivot = j
    if (Math.abs(a[pivot]![i]!) < 1e-9) return null
    ;[a[i], a[pivot]] = [a[pivot]!, a[i]!]
    for (let j = 0; j < k; j++) {
      if (j === i) continue
      const factor = a[j]![i]! / a[i]![i]!
      for (let c = i; c <= k; c++) a[j]![c]! -= factor * a[i]![c]!
    }
  }
  return a.map((row, i) => row[k]! / row[i]!)
}
