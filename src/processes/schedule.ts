import { amenities } from './amenities.ts'
import { bookkeeping, opening } from './bookkeeping.ts'
import { bills, budget } from './budget.ts'
import { demography } from './demography.ts'
import { developers } from './developers.ts'
import { land } from './land.ts'
import { migration } from './migration.ts'
import { networks } from './networks.ts'
import { payments } from './payments.ts'
import type { Process } from './process.ts'
import { publicHousing } from './publicHousing.ts'
import { renewal } from './renewal.ts'
import { rents } from './rents.ts'
import { schools } from './schools.ts'
import { search } from './search.ts'
import { taxes } from './taxes.ts'
import { trust } from './trust.ts'

/** A month in the life of the city, in order. Read this first. */
export const schedule: readonly Process[] = [
  opening, //       the books of the month
  bills, //         policies that begin between budgets
  networks, //      who can reach what: streets, gates, rail
  amenities, //     access to schools, clinics, parks, markets; green
  demography, //    households form, age and end
  payments, //      wages, tax, rent, instalments, consumption; evictions
  search, //        who looks for a home, and who gets it
  rents, //         asking rents, prices, expectations, peers, wear
  developers, //    construction, completions, sales to landlords
  land, //          land offered, projects proposed and auctioned
  renewal, //       residents displaced, buildings cleared, walls opened
  publicHousing, // the queue for public homes
  budget, //        once a year: essentials, bills, two programmes
  schools, //       once a year: admission, and what schools become
  taxes, //         landlords' and villages' accounts
  trust, //         trust returns to where it started
  migration, //     who comes and who leaves
  bookkeeping, //   incomes grow; yearly ranks
]
