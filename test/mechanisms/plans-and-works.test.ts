import { describe, expect, test } from 'vitest'
import { AXIS_REACH, axisDistances } from '../../src/city/axes.ts'
import { KIND } from '../../src/city/buildings.ts'
import type { City } from '../../src/city/city.ts'
import { STATE } from '../../src/city/developers.ts'
import { CAUSE, loseHome } from '../../src/city/displacement.ts'
import { CARRIED } from '../../src/city/economy.ts'
import { foundCity, plannedRatio } from '../../src/city/found.ts'
import { generateCity } from '../../src/city/generate.ts'
import { entityHash } from '../../src/city/hash.ts'
import { REGISTERED, TENURE } from '../../src/city/households.ts'
import { propertyTaxOf } from '../../src/city/housing.ts'
import { flowOfYear, flowTotal } from '../../src/city/ledger.ts'
import { defaultParameters } from '../../src/city/parameters.ts'
import { ACCESS, ACCESS_KINDS, USE } from '../../src/city/parcels.ts'
import { type Rules, rulesOf } from '../../src/city/rules.ts'
import { restoreCity, saveCity } from '../../src/city/save.ts'
import { userCost } from '../../src/city/utility.ts'
import { createLuck } from '../../src/lib/random.ts'
import { refreshAmenities } from '../../src/processes/amenities.ts'
import { budget } from '../../src/processes/budget.ts'
import { capital } from '../../src/processes/capital.ts'
import { land } from '../../src/processes/land.ts'
import { networks } from '../../src/processes/networks.ts'
import { buyMobileHomes, extendRail, nextStation, planning } from '../../src/processes/planning.ts'
import { publicHousing } from '../../src/processes/publicHousing.ts'
import { moveRents, rents } from '../../src/processes/rents.ts'
import { schools } from '../../src/processes/schools.ts'
import { siteValue } from '../../src/processes/siteValue.ts'
import { taxes } from '../../src/processes/taxes.ts'
import { buildPublicHomes, repairHomes } from '../../src/processes/works.ts'
import { branch, createSimulation, type Simulation } from '../../src/simulation.ts'
import { scenario, use } from '../laws/plain.ts'
import { atRest, rulesWith } from './city.ts'

/** One small city at tick 0; every test takes its own copy of it. */
const root = createSimulation(scenario({ years: 20 }), generateCity('small', '1'), { seed: '1' })
const under = (...policies: ReturnType<typeof use>[]): Simulation => branch(root, scenario({ years: 20, policies }))
const copy = (): City => under().city
const rich = (city: City): City => {
  city.accounts.cash[0]! += 1e13
  return city
}
/** Developers with capital for every site: then bids are what sites are worth. */
const capable = (city: City): City => {
  for (let d = 0; d < city.developers.rows; d++) city.developers.cash[d] = city.developers.startingCapital[d] = 1e13
  return city
}
const rows = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length

describe('a property tax', () => {
  test('of 0.6 % on 85 m² at 11,500 yuan/m² bills 489 yuan a month', () => {
    const city = copy()
    city.economy.propertyTax[0] = 0.006
    city.buildings.floor[0] = 85
    city.buildings.price[0] = 1_150_000
    expect(Math.round(propertyTaxOf(city, 0, 2) / 100)).toBe(489)
    city.economy.taxExempt[0] = 20
    expect(Math.round(propertyTaxOf(city, 0, 2) / 100)).toBe(Math.round((489 * 45) / 85))
    expect(propertyTaxOf(city, 0, 5)).toBe(0)
  })

  test('lowers prices at once by user cost over user cost and rate', () => {
    const before = copy()
    const after = copy()
    rents.run(before, atRest)
    rents.run(
      after,
      rulesWith(levers => {
        levers.property_tax.rate = 0.01
      }),
    )
    for (const b of rows(before.buildings.rows)) {
      if (before.buildings.dwellings[b] === 0) continue
      const u = userCost(before, before.buildings.growthExpected[b]!)
      expect(after.buildings.price[b]! / before.buildings.price[b]!).toBeCloseTo(u / (u + 0.01), 9)
    }
  })

  test('is paid from what people have, most by those who own much and earn little, and costs the city 3 % of it', () => {
    const city = copy()
    rents.run(
      city,
      rulesWith(levers => {
        levers.property_tax.rate = 0.006
      }),
    )
    const { households } = city
    const saved = households.savings.slice()
    taxes.run(city, atRest)
    const of = (h: number): number => saved[h]! - households.savings[h]!
    const owners = rows(households.rows).filter(
      h => households.size[h]! > 0 && households.home[h]! >= 0 && households.tenure[h] === TENURE.owner && of(h) > 0,
    )
    expect(owners.length).toBeGreaterThan(500)
    const burden = (q: number): number =>
      mean(owners.filter(h => households.quintile[h] === q).map(h => of(h) / households.level[h]!))
    expect(burden(0)).toBeGreaterThan(burden(4))
    const receipts = (['propertyTax', 'propertyTaxLandlords', 'propertyTaxDevelopers'] as const).map(kind =>
      flowOfYear(city, kind),
    )
    const sum = receipts.reduce((a, b) => a + b, 0)
    const cost = city.policyCosts.get('property_tax')!.reduce((a, b) => a + b, 0)
    expect(cost / -sum).toBeCloseTo(0.97, 6)
  })
})

