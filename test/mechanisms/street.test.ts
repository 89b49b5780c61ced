import { beforeAll, describe, expect, test } from 'vitest'
import { KIND } from '../../src/city/buildings.ts'
import type { City } from '../../src/city/city.ts'
import { CELLS } from '../../src/city/economy.ts'
import { generateCity } from '../../src/city/generate.ts'
import {
  AIDED,
  CLASSES,
  MICRO_JOB,
  moveIn,
  moveOut,
  RECYCLER,
  STAGE,
  TENURE,
  VENDING,
} from '../../src/city/households.ts'
import { feeRate, income } from '../../src/city/housing.ts'
import { flowTotal } from '../../src/city/ledger.ts'
import type { Levers } from '../../src/city/levers.ts'
import { ACCESS, ACCESS_KINDS, SETTING_CORE, USE } from '../../src/city/parcels.ts'
import { facilityKinds } from '../../src/city/plan.ts'
import { createSeeker, readSeeker, refreshWorth, travelCost, valueOf } from '../../src/city/utility.ts'
import { measureNamed } from '../../src/metrics/index.ts'
import { refreshAmenities } from '../../src/processes/amenities.ts'
import { commerce } from '../../src/processes/commerce.ts'
import { encounters, meet } from '../../src/processes/encounters.ts'
import { environment } from '../../src/processes/environment.ts'
import { improvements } from '../../src/processes/improvements.ts'
import { informal } from '../../src/processes/informal.ts'
import { networks } from '../../src/processes/networks.ts'
import type { Process } from '../../src/processes/process.ts'
import { search } from '../../src/processes/search.ts'
import { siteValue } from '../../src/processes/siteValue.ts'
import { studentInterval } from '../../src/results/statistics.ts'
import { branch, createSimulation, type Simulation } from '../../src/simulation.ts'
import { scenario, use } from '../laws/plain.ts'
import { copyOf, rulesWith } from './city.ts'

const SQUARE = facilityKinds.indexOf('square')

let root: Simulation
beforeAll(() => {
  root = createSimulation(scenario({ years: 20 }), generateCity('small', 'harbour'), { seed: 'street' })
}, 120_000)

const nothing = (): void => {}

/** The city after some processes alone have run for some months under moved levers. */
function runFor(months: number, processes: readonly Process[], move: (levers: Levers) => void = nothing): City {
  const city = copyOf(root.city)
  const rules = rulesWith(move)
  city.economy.confiscations.fill(0)
  city.changes = 0
  for (let n = 0; n < months; n++) {
    for (const process of processes) process.run(city, rules)
    // streets stand as they did at tick 0
    city.changes = 0
    city.tick++
  }
  return city
}

const sum = (values: ArrayLike<number>, rows: number, of: (i: number) => boolean = () => true): number => {
  let total = 0
  for (let i = 0; i < rows; i++) if (of(i)) total += values[i]!
  return total
}

/** Mean of what classes meet, weighted by visits. */
const met = ({ economy }: City): number =>
  sum(
    Array.from(economy.encounters.subarray(0, CLASSES), (e, c) => e * economy.goingOut[c]!),
    CLASSES,
  ) / sum(economy.goingOut, CLASSES)
const streets = [improvements, networks, encounters]

