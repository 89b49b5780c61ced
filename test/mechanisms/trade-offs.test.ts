import { describe, expect, test } from 'vitest'
import { KIND } from '../../src/city/buildings.ts'
import type { City } from '../../src/city/city.ts'
import { STATE } from '../../src/city/developers.ts'
import { generateCity } from '../../src/city/generate.ts'
import { TENURE } from '../../src/city/households.ts'
import { flowTotal } from '../../src/city/ledger.ts'
import { USE } from '../../src/city/parcels.ts'
import type { PolicyUse } from '../../src/policies/policy.ts'
import { refreshAmenities } from '../../src/processes/amenities.ts'
import { developers } from '../../src/processes/developers.ts'
import { freeProject, land } from '../../src/processes/land.ts'
import { participation } from '../../src/processes/participation.ts'
import { renewal } from '../../src/processes/renewal.ts'
import { search } from '../../src/processes/search.ts'
import { siteValue } from '../../src/processes/siteValue.ts'
import { studentInterval } from '../../src/results/statistics.ts'
import { branch, createSimulation, type Simulation } from '../../src/simulation.ts'
import { scenario, use } from '../laws/plain.ts'
import { atRest, rulesWith } from './city.ts'
import { effects } from './paired.ts'
import { parks, rail, repair, rowsOf } from './works.ts'

/** One small city at tick 0; every test takes its own copy of it. */
const root = createSimulation(scenario({ years: 20 }), generateCity('small', '1'), { seed: '1' })
const copy = (): City => {
  const { city } = branch(root, scenario({ years: 20 }))
  city.accounts.cash[0]! += 1e13
  for (const d of rowsOf(city.developers.rows)) city.developers.cash[d] = city.developers.startingCapital[d] = 1e13
  return city
}
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

describe('a limit on rents, in many cities', () => {
  const effect = effects(
    { limit: [use('rent_limit', { growth_yr: 0 })] },
    60,
    ({ city }: Simulation) => {
      const { households, buildings } = city
      const standing = rowsOf(buildings.rows).filter(
        b => buildings.dwellings[b]! > 0 && buildings.kind[b]! < KIND.village,
      )
      const tenants = rowsOf(households.rows).filter(
        h => households.size[h]! > 0 && households.home[h]! >= 0 && households.tenure[h] === TENURE.market,
      )
      return {
        rent: mean(standing.map(b => Math.log(buildings.rent[b]!))),
        quality: mean(standing.map(b => buildings.quality[b]!)),
        fifth: mean(tenants.map(h => households.quintile[h]!)),
        moved: mean(tenants.map(h => Number(households.lastMove[h]! >= city.tick - 12))),
      }
    },
    { cities: 20 },
  )

  test.each([
    ['rent', 'rents are lower'],
    ['quality', 'homes are worse kept'],
    ['fifth', 'tenants are poorer, since those can stay or come who could not'],
    ['moved', 'fewer of them have moved within a year, since less stands empty'],
  ])('%s: %s', name => {
    expect(effect('limit', name).mean).toBeLessThan(0)
    expect(effect('limit', name).isBeyondChance).toBe(true)
  })
})

/** Works, and the buildings they are done to or near. */
const nearWorks: Record<string, (city: City) => (building: number) => boolean> = {
  repair: city => repair(city, 1),
  parks: city => {
    const isNear = parks(city, 1)
    refreshAmenities(city)
    return isNear
  },
  rail: city => rail(city, 1),
}

describe('who wins the homes near works, when everybody looks for a home in the month they are done', () => {
  const cities = ['1', '2', '3'].map(seed =>
    createSimulation(scenario({ years: 20 }), generateCity('small', seed), { seed }),
  )
  /** Mean income fifth, 0 … 4, of those who move to such a home. */
  const fifthOf = (
    simulation: Simulation,
    month: number,
    isNear: (b: number) => boolean,
    act: (city: City) => void,
  ) => {
    const { city } = branch(simulation, scenario({ years: 20 }))
    const { households } = city
    refreshAmenities(city)
    ;(city as { parameters: unknown }).parameters = {
      ...city.parameters,
      life_event_search: 1,
      life_event_owner_factor: 1,
    }
    act(city)
    city.tick = month
    households.asked.fill(1, 0, households.rows)
    const from = households.home.slice()
    search.run(city, atRest)
    const movers = rowsOf(households.rows).filter(
      h => households.size[h] !== 0 && households.home[h]! >= 0 && households.home[h] !== from[h],
    )
    return mean(movers.filter(h => isNear(households.home[h]!)).map(h => households.quintile[h]!))
  }
  /** Change that works make to it, over cities and months: the same people look, with the same luck, at the same homes. */
  const change = (works: string) =>
    studentInterval(
      cities.flatMap(simulation => {
        const isNear = nearWorks[works]!(branch(simulation, scenario({ years: 20 })).city)
        return [1, 2, 3, 4].map(
          month => fifthOf(simulation, month, isNear, nearWorks[works]!) - fifthOf(simulation, month, isNear, () => {}),
        )
      }),
    )!

  test('the poor are outbid where homes are repaired or parks are near', () => {
    expect(change('repair').low).toBeGreaterThan(0)
    expect(change('parks').low).toBeGreaterThan(0)
  })

  test('but not where trains call: a minute is worth to everybody what they earn in it', () => {
    expect(change('rail').mean).toBeLessThan(0)
  })
})