describe('a limit on the growth of rents', () => {
  const yearUnder = (limit: number | null): City => {
    const city = copy()
    // nobody finds an empty home: rents are under pressure everywhere
    for (const b of rows(city.buildings.rows)) city.buildings.named1[b] = 100
    for (let n = 0; n < 12; n++) moveRents(city, { step: 1, clip: 0.02, settling: false, limit })
    return city
  }
  const free = yearUnder(null)
  const limited = yearUnder(0)

  test('holds every rent and lets no rent rise that would have fallen', () => {
    for (const b of rows(free.buildings.rows)) {
      if (free.buildings.dwellings[b] === 0) continue
      expect(limited.buildings.rent[b]!).toBeLessThanOrEqual(free.buildings.rent[b]! * (1 + 1e-12))
    }
  })

  test('makes what it holds wear twice as fast, and nothing else', () => {
    const start = copy()
    let held = 0
    for (const b of rows(free.buildings.rows)) {
      const [was, normal, worn] = [start, free, limited].map(city => city.buildings.quality[b]!)
      if (free.buildings.dwellings[b] === 0 || worn! <= 0.15 || normal! <= 0.15) continue
      const twice = (was! - worn!) / (was! - normal!)
      if (limited.buildings.rent[b] === free.buildings.rent[b]) expect(twice).toBeCloseTo(1, 3)
      else if (twice > 1.9) held++
    }
    expect(held).toBeGreaterThan(20)
  })

  test('lowers prices and with them bids for land', () => {
    const bid = (city: City): number => {
      const sites = rows(city.parcels.rows).filter(p => city.parcels.use[p] === USE.vacant)
      return mean(sites.map(p => siteValue(city, atRest, p).best?.value ?? 0))
    }
    expect(bid(capable(limited))).toBeLessThan(bid(capable(free)))
  })
})

describe('red lines', () => {
  test('bar every sale inside and leave it to others outside', () => {
    // land is offered without end on poor terms: whatever can be sold is
    const sold = (heritage: number, nature: number): { inside: number; outside: number } => {
      const city = copy()
      const rules = rulesWith(levers => {
        Object.assign(levers.red_line, { heritage, nature })
        Object.assign(levers.compensation, { owner: 0.8, tenant_months: 0 })
      })
      city.parameters.offer_share = city.parameters.new_land_share = 1
      // only renewal and hills are open
      for (const p of rows(city.parcels.rows))
        if (city.parcels.use[p] === USE.vacant || city.parcels.use[p] === USE.farmland) city.parcels.redLine[p] = 8
      for (const d of rows(city.developers.rows)) city.developers.cash[d] = city.developers.startingCapital[d] = 1e13
      for (let n = 0; n < 4; n++) {
        city.tick = n
        city.economy.landOffer[0] = 1e5
        land.run(city, rules)
      }
      const projects = rows(city.projects.rows).filter(
        i => city.projects.state[i] !== STATE.free && city.projects.opened[i]! >= 0,
      )
      const isProtected = (i: number): boolean => {
        const parcel = city.plan.parcels[city.projects.parcel[i]!]!
        return (parcel.heritage ?? 0) > 0 || parcel.use === 'nature'
      }
      const inside = projects.filter(isProtected).length
      return { inside, outside: projects.length - inside }
    }
    const free = sold(0, 0)
    const lines = sold(1, 1)
    expect(free.inside).toBeGreaterThan(0)
    expect(lines.inside).toBe(0)
    expect(lines.outside).toBeGreaterThanOrEqual(free.outside)
  })
})

