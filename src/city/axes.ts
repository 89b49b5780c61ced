/** Axes of growth (model §3.24): radials evenly spaced from the centre, the first through the largest centre of work outside it. */
import { cos, sin } from '../lib/numeric.ts'
import { type City, derived } from './city.ts'

/** An axis reaches so far to either side [m]. */
export const AXIS_REACH = 300
const TURN = 6.283185307179586

/** Metres from every parcel to the nearest of `count` axes. */
export function axisDistances(city: City, count: number): Float32Array {
  const { centres, parcels, plan } = city
  const first = firstAxis(city)
  return derived(city, `axes ${count} ${first}`, () => {
    const [cx, cy] = plan.centre
    const [dx, dy] = first < 0 ? [1, 0] : [centres.x[first]! - cx, centres.y[first]! - cy]
    const length = Math.sqrt(dx * dx + dy * dy) || 1
    const out = new Float32Array(parcels.rows).fill(1e6)
    for (let k = 0; k < count; k++) {
      const [c, s] = [cos((TURN * k) / count), sin((TURN * k) / count)]
      const [ux, uy] = [(dx * c - dy * s) / length, (dx * s + dy * c) / length]
      for (let p = 0; p < parcels.rows; p++) {
        const [x, y] = [parcels.x[p]! - cx, parcels.y[p]! - cy]
        const along = x * ux + y * uy
        const off = along > 0 ? Math.abs(x * uy - y * ux) : Math.sqrt(x * x + y * y)
        if (off < out[p]!) out[p] = off
      }
    }
    return out
  })
}

/** The centre that the first axis runs through: the new one where there is one, else the largest sub-centre; −1 = none. */
function firstAxis({ centres }: City): number {
  const last = centres.rows - 1
  if (centres.jobs[last]! > 0 && centres.outside[last] === 0 && last > 0) return last
  let best = -1
  for (let c = 0; c < last; c++)
    if (!centres.main[c] && centres.jobs[c]! > 0 && (best < 0 || centres.jobs[c]! > centres.jobs[best]!)) best = c
  return best
}