describe('money for small homes', () => {
  test('is also paid where they would have been built without it: a windfall that the price of land takes', () => {
    const city = copy()
    const sites = rowsOf(city.parcels.rows).filter(p => city.parcels.use[p] === USE.vacant)
    const aided = rulesWith(levers => {
      levers.use_value.subsidy = 0.2
      levers.use_value.max_floor = 120
    })
    const without = sites.flatMap(p => siteValue(city, atRest, p).best ?? [])
    const withMoney = sites.flatMap(p => siteValue(city, aided, p).best ?? [])
    expect(withMoney.length).toBe(without.length)
    without.forEach((offer, i) => {
      const other = withMoney[i]!
      // the same homes, and the land dearer by nearly what the city pays
      expect(other.floor).toBe(offer.floor)
      expect(other.value - offer.value).toBeGreaterThan(0.9 * 0.2 * offer.cost)
    })
  })
})

test('red lines round all historic fabric save it, and as much is torn down elsewhere', () => {
  /** Parcels with historic fabric, and homes, that are torn down in seven years. */
  const torn = (policies: PolicyUse[]) =>
    ['2', '3', '6'].map(seed => {
      const start = createSimulation(scenario({ years: 20 }), generateCity('small', seed), { seed })
      const run = branch(start, scenario({ years: 20, policies }))
      const before = run.city.economy.demolishedTotal[0]!
      run.run(84)
      const { parcels, economy } = run.city
      const fabric = rowsOf(parcels.rows).filter(
        p => start.city.parcels.heritage[p]! > 0 && start.city.parcels.use[p] === USE.residential,
      )
      return {
        fabric: fabric.filter(p => parcels.heritage[p] === 0).length,
        homes: economy.demolishedTotal[0]! - before,
      }
    })
  const [usual, lines] = [torn([]), torn([use('red_line', { heritage: 1 })])]
  for (const city of usual) expect(city.fabric).toBe(1)
  for (const city of lines) expect(city.fabric).toBe(0)
  const sum = (cities: typeof usual): number => cities.reduce((all, { homes }) => all + homes, 0)
  expect(sum(lines)).toBeGreaterThan(0.9 * sum(usual))
}, 300_000)

describe('a limit on land banks', () => {
  /** Months that a site waits in a boom, and what has become of it after so long. */
  const wait = (limit: number | null): { months: number; returned: number } => {
    const city = copy()
    // rents are expected to grow faster than interest for as long as anybody looks
    city.buildings.growthExpected.fill(0.09)
    // no other site waits
    for (const j of rowsOf(city.projects.rows)) city.projects.state[j] = STATE.free
    const i = freeProject(city)
    const p = rowsOf(city.parcels.rows).find(q => city.parcels.use[q] === USE.vacant)!
    const site = { parcel: p, state: STATE.site, opened: 0, stateSince: 0, developer: 0, dwellings: 100 }
    for (const [name, value] of Object.entries(site)) city.projects[name as keyof typeof site][i] = value
    city.projects.landPrice[i] = 1e9
    city.projects.cost[i] = 1e9
    const before = flowTotal(city, 'landReturned')
    const rules = rulesWith(levers => {
      levers.land_bank.max_months = limit
    })
    let months = 0
    for (city.tick = 1; city.tick <= 60 && city.projects.state[i] === STATE.site; city.tick++) {
      developers.run(city, rules)
      months++
    }
    return { months, returned: flowTotal(city, 'landReturned') - before }
  }

  test('takes hoarded sites back at a loss to the developer, who without a limit waits the boom out', () => {
    const [free, limited] = [wait(null), wait(12)]
    expect(free).toEqual({ months: 60, returned: 0 })
    expect(limited.months).toBe(12)
    expect(limited.returned).toBeCloseTo(0.8e9, -3)
  })
})

describe('the land-finance impulse', () => {
  test('offers more land in a deficit and nothing more in a surplus', () => {
    const offered = (impulse: number, gap: number): number => {
      const city = copy()
      city.economy.gap[0] = gap
      city.economy.landOffer[0] = 0
      const rules = rulesWith(levers => {
        levers.land_finance.impulse = impulse
      })
      land.run(city, rules)
      return city.economy.landOffer[0]!
    }
    expect(offered(1.5, 0.8)).toBeGreaterThan(offered(0.6, 0.8))
    expect(offered(0.6, 0.8)).toBeGreaterThan(offered(0, 0.8))
    expect(offered(1.5, -0.3)).toBe(offered(0, -0.3))
  })
})

describe('coordination', () => {
  test('buys more small works for the same contracts: 30 % less a work at full coordination', () => {
    /** Works that a year's contracts add to what volunteers do anyway. */
    const bought = (coordination: number): number => {
      const rules = rulesWith(levers => {
        levers.co_governance.coordination = coordination
      })
      const [paid, unpaid] = [1e9, 0].map(contract => {
        const city = copy()
        city.tick = 3
        // far from a whole work, so that none is done and all is counted
        city.zones.work.fill(-1000)
        city.districts.contract.fill(contract)
        participation.run(city, rules)
        return rowsOf(city.zones.rows).reduce((sum, z) => sum + city.zones.work[z]!, 0)
      })
      return paid! - unpaid!
    }
    expect(bought(1) / bought(0)).toBeCloseTo(1 / 0.7, 2)
  })
})

describe('walls under rules of consent', () => {
  test('stay where insiders hold on to them, who open fewer the more they would lose', () => {
    const opened = (threshold: number, worth: number): number => {
      const city = copy()
      city.parameters.utility_gate = worth
      const rules = rulesWith(levers => {
        levers.open_walls.share = 1
        levers.consent.threshold = threshold
      })
      renewal.run(city, rules)
      return rowsOf(city.estates.rows).filter(e => city.estates.walled[e] === 0).length
    }
    const [all, agreed, fewer] = [opened(0, 0.3), opened(0.5, 0.3), opened(0.5, 1.5)]
    expect(agreed).toBeLessThan(all)
    expect(fewer).toBeLessThanOrEqual(agreed)
    // institutions open without a vote
    expect(fewer).toBeGreaterThan(0)
  })
})