describe('a purchase limit', () => {
  test('leaves more of new stock with developers and less with landlords', () => {
    const share = (run: Simulation): number => {
      run.run(36)
      const { buildings } = run.city
      let landlords = 0
      let homes = 0
      for (const b of rows(buildings.rows))
        if (buildings.developer[b]! >= 0 && buildings.dwellings[b]! > 0) {
          landlords += buildings.landlordStock[b]!
          homes += buildings.dwellings[b]!
        }
      return landlords / homes
    }
    expect(share(under(use('purchase_limit', { homes: 1 })))).toBeLessThan(share(under()))
  })
})

describe('schools', () => {
  const september = (move: Parameters<typeof rulesWith>[0]): City => {
    const city = rich(copy())
    city.tick = 8
    schools.run(city, rulesWith(move))
    return city
  }
  const seated = (city: City, registered: boolean): number =>
    rows(city.households.rows).filter(
      h =>
        city.households.size[h]! > 0 &&
        city.households.seat[h]! >= 0 &&
        ((city.households.flags[h]! & REGISTERED) !== 0) === registered,
    ).length
  const spread = (city: City): number => {
    const q = rows(city.facilities.rows)
      .filter(f => city.facilities.kind[f] === 0)
      .map(f => city.facilities.quality[f]!)
    const m = mean(q)
    return mean(q.map(x => (x - m) * (x - m)))
  }
  const usual = september(() => {})

  test('opened to migrants seat more of their children, at 9,000 yuan a seat', () => {
    const open = september(levers => {
      levers.schools.open_to_migrants = 1
    })
    const more = seated(open, false) - seated(usual, false)
    expect(more).toBeGreaterThan(0)
    expect(seated(open, true)).toBe(seated(usual, true))
    const cost = open.policyCosts.get('schools')!.reduce((a, b) => a + b, 0)
    expect(cost / 100 / open.economy.incomeIndex[0]! / 9000).toBeCloseTo(more, 0)
  })

  test('that get the same money differ less', () => {
    const equal = september(levers => {
      levers.schools.equalise = 1
    })
    expect(spread(equal)).toBeLessThan(spread(usual))
  })

  test('grow with the standard of seats; seats beyond what is usual are paid for', () => {
    const capacity = (city: City): number =>
      rows(city.facilities.rows)
        .filter(f => city.facilities.kind[f] === 0)
        .reduce((sum, f) => sum + city.facilities.capacity[f]!, 0)
    const more = september(levers => {
      levers.schools.seats_per_1000 = 60
    })
    expect(capacity(more)).toBeGreaterThan(capacity(usual))
    expect(more.policyCosts.get('schools')![8]!).toBeGreaterThan(0)
    expect(usual.policyCosts.get('schools')?.[8] ?? 0).toBe(0)
  })
})

describe('the justice programme', () => {
  const december = (move: Parameters<typeof rulesWith>[0], before: (city: City) => void = () => {}): City => {
    const city = copy()
    city.tick = 11
    city.accounts.cash[0] = 3e11
    before(city)
    budget.run(city, rulesWith(move))
    return city
  }
  const built = (city: City, kind: number): number =>
    rows(city.facilities.rows).filter(f => city.facilities.kind[f] === kind && city.facilities.built[f] === 11).length

  test('builds clinics first where need weighs more, and fewer of the rest', () => {
    const by = (weight: number): [number, number] => {
      const city = december(levers => {
        levers.clinics.need_weight = weight
        levers.kpi_reform.justice_weight = 1
      })
      return [built(city, 1), built(city, 0) + built(city, 2) + built(city, 3)]
    }
    const [few, others] = by(0)
    const [many, fewer] = by(1)
    expect(many).toBeGreaterThanOrEqual(few)
    expect(many + fewer).toBe(few + others)
    expect(few + others).toBeGreaterThan(0)
  })

  test('repairs old homes out of its own money: other parts get less', () => {
    const spent = (share: number): [number, number] => {
      const city = december(levers => {
        levers.micro_repair.budget_share = share
      })
      return [
        flowOfYear(city, 'microRepair') + city.economy.carried[CARRIED.microRepair]!,
        flowOfYear(city, 'facilities') + city.economy.carried[CARRIED.facilities]!,
      ]
    }
    const [usual, facilities] = spent(0.03)
    const [more, less] = spent(0.3)
    expect(more).toBeGreaterThan(usual)
    expect(less).toBeLessThan(facilities)
  })

  test('siting of public homes by need puts them nearer to facilities than cheap land does', () => {
    const nearness = (siting: 'cheap_land' | 'need'): number => {
      const city = copy()
      const rules = rulesWith(levers => {
        levers.public_building.siting = siting
      })
      buildPublicHomes(city, rules, 3e10)
      const sites = rows(city.projects.rows).filter(
        i => city.projects.kind[i] === 3 && city.projects.stateSince[i] === 0,
      )
      expect(sites.length).toBeGreaterThan(0)
      return mean(
        sites.map(i => {
          const p = city.projects.parcel[i]!
          return mean(rows(4).map(kind => city.parcels.access[p * ACCESS_KINDS + kind]!))
        }),
      )
    }
    expect(nearness('need')).toBeGreaterThan(nearness('cheap_land'))
  })
})