describe('stalls', () => {
  const trade = [informal, commerce]
  const vendors = ({ zones }: City): number => sum(zones.vendors, zones.rows)
  const sales = ({ zones }: City): number =>
    sum(
      Array.from(zones.stallIncome.subarray(0, zones.rows), (each, z) => each * zones.vendors[z]!),
      zones.rows,
    )
  const shops = ({ parcels }: City): number => sum(parcels.shopRevenue, parcels.rows)
  const complaining = ({ zones }: City): number => sum(zones.complaints, zones.rows)

  test('are taken less often when they are tolerated; more stand there, and each sells less', () => {
    const usual = runFor(24, [...trade])
    const free = runFor(24, [...trade], levers => {
      levers.informal.tolerance = 1
    })
    expect(vendors(usual)).toBeGreaterThan(5)
    expect(vendors(free)).toBeGreaterThan(vendors(usual))
    expect(sum(free.economy.confiscations, 12)).toBe(0)
    expect(sum(usual.economy.confiscations, 12)).toBeGreaterThan(0)
    expect(sales(free)).toBeGreaterThan(sales(usual))
    expect(sales(free) / vendors(free)).toBeLessThan(sales(usual) / vendors(usual))
    expect(complaining(free)).toBeGreaterThan(complaining(usual))
  })

  test('are more where they are licensed: the poor earn more together and less each, shops less, neighbours complain', () => {
    const usual = runFor(24, [...trade])
    const licensed = runFor(24, [...trade], levers => {
      levers.vendor_zones.slots_per_1000 = 10
    })
    expect(vendors(licensed)).toBeGreaterThan(1.3 * vendors(usual))
    expect(sales(licensed)).toBeGreaterThan(sales(usual))
    expect(sales(licensed) / vendors(licensed)).toBeLessThan(sales(usual) / vendors(usual))
    expect(shops(licensed)).toBeLessThan(shops(usual))
    expect(complaining(licensed)).toBeGreaterThan(complaining(usual))
  })

  test('and recyclers give way to campaigns, which leave main streets better kept', () => {
    const usual = runFor(24, [...trade, environment])
    const campaign = runFor(24, [...trade, environment], levers => {
      levers.beautification.intensity = 1
    })
    const recyclers = ({ zones }: City): number => sum(zones.recyclers, zones.rows)
    expect(vendors(campaign)).toBeLessThan(vendors(usual))
    expect(recyclers(campaign)).toBeLessThan(recyclers(usual))
    expect(sum(campaign.parcels.street, campaign.parcels.rows)).toBeGreaterThan(
      sum(usual.parcels.street, usual.parcels.rows),
    )
  })

  test('are kept by people of little income, never beside recycling', () => {
    const { households, economy } = runFor(12, [...trade])
    let kept = 0
    for (let h = 0; h < households.rows; h++) {
      const flags = households.flags[h]!
      if ((flags & VENDING) === 0) continue
      kept++
      expect(flags & RECYCLER).toBe(0)
      expect(households.level[h]! * (households.unemployedUntil[h]! > 0 ? 0.3 : 1)).toBeLessThan(
        0.56 * economy.medianIncome[0]!,
      )
    }
    expect(kept).toBeGreaterThan(5)
  })
})

test('rooms for micro-jobs raise what the low-skilled earn beside wages, and their keepers leave the street', () => {
  const usual = runFor(12, [improvements, informal])
  const rooms = runFor(12, [improvements, informal], levers => {
    levers.micro_jobs.rooms_per_zone = 4
  })
  const seated = ({ households }: City): number =>
    sum(
      households.flags.map(flags => (flags & 128) / 128),
      households.rows,
    )
  expect(seated(usual)).toBe(0)
  expect(seated(rooms)).toBeGreaterThan(usual.zones.rows)
  for (let h = 0; h < rooms.households.rows; h++)
    if (rooms.households.flags[h]! & 128) expect(rooms.households.skill[h]).toBe(0)
})

