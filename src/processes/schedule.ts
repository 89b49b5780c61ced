import { aid } from './aid.ts'
import { amenities } from './amenities.ts'
import { bookkeeping, opening } from './bookkeeping.ts'
import { bills, budget } from './budget.ts'
import { capital } from './capital.ts'
import { commerce } from './commerce.ts'
import { deliberation } from './deliberation.ts'
import { demography } from './demography.ts'
import { developers } from './developers.ts'
import { encounters } from './encounters.ts'
import { environment } from './environment.ts'
import { improvements } from './improvements.ts'
import { informal } from './informal.ts'
import { land } from './land.ts'
import { migration } from './migration.ts'
import { neighbourhoodBudget } from './neighbourhoodBudget.ts'
import { networks } from './networks.ts'
import { participation } from './participation.ts'
import { payments } from './payments.ts'
import { planning } from './planning.ts'
import type { Process } from './process.ts'
import { procurement } from './procurement.ts'
import { publicHousing } from './publicHousing.ts'
import { renewal } from './renewal.ts'
import { rents } from './rents.ts'
import { schools } from './schools.ts'
import { search } from './search.ts'
import { taxes } from './taxes.ts'
import { trust } from './trust.ts'

/** A process at its place in the month, with what it does in a line. */
export interface Step extends Process {
  readonly does: string
}

const step = (process: Process, does: string): Step => ({ ...process, does })

/** A month in the life of the city, in order. Read this first. */
export const schedule: readonly Step[] = [
  step(opening, 'the books of the month'),
  step(bills, 'policies that begin between budgets'),
  step(improvements, 'every third month: rooms, gardens, façades, shared streets that policies pay for'),
  step(networks, 'who can reach what: streets, gates, rail'),
  step(planning, 'a new centre of work, rail that opens, mobile homes taken away'),
  step(amenities, 'access to schools, clinics, parks, markets; green'),
  step(encounters, 'every third month: who goes where and meets whom; crowd, ties, trust'),
  step(aid, 'every third month: who is aided, and with how much'),
  step(demography, 'households form, age and end'),
  step(payments, 'wages, tax, rent, instalments, consumption; evictions'),
  step(search, 'who looks for a home, and who gets it'),
  step(rents, 'asking rents, prices, expectations, peers, wear'),
  step(developers, 'construction, completions, sales to landlords'),
  step(land, 'land offered, projects proposed and auctioned'),
  step(deliberation, 'projects put to those they affect'),
  step(renewal, 'residents displaced, buildings cleared, walls opened'),
  step(publicHousing, 'the queue for public homes'),
  step(budget, 'once a year: essentials, bills, two programmes'),
  step(procurement, 'works given to residents without work'),
  step(schools, 'once a year: admission, and what schools become'),
  step(taxes, 'landlords’ and villages’ accounts'),
  step(informal, 'stalls, recycling, micro-jobs; complaints, enforcement; village rooms cleared'),
  step(environment, 'every third month: green grows, pollution spreads, main streets are kept'),
  step(capital, 'once a year: leisure capital bids for historic fabric'),
  step(commerce, 'shops, their rents, visitors’ money, repair of historic fabric'),
  step(neighbourhoodBudget, 'once a year: what councils were given to spend'),
  step(participation, 'requests, votes among neighbours, volunteers'),
  step(trust, 'trust, and once a year the sense of gain'),
  step(migration, 'who comes and who leaves'),
  step(bookkeeping, 'incomes grow; yearly ranks'),
]