test('micro-repair lifts the condition of the worst old homes and no other', () => {
  const city = copy()
  const before = city.buildings.quality.slice()
  const left = repairHomes(city, atRest, 5e9)
  expect(left).toBeGreaterThanOrEqual(0)
  const mended = rows(city.buildings.rows).filter(b => city.buildings.quality[b]! > before[b]!)
  expect(mended.length).toBeGreaterThan(0)
  for (const b of mended) {
    expect(city.buildings.age[b]!).toBeGreaterThan(240)
    expect(city.buildings.quality[b]!).toBeLessThanOrEqual(0.75 + 1e-6)
  }
})

describe('pocket parks', () => {
  test('raise rents within 400 m in two years, against parks in name alone, in the mean of cities', () => {
    const lead = ({ city: { parcels, buildings } }: Simulation, parks: readonly number[]): number => {
      const [near, far]: [number[], number[]] = [[], []]
      for (const b of rows(buildings.rows)) {
        if (buildings.dwellings[b] === 0 || buildings.age[b]! < 30) continue
        const p = buildings.parcel[b]!
        const isNear = parks.some(q => Math.hypot(parcels.x[p]! - parcels.x[q]!, parcels.y[p]! - parcels.y[q]!) <= 400)
        ;(isNear ? near : far).push(Math.log(buildings.rent[b]!))
      }
      return mean(near) - mean(far)
    }
    const gains = ['1', '2', '3', '4', '5', '6'].map(seed => {
      const start = createSimulation(scenario({ years: 20 }), generateCity('small', seed), { seed })
      // the same sites in both arms; in one the parks serve nobody
      const [real, placebo] = [true, false].map(green => {
        const run = branch(start, scenario({ years: 20 }))
        const { city } = run
        city.accounts.cash[0]! += 1e11
        city.economy.carried[CARRIED.pocket_parks] = 1.5e8
        city.tick = 11
        budget.run(city, atRest)
        const all = rows(city.facilities.rows).filter(
          f => city.facilities.kind[f] === 5 && city.facilities.built[f] === 11,
        )
        // few enough that some homes are far from all of them
        const parks = all.slice(0, 5)
        expect(parks.length).toBe(5)
        for (const f of green ? all.slice(5) : all) city.facilities.capacity[f] = 0
        city.tick = 0
        // a new estate moves the rents about it by more than a garden does
        city.parameters.offer_share = city.parameters.new_land_share = 0
        run.run(24)
        return lead(
          run,
          parks.map(f => city.facilities.parcel[f]!),
        )
      }) as [number, number]
      return real - placebo
    })
    expect(mean(gains), gains.map(gain => gain.toFixed(4)).join(' ')).toBeGreaterThan(0)
  }, 120_000)
})

describe('small homes', () => {
  test('are built where the city pays part of their cost, and land bids take part of the money', () => {
    const city = copy()
    for (const d of rows(city.developers.rows)) city.developers.cash[d] = city.developers.startingCapital[d] = 1e13
    // here homes of 90 m² would sell best
    for (const z of rows(city.zones.rows)) city.zones.hedonicGap.set([0.02, -0.03, -0.03], z * 6)
    const sites = rows(city.parcels.rows).filter(p => city.parcels.use[p] === USE.vacant)
    const offers = (rules: Rules) => sites.flatMap(p => siteValue(city, rules, p).best ?? [])
    const usual = offers(atRest)
    const aided = offers(
      rulesWith(levers => {
        levers.use_value.subsidy = 0.2
        levers.use_value.max_floor = 70
      }),
    )
    const small = (list: typeof usual): number => mean(list.map(({ floor }) => (floor <= 70 ? 1 : 0)))
    expect(small(aided)).toBeGreaterThan(small(usual))
    expect(mean(aided.map(({ value }) => value))).toBeGreaterThan(mean(usual.map(({ value }) => value)))
  })
})

