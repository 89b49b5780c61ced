/** Measures zone by zone: who lives in a zone, measured as the city is. */
import type { City } from '../city/city.ts'
import type { Rules } from '../city/rules.ts'
import { measures } from './index.ts'
import type { Measure } from './measure.ts'
import { snapshotsOfParts } from './snapshot.ts'

export interface ZoneValues {
  /** households with a home there */
  readonly households: number
  /** a value a measure of `zonalMeasures`, in their order; null where undefined */
  readonly values: readonly (number | null)[]
}

/** Those of the dashboard that have a value for a part of the city. */
export const zonalMeasures: readonly Measure[] = measures.filter(({ within }) => within !== undefined)

/**
 * Every such measure for every zone; income fifths are the city's, and who has no home is in no zone.
 * @example zoneValues(city, rules)[3].values[zonalMeasures.findIndex(m => m.name === 'rent_burden')]
 */
export function zoneValues(city: City, rules: Rules): ZoneValues[] {
  const { households, buildings, parcels, zones } = city
  const partOf = snapshotsOfParts(city, rules)
  return Array.from({ length: zones.rows }, (_, z) => {
    const part = partOf(h => {
      const b = households.home[h]!
      return b >= 0 && parcels.zone[buildings.parcel[b]!] === z
    })
    return {
      households: part.households,
      values: zonalMeasures.map(({ within }) => {
        const value = within!(city, part, rules)
        return value !== null && Number.isFinite(value) ? value : null
      }),
    }
  })
}