describe('a micro-job takes no way to work', () => {
  /** Everybody of low skill earns the same beside wages: in a room of the neighbourhood, or as cash that ties nobody. */
  const earning = (flag: number): City => {
    const city = copyOf(root.city)
    const { households, economy, parameters } = city
    ;(city as { parameters: unknown }).parameters = { ...parameters, life_event_search: 1, life_event_owner_factor: 1 }
    economy.microWage[0] = economy.aid[0] = 400_000
    for (let h = 0; h < households.rows; h++) {
      households.flags[h]! &= ~(VENDING | RECYCLER | MICRO_JOB | AIDED)
      if (households.size[h] === 0 || households.home[h]! < 0 || households.skill[h] !== 0) continue
      households.flags[h]! |= flag
      households.asked[h] = 1
    }
    return city
  }
  const zoneOf = ({ households, buildings, parcels }: City, h: number): number =>
    parcels.zone[buildings.parcel[households.home[h]!]!]!

  test('within the own zone, and the whole of it elsewhere', () => {
    const [room, cash] = [earning(MICRO_JOB), earning(AIDED)]
    const { households, parcels, economy, centres } = room
    const h = Array.from(households.flags).findIndex(flags => flags & MICRO_JOB)
    const [a, b] = [room, cash].map(city => readSeeker(city, rulesWith(nothing), h, income(city, h), createSeeker()))
    expect(a!.income).toBe(b!.income)
    let saved = 0
    for (let p = 0; p < parcels.rows; p++) {
      const minutes = parcels.minutes[p * centres.rows + households.job[h]!]!
      const less = travelCost(cash, b!, p) - travelCost(room, a!, p)
      const isNear = parcels.zone[p] === zoneOf(room, h)
      expect(less).toBeCloseTo(isNear ? (economy.microWage[0]! * minutes) / 600 : 0, 6)
      saved += less
    }
    expect(saved).toBeGreaterThan(0)
  })

  test('so fewer of its keepers leave the neighbourhood than of those who are given the same money', () => {
    // each of the months is a draw of its own from the same city
    const months = [1, 2, 3, 4, 5, 6, 7, 8]
    const [room, cash] = [MICRO_JOB, AIDED].map(flag =>
      months.map(month => {
        const city = earning(flag)
        const { households } = city
        city.tick = month
        const from = Array.from({ length: households.rows }, (_, h) =>
          households.flags[h]! & flag ? zoneOf(city, h) : -1,
        )
        search.run(city, rulesWith(nothing))
        return from.filter((z, h) => z >= 0 && (households.home[h]! < 0 || zoneOf(city, h) !== z)).length
      }),
    ) as [number[], number[]]
    const fewer = months.map((_, i) => cash[i]! - room[i]!)
    expect(studentInterval(fewer)!.low).toBeGreaterThan(0)
  })
})

describe('crowded rooms in villages', () => {
  /** A June in which one village building houses a fifth more households than homes. @returns how many were put out */
  const clearedAt = (tolerance: number): number => {
    const city = copyOf(root.city)
    city.tick = 5
    const { buildings, households, economy } = city
    let fullest = -1
    for (let b = 0; b < buildings.rows; b++)
      if (
        buildings.kind[b] === KIND.village &&
        buildings.dwellings[b]! > 0 &&
        (fullest < 0 ||
          buildings.tenants[b]! / buildings.dwellings[b]! > buildings.tenants[fullest]! / buildings.dwellings[fullest]!)
      )
        fullest = b
    for (
      let h = 0;
      buildings.tenants[fullest]! + buildings.sharing[fullest]! < 1.2 * buildings.dwellings[fullest]!;
      h++
    ) {
      if (households.size[h] === 0 || households.tenure[h] !== TENURE.market || households.home[h]! < 0) continue
      moveOut(city, h)
      moveIn(city, h, fullest, TENURE.informal, true)
    }
    const before = sum(economy.displacements, economy.displacements.length)
    ;(city as { parameters: unknown }).parameters = { ...city.parameters, clearance: 1 }
    informal.run(
      city,
      rulesWith(levers => {
        levers.informal.housing_tolerance = tolerance
      }),
    )
    expect(buildings.sharing[fullest]! === 0).toBe(tolerance === 0)
    return sum(economy.displacements, economy.displacements.length) - before
  }

  test('are let be under full tolerance, and their sharers put out under none', () => {
    expect(clearedAt(1)).toBe(0)
    expect(clearedAt(0)).toBeGreaterThan(5)
  })
})