describe('mixed uses', () => {
  test('leave less floor for homes and lower the bid; homes above shops have a market at the door', () => {
    const city = capable(copy())
    const bids = (mix: number): number => {
      const rules = rulesWith(levers => {
        levers.zoning.mix = mix
      })
      return mean(
        rows(city.parcels.rows)
          .filter(p => city.parcels.use[p] === USE.vacant)
          .map(p => siteValue(city, rules, p).best?.value ?? 0),
      )
    }
    expect(bids(1)).toBeLessThan(bids(0))
    const p = city.buildings.parcel[0]!
    refreshAmenities(city)
    const before = city.parcels.needs[p * ACCESS_KINDS + ACCESS.market]!
    city.parcels.shopMix[p] = 1
    refreshAmenities(city)
    expect(city.parcels.needs[p * ACCESS_KINDS + ACCESS.market]! - before).toBeCloseTo(0.2, 5)
  })
})

describe('axes of growth', () => {
  test('draw the land that is offered to them, allow more floor there, and go on to allow it', () => {
    const offered = (strength: number): { share: number; city: City } => {
      const city = copy()
      const rules = rulesWith(levers => {
        levers.growth_axes.strength = strength
      })
      for (const d of rows(city.developers.rows)) city.developers.cash[d] = city.developers.startingCapital[d] = 1e13
      for (let n = 0; n < 60; n += 3) {
        city.tick = n
        city.economy.landOffer[0] = 150
        land.run(city, rules)
      }
      const distance = axisDistances(city, 3)
      const sites = rows(city.projects.rows).filter(
        i => city.projects.state[i] !== STATE.free && city.projects.opened[i]! >= 0,
      )
      return { share: mean(sites.map(i => (distance[city.projects.parcel[i]!]! <= AXIS_REACH ? 1 : 0))), city }
    }
    const { share, city } = offered(1)
    expect(share).toBeGreaterThan(offered(0).share)
    const distance = axisDistances(city, 3)
    const raised = rows(city.parcels.rows).filter(p => city.parcels.farMax[p]! > 1.01 * plannedRatio(city, p))
    expect(raised.length).toBeGreaterThan(0)
    expect(raised.every(p => distance[p]! <= AXIS_REACH)).toBe(true)
    land.run(city, atRest)
    for (const p of raised) expect(city.parcels.farMax[p]!).toBeCloseTo(1.5 * plannedRatio(city, p), 5)
  })
})

describe('a new centre of work', () => {
  test('takes its jobs from the others, a fiftieth of all a year, and brings work nearer on its own side of the city', () => {
    // in a small city trains bring everybody to every centre in the same time: what is far is so from a medium city on
    const city = foundCity(generateCity('medium', '1'), defaultParameters(), createLuck('1', 0), 20)
    networks.run(city, atRest)
    const { centres, parcels, buildings } = city
    const last = centres.rows - 1
    expect(centres.jobs[last]).toBe(0)
    const stood = rows(parcels.rows * centres.rows).filter(i => i % centres.rows !== last)
    const minutes = stood.map(i => parcels.minutes[i]!)
    /** minutes from a parcel to the mean job */
    const toWork = (p: number): number =>
      rows(centres.rows).reduce((sum, c) => sum + centres.jobs[c]! * parcels.minutes[p * centres.rows + c]!, 0)
    const edge = rows(parcels.rows).filter(
      p =>
        parcels.firstBuilding[p]! >= 0 &&
        buildings.dwellings[parcels.firstBuilding[p]!]! > 0 &&
        Math.hypot(parcels.x[p]!, parcels.y[p]!) > 0.7 * city.plan.radius,
    )
    const before = new Map(edge.map(p => [p, toWork(p)]))
    const rules = rulesWith(levers => {
      levers.new_centre.jobs_share = 0.4
      levers.new_centre.distance = 0.8
    })
    for (let n = 0; n < 12; n++) planning.run(city, rules)
    expect(centres.jobs[last]).toBeCloseTo(0.02, 6)
    for (let n = 0; n < 240; n++) planning.run(city, rules)
    expect(centres.jobs[last]).toBeCloseTo(0.4, 6)
    expect(rows(centres.rows).reduce((sum, c) => sum + centres.jobs[c]!, 0)).toBeCloseTo(1, 5)
    // the way to the centres that stood is what it was, whatever has been walled in since
    expect(stood.map(i => parcels.minutes[i]!)).toEqual(minutes)
    const side = (p: number): number => parcels.x[p]! * centres.x[last]! + parcels.y[p]! * centres.y[last]!
    const change = (here: (p: number) => boolean): number =>
      mean(edge.filter(here).map(p => toWork(p) - before.get(p)!))
    expect(change(p => side(p) > 0)).toBeLessThan(0)
    expect(change(p => side(p) < 0)).toBeGreaterThan(0)
  })
})

