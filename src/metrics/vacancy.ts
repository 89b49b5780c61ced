/** Empty homes, of all and of some. */
import { emptyHomes } from '../city/buildings.ts'
import type { City } from '../city/city.ts'

/** Empty share of the let and for-sale homes of some buildings; null without such homes. */
export function vacancy(city: City, counts: (b: number) => boolean): number | null {
  const { buildings } = city
  let homes = 0
  let empty = 0
  for (let b = 0; b < buildings.rows; b++) {
    const n = buildings.dwellings[b]! - buildings.publicHomes[b]!
    if (n <= 0 || !counts(b)) continue
    homes += n
    empty += emptyHomes(buildings, b)
  }
  return homes > 0 ? empty / homes : null
}