describe('full villages', () => {
  /** A June in which villages are full and rich. @returns rooms added, and what villages spent [fen] */
  const addedAt = (tolerance: number, rent: number, cash: number): { rooms: number; spent: number } => {
    const city = copyOf(root.city)
    city.tick = 5
    const { buildings, villages } = city
    for (let b = 0; b < buildings.rows; b++) {
      if (buildings.kind[b] !== KIND.village || buildings.dwellings[b] === 0) continue
      buildings.tenants[b] = buildings.dwellings[b]!
      buildings.rent[b]! *= rent
    }
    villages.cash.fill(cash)
    const homes = (): number => sum(buildings.dwellings, buildings.rows)
    const [standing, money] = [homes(), sum(villages.cash, villages.rows)]
    const owned = sum(buildings.landlordStock, buildings.rows)
    const before = flowTotal(city, 'villageRooms')
    informal.run(
      city,
      rulesWith(levers => {
        levers.informal.housing_tolerance = tolerance
      }),
    )
    const rooms = homes() - standing
    expect(sum(buildings.landlordStock, buildings.rows) - owned).toBe(rooms)
    const spent = money - sum(villages.cash, villages.rows)
    expect(flowTotal(city, 'villageRooms') - before).toBe(spent)
    return { rooms, spent }
  }

  test('add storeys as far as such building is tolerated, out of their own cash', () => {
    const [half, all] = [addedAt(0.5, 1, 1e12), addedAt(1, 1, 1e12)]
    expect(half.rooms).toBeGreaterThan(0)
    expect(all.rooms).toBeGreaterThan(1.5 * half.rooms)
    expect(all.spent).toBeGreaterThan(0)
    expect(addedAt(0, 1, 1e12).rooms).toBe(0)
  })

  test('add none where rents would not pay for them, or there is no cash', () => {
    expect(addedAt(1, 0.05, 1e12).rooms).toBe(0)
    expect(addedAt(1, 1, 0).rooms).toBe(0)
  })
})

