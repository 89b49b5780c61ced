/** What validation writes down of one run of the baseline, beyond the published measures. */
import { KIND } from '../city/buildings.ts'
import type { City } from '../city/city.ts'
import { monthOf } from '../city/economy.ts'
import { distance } from '../lib/geometry.ts'
import { log } from '../lib/numeric.ts'
import { leastSquares } from './regression.ts'

/** Cross-section of the rent market: the drop from centre to edge, and premiums of what a home is near to. */
export interface CrossSection {
  /** ln rent at the centre less at the built edge, quality held */
  gradient: number | null
  /** ln rent of the top less the bottom quartile of green; of rail within 800 m; of one sd of schools; of walls */
  green: number | null
  rail: number | null
  school: number | null
  gate: number | null
  /** change of occupants' ln income with a year of the building's age */
  filtering: number | null
}

export function crossSection(city: City): CrossSection {
  const { buildings, parcels, households, plan, estates } = city
  const rows: { x: number[]; rent: number; gateAlike: boolean }[] = []
  const income = new Float64Array(buildings.rows)
  const people = new Float64Array(buildings.rows)
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] === 0 || b < 0) continue
    income[b]! += log(households.level[h]!)
    people[b]!++
  }
  const ages: number[][] = []
  // the gradient is that of the formal market at equal quality: villages let tiny rooms at the edge, dear by the metre
  const formal: number[][] = []
  const formalRents: number[] = []
  const incomes: number[] = []
  for (let b = 0; b < buildings.rows; b++) {
    const kind = buildings.kind[b]!
    if (buildings.dwellings[b]! === 0 || kind === KIND.public || kind === KIND.mobile) continue
    const p = buildings.parcel[b]!
    const out = distance(parcels.x[p]!, parcels.y[p]!, plan.centre[0], plan.centre[1]) / plan.radius
    const near = plan.stations.some(s => distance(s.x, s.y, parcels.x[p]!, parcels.y[p]!) <= 800)
    const estate = parcels.estate[p]!
    const walled = estate >= 0 && estates.walled[estate] === 1
    if (kind === KIND.village) continue
    formal.push([Math.min(out, 1.6)])
    formalRents.push(log(buildings.rent[b]! / (0.55 + 0.5 * buildings.quality[b]!)))
    rows.push({
      x: [
        Math.min(out, 1.6),
        buildings.quality[b]!,
        parcels.green[p]!,
        parcels.access[p * 5]! * parcels.schoolQuality[p]!,
        near ? 1 : 0,
        walled ? 1 : 0,
        log(buildings.floor[b]!),
      ],
      rent: log(buildings.rent[b]!),
      gateAlike: kind === KIND.gated || kind === KIND.open,
    })
    if (people[b]! >= 10 && kind !== KIND.village) {
      ages.push([buildings.age[b]! / 12])
      incomes.push(income[b]! / people[b]!)
    }
  }
  const none: CrossSection = { gradient: null, green: null, rail: null, school: null, gate: null, filtering: null }
  if (rows.length < 20) return none
  const fit = leastSquares(
    rows.map(row => row.x),
    rows.map(row => row.rent),
  )
  const filtering = ages.length > 10 ? (leastSquares(ages, incomes)?.[1] ?? null) : null
  if (fit === null) return { ...none, filtering }
  const gradient = formal.length > 10 ? -(leastSquares(formal, formalRents)?.[1] ?? Number.NaN) : null
  const column = (i: number): number[] => rows.map(row => row.x[i]!).sort((a, b) => a - b)
  const green = column(2)
  const school = column(3)
  const mean = school.reduce((sum, v) => sum + v, 0) / school.length
  const sd = Math.sqrt(school.reduce((sum, v) => sum + (v - mean) * (v - mean), 0) / school.length)
  const top = (sorted: number[]): number => {
    const n = Math.max(1, Math.floor(sorted.length / 4))
    const part = (list: number[]): number => list.reduce((sum, v) => sum + v, 0) / list.length
    return part(sorted.slice(-n)) - part(sorted.slice(0, n))
  }
  const hasRail = plan.stations.length > 0
  return {
    gradient,
    green: fit[3]! * top(green),
    rail: hasRail ? fit[5]! : null,
    school: fit[4]! * sd,
    gate: fit[6]!,
    filtering,
  }
}

/** Demolitions by zone: kept by whoever calls `note` every month. */
export class DemolitionLog {
  readonly byZone: Float64Array
  readonly #homes: Float64Array

  constructor(city: City) {
    this.byZone = new Float64Array(city.zones.rows)
    this.#homes = new Float64Array(city.parcels.rows)
    this.#read(city)
  }

  #read(city: City): Float64Array {
    const now = new Float64Array(city.parcels.rows)
    for (let b = 0; b < city.buildings.rows; b++)
      if (city.buildings.dwellings[b]! > 0) now[city.buildings.parcel[b]!]! += city.buildings.dwellings[b]!
    return now
  }

  note(city: City): void {
    if (city.economy.homesDemolished[monthOf(city.tick - 1)] === 0 && monthOf(city.tick) !== 0) return
    const now = this.#read(city)
    for (let p = 0; p < now.length; p++)
      if (now[p]! < this.#homes[p]! && city.parcels.use[p] === 7)
        this.byZone[city.parcels.zone[p]!]! += this.#homes[p]! - now[p]!
    this.#homes.set(now)
  }
}