describe('rail', () => {
  test('shortens travel where it goes, opens after two years, and leaves bids for land lower where its gain is captured', () => {
    const city = capable(copy())
    const { parcels, stations, centres, zones } = city
    expect(nextStation(city)).not.toBeNull()
    const before = parcels.minutes.slice()
    const stood = stations.rows
    const left = extendRail(city, 3e10)
    expect(left).toBeGreaterThanOrEqual(0)
    expect(stations.rows).toBeGreaterThan(stood)
    city.tick = 23
    planning.run(city, atRest)
    expect(parcels.minutes.slice(0, before.length)).toEqual(before)
    city.tick = 24
    planning.run(city, atRest)
    const shorter = rows(parcels.rows * centres.rows).filter(i => parcels.minutes[i]! < before[i]!)
    expect(shorter.length).toBeGreaterThan(0)
    for (const i of rows(parcels.rows * centres.rows)) expect(parcels.minutes[i]!).toBeLessThanOrEqual(before[i]!)
    for (const z of rows(zones.rows)) zones.hedonicGap[z * 6 + 4] = 0.08
    const bid = (capture: number): number => {
      const rules = rulesWith(levers => {
        levers.rail.value_capture = capture
      })
      return mean(
        rows(parcels.rows)
          .filter(p => parcels.use[p] === USE.vacant)
          .map(p => siteValue(city, rules, p).best?.value ?? 0),
      )
    }
    expect(bid(1)).toBeLessThan(bid(0))
  })
})

test('rail is not paid for where no station more saves anybody a minute, and what was kept for it is free again', () => {
  const city = rich(copy())
  const year = (bills: Rules['bills']): string => {
    const run = restoreCity(saveCity(city, null), city.plan, city.parameters, city.luck).city
    budget.run(run, rulesOf(atRest.levers, bills))
    return entityHash(run)
  }
  const bill = [{ policy: 'rail', amount: 5e8, buys: true }] as const
  city.tick = 11
  expect(year(bill)).not.toBe(year([]))
  while (nextStation(city) !== null) extendRail(city, 1e12)
  city.economy.carried[CARRIED.rail] = 1e9
  expect(year(bill)).toBe(year([]))
})

describe('a market for the land of villages', () => {
  test('pays villages what the treasury loses, less a fifth in tax', () => {
    const sold = (share: number): City => {
      const city = copy()
      for (const d of rows(city.developers.rows)) city.developers.cash[d] = city.developers.startingCapital[d] = 1e13
      for (const p of rows(city.parcels.rows)) if (city.parcels.use[p] === USE.vacant) city.parcels.redLine[p] = 8
      const rules = rulesWith(levers => {
        levers.city_rural.collective_market = share
        levers.red_line.farmland = 0
      })
      for (let n = 0; n < 36; n++) {
        city.tick = n
        city.economy.landOffer[0] = 1000
        land.run(city, rules)
      }
      return city
    }
    const cash = (city: City): number => city.villages.cash.reduce((a, b) => a + b, 0)
    const own = sold(1)
    const state = sold(0)
    const paid = flowTotal(own, 'collectiveLand')
    expect(paid).toBeGreaterThan(0)
    expect(flowTotal(own, 'collectiveTax') / paid).toBeCloseTo(0.2, 6)
    expect(flowTotal(own, 'landPrice')).toBeLessThan(flowTotal(state, 'landPrice'))
    expect(cash(own)).toBeGreaterThan(cash(state))
  })
})