describe('encounters', () => {
  test('rise when walls come down', () => {
    const paths = [[], [use('open_walls', { share: 1 })]].map(policies => {
      const run = branch(root, scenario({ years: 20, policies }))
      run.city.accounts.cash[0]! += 1e12
      run.run(7)
      return met(run.city)
    })
    expect(paths[1]!).toBeGreaterThan(paths[0]!)
  })

  test('rise with rooms, activities, events, performers, seats and street culture; it is louder where the last four take place', () => {
    const usual = runFor(1, streets)
    const { parcels, zones, facilities } = usual
    const squares = Array.from(facilities.parcel.subarray(0, facilities.rows)).filter(
      (_, f) => facilities.kind[f] === SQUARE,
    )
    const corners = Array.from(zones.meeting.subarray(0, zones.rows))
    const fronts = Array.from({ length: parcels.rows }, (_, p) => p).filter(p => parcels.use[p] === USE.commercial)
    const loud = (city: City, places: readonly number[]): number =>
      places.reduce((all, p) => all + city.parcels.crowding[p]!, 0)
    const levers: [string, (levers: Levers) => void, number[]?][] = [
      ['rooms', l => void (l.micro_spaces.per_zone = 5)],
      ['activities', l => void (l.culture.activities_per_zone_yr = 24)],
      ['events', l => void (l.street_events.per_district_yr = 24), squares],
      ['performers', l => void (l.busking.areas_per_zone = 2), corners],
      ['seats', l => void (l.outdoor_seating.share = 1), fronts],
      ['street culture', l => void (l.street_culture.tolerance = 1), squares],
    ]
    for (const [name, move, places] of levers) {
      const moved = runFor(1, streets, move)
      expect(met(moved), name).toBeGreaterThan(met(usual))
      if (places) expect(loud(moved, places), name).toBeGreaterThan(loud(usual, places))
    }
  })

  test('in rooms of one’s own neighbourhood are with people more alike than those in shopping streets', () => {
    const city = copyOf(root.city)
    const places = meet(
      city,
      rulesWith(levers => {
        levers.micro_spaces.per_zone = 5
      }),
    )
    const mixAt = (of: (parcel: number) => boolean): number => {
      let [all, mixed] = [0, 0]
      for (let j = 0; j < places.count; j++) {
        if (!of(places.parcel[j]!)) continue
        const visits = places.visits.subarray(j * CLASSES, (j + 1) * CLASSES)
        const here = sum(visits, CLASSES)
        for (const n of visits) mixed += n * (1 - n / here)
        all += here
      }
      return mixed / all
    }
    const meeting = new Set(city.zones.meeting.subarray(0, city.zones.rows))
    expect(mixAt(p => meeting.has(p) && city.parcels.use[p] !== USE.commercial)).toBeLessThan(
      mixAt(p => city.parcels.use[p] === USE.commercial),
    )
  })

  describe('go to places by their weight (model §3.25)', () => {
    /** A city of which one parcel is lived in, so that the odds of a place are its weight over all others', and a place near it. */
    function oneHome(): { city: City; f: number; corner: number } {
      const city = copyOf(root.city)
      const { households, buildings, facilities, zones } = city
      const places = meet(city, rulesWith(nothing))
      const lived = new Set<number>()
      for (let h = 0; h < households.rows; h++)
        if (households.size[h] !== 0 && households.home[h]! >= 0) lived.add(buildings.parcel[households.home[h]!]!)
      const j = places.facility.findIndex(
        (own, i) => own === 1 && Array.from(places.walks[i]!.parcel).some(p => lived.has(p)),
      )
      const f = facilities.parcel.subarray(0, facilities.rows).indexOf(places.parcel[j]!)
      const home = Array.from(places.walks[j]!.parcel).find(p => lived.has(p))!
      for (let h = 0; h < households.rows; h++)
        if (households.home[h]! >= 0 && buildings.parcel[households.home[h]!] !== home) households.home[h] = -1
      const corner = places.parcel.find((p, i) => zones.meeting.includes(p) && places.walks[i]!.parcel.includes(home))!
      return { city, f, corner }
    }

    /** Visits of the registered, place by place. */
    function visitsBy(city: City, move: (levers: Levers) => void): { parcel: number; own: number; visits: number }[] {
      const places = meet(city, rulesWith(move))
      return Array.from({ length: places.count }, (_, i) => ({
        parcel: places.parcel[i]!,
        own: places.facility[i]!,
        visits: sum(places.visits.subarray(i * CLASSES, (i + 1) * CLASSES), CLASSES, c => c % 2 === 1),
      }))
    }

    test('parks, markets and halls; members’ gardens; schools not at all', () => {
      const { city, f } = oneHome()
      const { facilities } = city
      const oddsOf = (kind: (typeof facilityKinds)[number], open = 1): number => {
        facilities.kind[f] = facilityKinds.indexOf(kind)
        facilities.open[f] = open
        const all = visitsBy(city, levers => {
          levers.street_events.per_district_yr = 0
        })
        const total = all.reduce((sum, { visits }) => sum + visits, 0)
        const here = all
          .filter(({ parcel, own }) => own === 1 && parcel === facilities.parcel[f])
          .reduce((sum, { visits }) => sum + visits, 0)
        return here / (total - here)
      }
      const park = oddsOf('park')
      expect(park).toBeGreaterThan(0)
      for (const [kind, weight] of [
        ['nature', 1],
        ['market', 1],
        ['square', 0.6],
        ['culture', 0.5],
        ['community room', 0.5],
        ['micro park', 0.4],
        ['school', 0],
      ] as const)
        expect(oddsOf(kind) / park, kind).toBeCloseTo(weight, 4)
      expect(oddsOf('park', 0) / park).toBeCloseTo(0.4, 4)
    })

    test('rooms, activities and events 0.1 each, performers 0.3, a metre of shops 0.02', () => {
      const { city, f, corner } = oneHome()
      const { facilities, parcels, zones } = city
      parcels.use[corner] = USE.commercial
      parcels.frontage[corner] = 50
      facilities.kind[f] = SQUARE
      facilities.open[f] = 1
      zones.microSpaces.fill(3)
      zones.busking.fill(2)
      const all = visitsBy(city, levers => {
        levers.culture.activities_per_zone_yr = 24
        levers.street_events.per_district_yr = 48
        levers.beautification.intensity = 0
      })
      const met = all.filter(({ parcel, own }) => own === 0 && parcel === corner).map(({ visits }) => visits)
      expect(met[0]).toBeGreaterThan(0)
      // three rooms, two activities a month, two performers, fifty metres
      for (const [i, weight] of [0.3, 0.2, 0.6, 1].entries()) expect(met[i]! / met[0]!).toBeCloseTo(weight / 0.3, 4)
      const [square, events] = all
        .filter(({ parcel, own }) => own === 1 && parcel === facilities.parcel[f])
        .map(({ visits }) => visits)
      expect(events! / square!).toBeCloseTo(0.4 / 0.6, 4)
    })
  })

  test('of culture are mostly of the registered without outreach, and nearer to all with it', () => {
    const shares = [0, 1].map(outreach => {
      const city = copyOf(root.city)
      const places = meet(
        city,
        rulesWith(levers => {
          levers.culture.outreach = outreach
        }),
      )
      let [registered, all] = [0, 0]
      for (let f = 0; f < city.facilities.rows; f++) {
        if (facilityKinds[city.facilities.kind[f]!] !== 'culture') continue
        const j = places.parcel
          .subarray(0, places.count)
          .findIndex((p, i) => p === city.facilities.parcel[f] && places.contact[i] === 0.6)
        for (let c = 0; c < CLASSES; c++) {
          all += places.visits[j * CLASSES + c]!
          if (c % 2 === 1) registered += places.visits[j * CLASSES + c]!
        }
      }
      return [registered / all, city] as const
    })
    const { economy } = shares[0]![1]
    const people = sum(economy.goingOut, CLASSES, c => c % 2 === 1) / sum(economy.goingOut, CLASSES)
    expect(shares[0]![0]).toBeGreaterThan(people + 0.05)
    expect(Math.abs(shares[1]![0] - people)).toBeLessThan(Math.abs(shares[0]![0] - people) / 3)
  })

  test('on platforms tie people of different classes, and keep some at home', () => {
    const usual = runFor(25, streets)
    const online = runFor(25, streets, levers => {
      levers.platforms.budget_share = 0.05
    })
    const ties = ({ households }: City): number => sum(households.weakTies, households.rows)
    expect(ties(online)).toBeGreaterThan(1.2 * ties(usual))
    expect(sum(online.economy.goingOut, CLASSES)).toBeLessThan(sum(usual.economy.goingOut, CLASSES))
  })

  test('beyond those at the start build trust, and in a crowd they take it away', () => {
    const trusted = (more: number, crowd: number): number => {
      const city = copyOf(root.city)
      // walls that wait for January: meetings stand as they are set here
      city.tick = 3
      city.changes = 1
      for (let c = 0; c < CLASSES; c++) {
        city.economy.encounters[c] = city.economy.encountersStart[c]! + more
        city.economy.crowdMet[c] = crowd
      }
      const before = sum(city.households.trust, city.households.rows)
      encounters.run(city, rulesWith(nothing))
      return sum(city.households.trust, city.households.rows) - before
    }
    expect(trusted(0.1, 0)).toBeGreaterThan(0)
    expect(trusted(0.1, 0.8)).toBeLessThan(0)
    expect(trusted(-0.1, 0)).toBeLessThan(0)
    expect(trusted(0, 0)).toBeCloseTo(0, 6)
  })
})

