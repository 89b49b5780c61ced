/**
 * Centred L₂ discrepancy: how far points are from even cover of the unit cube and all its projections; smaller is more
 * even. Returned squared, as scipy.stats.qmc.discrepancy does.
 * Source: Hickernell 1998, Mathematics of Computation 67(221), formula 5.5.
 *
 * @param points  a row a point, numbers from 0 to 1
 * @example centredDiscrepancy([[0.5]]) // => 1/12
 */
export function centredDiscrepancy(points: readonly (readonly number[])[]): number {
  const n = points.length
  const dimensions = points[0]?.length ?? 0
  const away = points.map(point => point.map(x => Math.abs(x - 0.5)))
  let whole = 1
  for (let d = 0; d < dimensions; d++) whole *= 13 / 12
  let single = 0
  let pairs = 0
  for (let i = 0; i < n; i++) {
    let product = 1
    for (let d = 0; d < dimensions; d++) {
      const a = away[i]![d]!
      product *= 1 + 0.5 * a - 0.5 * a * a
    }
    single += product
    for (let j = 0; j < n; j++) {
      let pair = 1
      for (let d = 0; d < dimensions; d++)
        pair *= 1 + 0.5 * away[i]![d]! + 0.5 * away[j]![d]! - 0.5 * Math.abs(points[i]![d]! - points[j]![d]!)
      pairs += pair
    }
  }
  return whole - (2 * single) / n + pairs / (n * n)
}