describe('mobile homes', () => {
  test('house those without a home first, hold up land, and send people to the head of the queue when they go', () => {
    const city = copy()
    const { households } = city
    const homeless = rows(households.rows)
      .filter(h => households.size[h]! > 0 && households.home[h]! < 0)
      .slice(0, 5)
    const rules = rulesWith(levers => {
      levers.mobile_homes.stock_per_1000 = 10
      levers.mobile_homes.months = 6
    })
    buyMobileHomes(city, rules, 1e10)
    const stood = rows(city.buildings.rows).filter(b => city.buildings.kind[b] === KIND.mobile)
    expect(stood.length).toBeGreaterThan(0)
    // some have searched; of those who lose their home now the poor are taken in at once
    for (const h of homeless) households.searchStart[h] = city.tick
    const [poor, rich] = [0, 4].map(q => {
      const h = rows(households.rows).find(
        one => households.home[one]! >= 0 && households.quintile[one] === q && households.level[one]! > q * 5000,
      )!
      loseHome(city, h, CAUSE.demolition)
      return h
    }) as [number, number]
    publicHousing.run(city, rules)
    const housed = rows(households.rows).filter(
      h => households.size[h]! > 0 && city.buildings.kind[households.home[h]!] === KIND.mobile,
    )
    expect(housed).toContain(poor)
    expect(housed).not.toContain(rich)
    expect(housed.length).toBeGreaterThan(1)
    for (const b of stood) expect(city.parcels.use[city.buildings.parcel[b]!]).toBe(USE.vacant)
    city.tick = 6
    planning.run(city, rules)
    expect(rows(city.buildings.rows).some(b => city.buildings.kind[b] === KIND.mobile)).toBe(false)
    for (const h of housed) expect(households.home[h]).toBe(-1)
    for (const h of housed) expect(households.queueSince[h]!).toBeLessThan(0)
  })
})

describe('capital that is not after housing alone', () => {
  test('takes hills beside walled estates as gardens where green sells, and none inside a red line', () => {
    const enclosed = (nature: number, gap: number): number => {
      const city = copy()
      const { parcels, zones, projects, developers } = city
      city.parameters.offer_share = city.parameters.new_land_share = 1
      for (const d of rows(developers.rows)) developers.cash[d] = developers.startingCapital[d] = 1e13
      const rules = rulesWith(levers => {
        levers.red_line.nature = nature
        levers.red_line.farmland = 0
      })
      for (const p of rows(parcels.rows)) if (parcels.use[p] === USE.vacant) parcels.redLine[p] = 8
      for (const z of rows(zones.rows)) zones.hedonicGap.set([0.1, 0, 0, gap], z * 6)
      for (let n = 0; n < 24; n++) {
        city.tick = n
        city.economy.landOffer[0] = 1e5
        land.run(city, rules)
      }
      const sold = rows(projects.rows).filter(i => projects.state[i] !== STATE.free && projects.enclosed[i]! >= 0)
      expect(flowTotal(city, 'natureSold') > 0).toBe(sold.length > 0)
      return sold.length
    }
    expect(enclosed(0, 0.1)).toBeGreaterThan(0)
    expect(enclosed(0, 0)).toBe(0)
    expect(enclosed(1, 0.1)).toBe(0)
  })

  test('buys historic fabric where visitors come, closes and repairs it, and nothing inside a red line', () => {
    const closed = (visitors: number, line: boolean): City => {
      const city = copy()
      city.parameters.offer_share = city.parameters.new_land_share = 1
      const { parcels } = city
      for (const p of rows(parcels.rows)) {
        parcels.visitors[p] = visitors
        if (line) parcels.redLine[p] = 1
      }
      capital.run(city, atRest)
      return city
    }
    const shut = ({ parcels }: City): number[] => rows(parcels.rows).filter(p => parcels.heritageOpen[p] === 0)
    const busy = closed(200, false)
    expect(shut(busy).length).toBeGreaterThan(0)
    expect(flowTotal(busy, 'leisurePrice')).toBeGreaterThan(0)
    for (const p of shut(busy)) expect(busy.parcels.heritageRepair[p]).toBe(1)
    expect(shut(closed(5, false))).toEqual([])
    expect(shut(closed(200, true))).toEqual([])
  })
})