test('crowd and noise lower what a home is worth, most to the old', () => {
  const city = copyOf(root.city)
  refreshWorth(city)
  const rules = rulesWith(nothing)
  const { households, buildings, parcels } = city
  const loss = (stage: number): number => {
    const h = households.stage.findIndex((s, i) => s === stage && households.size[i]! > 0 && households.home[i]! >= 0)
    const b = households.home[h]!
    const worth = [0, 1].map(crowding => {
      parcels.crowding[buildings.parcel[b]!] = crowding
      return valueOf(city, readSeeker(city, rules, h, 1e7, createSeeker()), b, 1e5, 0)
    })
    return worth[0]! - worth[1]!
  }
  expect(loss(STAGE.young)).toBeCloseTo(city.parameters.utility_noise, 9)
  expect(loss(STAGE.old)).toBeCloseTo(1.5 * city.parameters.utility_noise, 9)
})

describe('the old town', () => {
  /** People go out once; from then on shops trade. */
  const once: Process = { ...encounters, run: (city, rules) => void (city.tick === 0 && encounters.run(city, rules)) }
  const trade = [once, commerce]
  const visitors = ({ parcels }: City): number => sum(parcels.visitors, parcels.rows)
  const isCore = ({ parcels }: City, p: number): boolean =>
    parcels.use[p] === USE.commercial && (parcels.setting[p]! & SETTING_CORE) !== 0
  const rents = (city: City): number => sum(city.parcels.commercialRent, city.parcels.rows, p => isCore(city, p))
  const lively = (levers: Levers): void => {
    levers.old_street.activation = 1
    levers.heritage_tourism.promotion = 1
  }

  test('brought back to life draws residents and visitors, and its shops’ rents rise', () => {
    const usual = runFor(36, trade)
    const alive = runFor(36, trade, levers => {
      levers.old_street.activation = 1
    })
    const visits = (city: City): number => sum(city.parcels.visits, city.parcels.rows, p => isCore(city, p))
    expect(visits(alive)).toBeGreaterThan(visits(usual))
    expect(visitors(alive)).toBeGreaterThan(visitors(usual))
    expect(rents(alive)).toBeGreaterThan(rents(usual))
  })

  test('advertised earns more and is better repaired, and is more crowded', () => {
    const usual = runFor(36, trade)
    const busy = runFor(36, trade, levers => {
      levers.heritage_tourism.promotion = 1
    })
    const repair = ({ parcels }: City): number => sum(parcels.heritageRepair, parcels.rows)
    const crowded = ({ parcels }: City): number => sum(parcels.crowding, parcels.rows, p => parcels.heritage[p]! > 0)
    expect(flowTotal(busy, 'tourismSpending')).toBeGreaterThan(flowTotal(usual, 'tourismSpending'))
    expect(repair(busy)).toBeGreaterThan(repair(usual))
    expect(crowded(busy)).toBeGreaterThan(crowded(usual))
    // what residents are given is missing for repair
    const shared = runFor(36, trade, levers => {
      levers.heritage_tourism.promotion = 1
      levers.heritage_tourism.share_to_residents = 1
    })
    expect(flowTotal(shared, 'tourismDividend')).toBeGreaterThan(0)
    expect(repair(shared)).toBeLessThan(repair(busy))
  })

  test('loses old shops to visitors’ rents; shelter keeps them, at a price', () => {
    const old = ({ parcels }: City): number => sum(parcels.oldShops, parcels.rows)
    const usual = runFor(240, trade)
    const busy = runFor(240, trade, lively)
    const sheltered = runFor(240, trade, levers => {
      lively(levers)
      levers.old_shops.rent_shelter = 1
    })
    expect(old(busy)).toBeLessThan(old(usual))
    expect(old(sheltered)).toBeGreaterThan(old(busy))
    expect(flowTotal(sheltered, 'rentShelter')).toBeGreaterThan(0)
    expect(flowTotal(busy, 'rentShelter')).toBe(0)
  })
})

