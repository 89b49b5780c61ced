import { expect, test } from 'vitest'
import type { City } from '../../src/city/city.ts'
import { CARRIED } from '../../src/city/economy.ts'
import { countHouseholds } from '../../src/city/facts.ts'
import { generateCity } from '../../src/city/generate.ts'
import { ACCOUNT, type FlowKind, flowNames } from '../../src/city/ledger.ts'
import { leversAtRest } from '../../src/city/levers.ts'
import { budget } from '../../src/processes/budget.ts'
import { createSimulation } from '../../src/simulation.ts'
import { scenario, use } from '../laws/plain.ts'
import { rulesWith, smallCity } from './city.ts'

const booked = (city: City, kind: FlowKind): number => city.flows.months[flowNames.indexOf(kind) * 12 + 11]!

/** Money carried over for what books facilities. */
const carried = ({ economy }: City): number =>
  [CARRIED.facilities, CARRIED.green, CARRIED.culture, CARRIED.pocket_parks].reduce(
    (sum: number, place) => sum + economy.carried[place]!,
    0,
  )

/** One budget of the same city under a weight of justice. */
function budgetAt(weight: number): { growth: number; facilities: number; city: City } {
  // farmland costs nothing here, so that what industry takes is its servicing less its price
  const city = smallCity('2', { farmland_compensation: 0, nature_compensation: 0 })
  city.tick = 11
  city.accounts.cash[0] = 2e10
  for (let row = 0; row < flowNames.length; row++) city.flows.months[row * 12 + 11] = 0
  const before = carried(city)
  budget.run(
    city,
    rulesWith(levers => {
      levers.kpi_reform.justice_weight = weight
      // parks that essential spending pays for at rest would be counted as well
      levers.pocket_parks.per_zone_yr = 0
    }),
  )
  return {
    city,
    growth: booked(city, 'growthProgramme') + booked(city, 'industrialServicing') - booked(city, 'industrialLand'),
    // historic fabric is repaired out of the culture programme
    facilities: booked(city, 'facilities') + booked(city, 'heritageRepair') + carried(city) - before,
  }
}

test('a larger weight of justice moves money from growth to facilities, exactly by the shares of the budget', () => {
  const usual = budgetAt(0.25)
  const just = budgetAt(0.7)
  expect(just.facilities).toBeGreaterThan(usual.facilities)
  expect(just.growth).toBeLessThan(usual.growth)
  // the same free money D: growth takes D·(1 − 1.2·weight), facilities, green and culture their 0.80 of D·1.2·weight, in
  // proportion to all parts, less the hundredth that social organisations are paid; fen are rounded
  const { micro_repair, platforms } = leversAtRest()
  const share = (0.99 * 0.8) / (1 + micro_repair.budget_share + platforms.budget_share)
  const free = usual.growth / (1 - 1.2 * 0.25)
  expect(just.growth / free).toBeCloseTo(1 - 1.2 * 0.7, 7)
  expect(usual.facilities / free).toBeCloseTo(share * 1.2 * 0.25, 7)
  expect(just.facilities / free).toBeCloseTo(share * 1.2 * 0.7, 7)
  // and growth of incomes pays for it
  expect(just.city.economy.growth[0]!).toBeLessThan(usual.city.economy.growth[0]!)
})

test('a policy that begins between budgets moves its lever as far as cash in hand pays its bill, until the next budget', () => {
  const setting = 0.75
  const simulation = createSimulation(
    scenario({ policies: [use('kpi_reform', { justice_weight: setting }, { from: 2 })] }),
    generateCity('tiny', 'harbour'),
    { seed: '1' },
  )
  const { city } = simulation
  simulation.run(2)
  const households = countHouseholds(city)
  // nine months are left to the budget; half of the bill is in hand, and bills may take nine tenths of cash
  const bill = 2 * households * (9 / 12) * 100 * city.economy.incomeIndex[0]!
  city.accounts.cash[ACCOUNT.government] = Math.round((0.5 * bill) / 0.9)
  simulation.tick()
  expect(simulation.policies[0]!.funded).toBeCloseTo(0.5, 4)
  simulation.tick()
  const rest = leversAtRest().kpi_reform.justice_weight
  expect(simulation.rules.levers.kpi_reform.justice_weight).toBeCloseTo(rest + 0.5 * (setting - rest), 4)
})
