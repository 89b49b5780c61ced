import type { City } from './city.ts'
import { isSchoolAge, RECOGNISED } from './households.ts'

/** Living households. */
export const countHouseholds = ({ households, freeHouseholds, freedHouseholds }: City): number =>
  // every row is a household, a slot that is free, or one freed this tick
  households.rows - freeHouseholds.length - freedHouseholds.length

/** The city in counts. Each is made when it is first asked for: most months nobody asks. */
export class Facts {
  readonly city: City
  #households: number | undefined
  #persons: number | undefined
  #schoolAge: number | undefined
  #recognised: number | undefined

  constructor(city: City) {
    this.city = city
  }

  get households(): number {
    this.#households ??= countHouseholds(this.city)
    return this.#households
  }

  get persons(): number {
    this.#persons ??= this.#sum(h => this.city.households.size[h]!)
    return this.#persons
  }

  /** households with children of school age */
  get schoolAge(): number {
    const { stage, stageClock } = this.city.households
    this.#schoolAge ??= this.#sum(h => (isSchoolAge(stage[h]!, stageClock[h]!) ? 1 : 0))
    return this.#schoolAge
  }

  /** households recognised as residents without being registered */
  get recognised(): number {
    const { flags } = this.city.households
    this.#recognised ??= this.#sum(h => (flags[h]! & RECOGNISED ? 1 : 0))
    return this.#recognised
  }

  get zones(): number {
    return this.city.zones.rows
  }

  get districts(): number {
    return this.city.districts.rows
  }

  #sum(of: (h: number) => number): number {
    const { size, rows } = this.city.households
    let sum = 0
    for (let h = 0; h < rows; h++) if (size[h] !== 0) sum += of(h)
    return sum
  }
}