test('aid in cash lightens rents to the poor and keeps them from eviction; low-end rents take a part of it', () => {
  const [without, aided] = [[], [use('aid', { cash_per_month: 1500, includes_migrants: 1 })]].map(policies => {
    const run = branch(root, scenario({ years: 20, policies }))
    run.run(12)
    return run
  })
  const burden = measureNamed('rent_burden_low')!
  expect(burden.compute(aided!.city, aided!.rules)!).toBeLessThan(0.95 * burden.compute(without!.city, without!.rules)!)
  const evictions = ({ city }: Simulation): number =>
    sum(city.economy.displacements, 2 * 12 * CELLS, i => i >= 12 * CELLS)
  expect(evictions(aided!)).toBeLessThanOrEqual(evictions(without!))
  /** Mean rent a m² of rooms in villages, the cheapest homes there are. */
  const rent = ({ city: { buildings } }: Simulation): number => {
    const rooms = Array.from({ length: buildings.rows }, (_, b) => b).filter(
      b => buildings.kind[b] === KIND.village && buildings.dwellings[b]! > 0,
    )
    return rooms.reduce((all, b) => all + buildings.rent[b]!, 0) / rooms.length
  }
  expect(rent(aided!)).toBeGreaterThan(rent(without!))
  expect(flowTotal(aided!.city, 'aid')).toBeGreaterThan(0)
})

describe('green', () => {
  test('rivers that are treated get cleaner over years, and other land less so', () => {
    const dirt = (city: City, use: number): number =>
      sum(city.parcels.pollution, city.parcels.rows, p => city.parcels.use[p] === use)
    const usual = runFor(72, [environment])
    const treated = runFor(72, [environment], levers => {
      levers.river.treatment = 1
    })
    expect(dirt(treated, USE.water)).toBeLessThan(0.8 * dirt(usual, USE.water))
    expect(dirt(usual, USE.employment)).toBeGreaterThan(0)
    expect(treated.economy.riverTreatment[0]).toBeCloseTo(1, 6)
  })

  test('walls and roofs are greened on dense blocks, whose residents pay for it', () => {
    const city = runFor(36, [improvements, environment], levers => {
      levers.facade_green.share = 1
    })
    const before = root.city
    let greened = 0
    for (let p = 0; p < city.parcels.rows; p++) {
      if (!city.parcels.greened[p]) continue
      greened++
      expect(city.parcels.canopy[p]!).toBeGreaterThan(before.parcels.canopy[p]! + 0.1)
      const b = city.parcels.firstBuilding[p]!
      expect(feeRate(city, b)).toBeGreaterThan(feeRate(before, b))
    }
    expect(greened).toBeGreaterThan(5)
  })

  test('hills and banks that are restored can be walked to and are no longer for sale', () => {
    const usual = runFor(13, [])
    const restored = runFor(13, [improvements], levers => {
      levers.restoration.ha_per_year = 6
    })
    for (const city of [usual, restored]) refreshAmenities(city)
    const parks = ({ parcels, buildings }: City): number =>
      sum(
        Array.from({ length: buildings.rows }, (_, b) =>
          buildings.dwellings[b]! > 0
            ? buildings.dwellings[b]! * parcels.access[buildings.parcel[b]! * ACCESS_KINDS + ACCESS.park]!
            : 0,
        ),
        buildings.rows,
      )
    expect(restored.facilities.rows).toBeGreaterThan(usual.facilities.rows + 4)
    expect(parks(restored)).toBeGreaterThan(parks(usual))
  })

  test('required of new estates beyond what is usual takes floor, and land is worth less', () => {
    const city = copyOf(root.city)
    for (let d = 0; d < city.developers.rows; d++) city.developers.cash[d] = city.developers.startingCapital[d] = 1e13
    const worth = (minimum: number): number =>
      Array.from({ length: city.parcels.rows }, (_, p) => p)
        .filter(p => city.parcels.use[p] === USE.vacant)
        .reduce(
          (all, p) =>
            all +
            (siteValue(
              city,
              rulesWith(levers => {
                levers.green_ratio.minimum = minimum
              }),
              p,
            ).best?.value ?? 0),
          0,
        )
    expect(worth(0.5)).toBeLessThan(worth(0.3))
    expect(worth(0)).toBe(worth(0.3))
  })

  test('behind walls that is opened is near to more people; its owners still pay', () => {
    const at = (share: number): City => {
      const city = copyOf(root.city)
      const rules = rulesWith(levers => {
        levers.private_green.open_share = share
      })
      improvements.run(city, rules)
      networks.run(city, rules)
      refreshAmenities(city)
      return city
    }
    const walled = at(0)
    const open = at(1)
    const outside = (city: City): number =>
      sum(
        Array.from({ length: city.parcels.rows }, (_, p) => city.parcels.walk[p * ACCESS_KINDS + ACCESS.park]!),
        city.parcels.rows,
        p => city.parcels.use[p] === USE.residential && city.parcels.estate[p]! < 0,
      )
    expect(outside(open)).toBeLessThan(outside(walled))
    for (let b = 0; b < open.buildings.rows; b++) expect(feeRate(open, b)).toBe(feeRate(walled, b))
  })

  test('streets that are shared shorten walks and are better kept, and louder', () => {
    const at = (share: number): City => {
      const city = copyOf(root.city)
      const rules = rulesWith(levers => {
        levers.shared_streets.share = share
      })
      for (const process of [improvements, networks]) process.run(city, rules)
      refreshAmenities(city)
      city.changes = 0
      encounters.run(city, rules)
      return city
    }
    const closed = at(0)
    const shared = at(1)
    expect(sum(shared.parcels.walk, shared.parcels.rows * ACCESS_KINDS)).toBeLessThan(
      sum(closed.parcels.walk, closed.parcels.rows * ACCESS_KINDS),
    )
    expect(sum(shared.parcels.street, shared.parcels.rows)).toBeGreaterThan(
      sum(closed.parcels.street, closed.parcels.rows),
    )
    expect(sum(shared.parcels.crowding, shared.parcels.rows)).toBeGreaterThan(
      sum(closed.parcels.crowding, closed.parcels.rows),
    )
  })
})
