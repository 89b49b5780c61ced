/** Hearings, consent, recognition, participation and trust: each mechanism's sign, and what it costs. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { City } from '../../src/city/city.ts'
import { PROPOSAL } from '../../src/city/civics.ts'
import { STATE } from '../../src/city/developers.ts'
import { monthOf } from '../../src/city/economy.ts'
import { generateCity } from '../../src/city/generate.ts'
import { LOCAL_WORK, NEVER, RECOGNISED, REGISTERED, STAGE, TENURE } from '../../src/city/households.ts'
import { income, worksWage } from '../../src/city/housing.ts'
import { book, flowTotal } from '../../src/city/ledger.ts'
import type { Levers } from '../../src/city/levers.ts'
import { isResident, readiness, turnout } from '../../src/city/participation.ts'
import { distance } from '../../src/lib/geometry.ts'
import { addRow } from '../../src/lib/table.ts'
import { deliberation } from '../../src/processes/deliberation.ts'
import { candidate, freeProject, land } from '../../src/processes/land.ts'
import { migration } from '../../src/processes/migration.ts'
import { neighbourhoodBudget, shareWithNeighbours, zoneShares } from '../../src/processes/neighbourhoodBudget.ts'
import { participation } from '../../src/processes/participation.ts'
import { payments } from '../../src/processes/payments.ts'
import { procurement } from '../../src/processes/procurement.ts'
import { isEligible } from '../../src/processes/publicHousing.ts'
import { trust } from '../../src/processes/trust.ts'
import { consentIn, motion, openForum, poll } from '../../src/processes/vote.ts'
import { createSimulation, restoreSimulation } from '../../src/simulation.ts'
import { scenario } from '../laws/plain.ts'
import { atRest, rulesWith } from './city.ts'

const plan = generateCity('tiny', 'harbour')
let saved: Uint8Array
beforeAll(() => {
  saved = createSimulation(scenario(), plan, { seed: 'voice' }).save()
}, 60_000)

/** The same city at tick 0, as often as asked. */
const fresh = (): City => restoreSimulation(saved, plan).city

const living = ({ households }: City): number[] =>
  Array.from({ length: households.rows }, (_, h) => h).filter(h => households.size[h] !== 0)
const residentsOf = (city: City, p: number): number[] =>
  living(city).filter(h => city.households.home[h]! >= 0 && city.buildings.parcel[city.households.home[h]!] === p)
const mean = (values: number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length

/** The parcel where most households live, and a project on it that any developer could pay for. */
function threaten(city: City): { i: number; p: number; residents: number[] } {
  const { buildings, households, developers, parcels, projects, economy } = city
  const count = new Map<number, number>()
  for (const h of living(city)) {
    const b = households.home[h]!
    if (b >= 0 && households.tenure[h] !== TENURE.public)
      count.set(buildings.parcel[b]!, (count.get(buildings.parcel[b]!) ?? 0) + 1)
  }
  const [p] = [...count].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]!
  for (let b = parcels.firstBuilding[p]!; b >= 0; b = buildings.next[b]!) buildings.price[b] = 1
  for (let d = 0; d < developers.rows; d++) developers.cash[d] = developers.startingCapital[d] = 1e13
  economy.landOffer[0] = -1e9 // nothing else is offered
  const i = freeProject(city)
  projects.parcel[i] = p
  projects.state[i] = STATE.proposed
  projects.opened[i] = projects.stateSince[i] = city.tick
  projects.dwellings[i] = 60
  return { i, p, residents: residentsOf(city, p) }
}

const hearing = (more: (levers: Levers) => void = () => {}) =>
  rulesWith(levers => {
    levers.hearings.required = 1
    more(levers)
  })

/** Runs a project until it is approved or given up. @returns months it took; null if given up */
function decide(city: City, rules: typeof atRest, i: number): number | null {
  deliberation.run(city, rules)
  for (let month = 1; month < 60; month++) {
    city.tick++
    land.run(city, rules)
    if (city.projects.state[i] === STATE.free) return null
    if (city.projects.state[i]! >= STATE.approved) return month
    deliberation.run(city, rules)
    if (city.projects.state[i] === STATE.free) return null
    if (city.projects.state[i]! >= STATE.approved) return month
  }
  return null
}

describe('hearings', () => {
  /** Everybody may return and nobody is attached: most agree, some do not. */
  const agreeable = (levers: Levers): void => {
    levers.compensation.on_site_return = 1
  }
  const contented = (): City => {
    const city = fresh()
    city.households.attachment.fill(0)
    return city
  }

  test('cost the losers less trust than a project nobody asked about, at the same outcome, and take longer', () => {
    const run = (rules: typeof atRest): { lost: number; months: number | null } => {
      const city = contented()
      const before = city.households.trust.slice()
      const { i, residents } = threaten(city)
      const months = decide(city, rules, i)
      const losers = residents.map(h => city.households.trust[h]! - before[h]!).filter(change => change < 0)
      expect(losers.length).toBeGreaterThan(0)
      return { lost: mean(losers), months }
    }
    const unheard = run(rulesWith(agreeable))
    const heard = run(hearing(agreeable))
    expect(unheard.months).not.toBeNull()
    expect(heard.months).not.toBeNull()
    expect(heard.lost).toBeCloseTo(-0.04, 6)
    expect(unheard.lost).toBeLessThan(2 * heard.lost)
    expect(heard.months!).toBeGreaterThan(unheard.months! + 2)
  })

  /** Residents are attached and paid next to nothing. */
  const threatened = (): City => {
    const city = fresh()
    city.households.attachment.fill(1)
    return city
  }

  test('without one, a project forced on most of those whose homes it takes breaks out in conflict; with one it is given up', () => {
    const forced = threatened()
    const { i, residents } = threaten(forced)
    expect(residents.length).toBeGreaterThanOrEqual(20)
    const zone = forced.parcels.zone[forced.projects.parcel[i]!]!
    deliberation.run(forced, atRest)
    expect(forced.civics.conflicts[monthOf(forced.tick)]).toBe(1)
    expect(forced.projects.monthsExtra[i]).toBe(forced.parameters.conflict.months)
    expect(forced.zones.conflictUntil[zone]).toBeGreaterThan(forced.tick)
    const heard = threatened()
    const site = threaten(heard)
    expect(decide(heard, hearing(), site.i)).toBeNull()
    expect(heard.civics.conflicts.reduce((sum, n) => sum + n, 0)).toBe(0)
  })

  test('a conflict needs twenty who would fight', () => {
    const city = threatened()
    const { i } = threaten(city)
    city.parameters.conflict.fighters = 1000
    deliberation.run(city, atRest)
    city.parameters.conflict.fighters = 20
    expect(city.projects.monthsExtra[i]).toBe(0)
  })

  test('each revision offers more, and only while the site can pay for it', () => {
    const city = threatened()
    const { i } = threaten(city)
    const rules = hearing()
    deliberation.run(city, rules)
    while (city.projects.round[i] === 0 && city.projects.state[i] !== STATE.free) {
      city.tick++
      land.run(city, rules)
      deliberation.run(city, rules)
    }
    if (city.projects.state[i] !== STATE.free) {
      expect(city.projects.betterTerms[i]).toBeCloseTo(0.1, 6)
      expect(city.projects.returnShare[i]).toBeCloseTo(0.1, 6)
    }
    expect(city.civics.votes.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0)
  })

  test('more schemes are never liked less, and build less', () => {
    const supports = [1, 4].map(options => {
      const city = contented()
      const { i } = threaten(city)
      decide(
        city,
        hearing(levers => {
          agreeable(levers)
          levers.scheme_choice.options = options
        }),
        i,
      )
      return { support: city.projects.support[i]!, density: city.projects.density[i]! }
    })
    expect(supports[1]!.support).toBeGreaterThanOrEqual(supports[0]!.support)
    expect(supports[0]!.density).toBe(1)
    expect(supports[1]!.density).toBeLessThanOrEqual(1)
  })

  test('a debate brings neighbours who lose nothing to see what residents lose', () => {
    const against = [0, 1].map(intensity => {
      const city = threatened()
      const { p, residents } = threaten(city)
      const rules = rulesWith(levers => {
        levers.debates.intensity = intensity
        levers.compensation.tenant_months = 0
      })
      const what = motion(PROPOSAL.redevelop, p, 0, { homes: 60, quintile: 3, everybody: true })
      const isResidentThere = new Set(residents)
      return poll(city, rules, openForum(city, rules), what).opponents.filter(h => !isResidentThere.has(h)).length
    })
    expect(against[1]!).toBeGreaterThan(against[0]!)
  })
})

describe('consent', () => {
  test('stops what hurts residents, and public homes next door alike; at rest nobody is asked', () => {
    const city = fresh()
    const { p } = threaten(city)
    const veto = rulesWith(levers => {
      levers.consent.threshold = 0.8
    })
    // the well-off live here, and most of the homes near them would be public
    for (const h of living(city)) city.households.quintile[h] = 4
    const what = motion(PROPOSAL.publicHomes, p, 0, { homes: 5000, quintile: 0.5 })
    expect(consentIn(city, atRest)(what)).toBe(true)
    expect(consentIn(city, veto)(what)).toBe(false)
    // what nobody feels needs nobody's consent
    expect(consentIn(city, veto)(motion(PROPOSAL.redevelop, 0, 0, {}))).toBe(residentsOf(city, 0).length === 0)
  })
})

describe('recognition', () => {
  test('gives newcomers a vote and a place in the queue, and makes the queue longer', () => {
    const count = (years: number | null) => {
      const city = fresh()
      city.tick = 60
      const rules = rulesWith(levers => {
        levers.recognition.years = years
      })
      migration.run(city, rules)
      const all = living(city)
      const migrants = all.filter(h => (city.households.flags[h]! & REGISTERED) === 0)
      return {
        voters: migrants.filter(h => isResident(city, h)).length,
        migrantsInQueue: migrants.filter(h => isEligible(city, rules, h)).length,
        queue: all.filter(h => isEligible(city, rules, h)).length,
        turnout: mean(migrants.map(h => turnout(city, rules, h, 0.5))),
      }
    }
    const never = count(null)
    const soon = count(3)
    expect(never.voters).toBe(0)
    expect(soon.voters).toBeGreaterThan(0)
    expect(soon.migrantsInQueue).toBeGreaterThan(never.migrantsInQueue)
    expect(soon.queue).toBeGreaterThan(never.queue)
    expect(soon.turnout).toBeGreaterThan(never.turnout)
  })

  test('comes after the years asked, and stays', () => {
    const city = fresh()
    const h = living(city).find(one => !isResident(city, one))!
    city.households.arrived[h] = city.tick - 23
    const isKnownAfter = (years: number | null) => {
      migration.run(
        city,
        rulesWith(levers => {
          levers.recognition.years = years
        }),
      )
      return (city.households.flags[h]! & RECOGNISED) !== 0
    }
    const id = city.households.idLow[h]
    expect(isKnownAfter(2)).toBe(false)
    city.tick++
    if (city.households.idLow[h] === id && city.households.size[h] !== 0) {
      expect(isKnownAfter(2)).toBe(true)
      expect(isKnownAfter(null)).toBe(true)
    }
  })
})

describe('taking part', () => {
  test('votes online bring the young and lose the old', () => {
    const city = fresh()
    const online = rulesWith(levers => {
      levers.online_vote.weight = 1
    })
    for (const h of living(city)) {
      const change = readiness(city, online, h) - readiness(city, atRest, h)
      const { stage } = city.households
      if (stage[h] === STAGE.young) expect(change).toBeGreaterThan(0)
      if (stage[h] === STAGE.old) expect(change).toBeLessThan(0)
    }
  })

  test('digital reach brings more requests, and none from those it does not reach', () => {
    const asked = [0, 1].map(reach => {
      const city = fresh()
      for (let n = 0; n < 12; n++, city.tick++)
        participation.run(
          city,
          rulesWith(levers => {
            levers.digital.reach = reach
          }),
        )
      return living(city).reduce((sum, h) => sum + city.households.voiceAsked[h]!, 0)
    })
    expect(asked[1]!).toBeGreaterThan(asked[0]!)
    const city = fresh()
    const full = rulesWith(levers => {
      levers.digital.reach = 1
    })
    const left = living(city).find(h => city.households.skill[h] === 0 && city.households.stage[h] === STAGE.old)!
    expect(readiness(city, full, left)).toBe(readiness(city, atRest, left))
  })

  test('mass organisations reach the unrecognised and the overworked, others not at all', () => {
    const city = fresh()
    const before = living(city).map(h => readiness(city, atRest, h))
    city.districts.massOrganisation.fill(1)
    living(city).forEach((h, i) => {
      const change = readiness(city, atRest, h) - before[i]!
      if (city.households.home[h]! < 0) return
      if (!isResident(city, h) || city.households.quintile[h] === 0) expect(change).toBeGreaterThan(0)
      else expect(change).toBe(0)
    })
  })

  test('gain breeds volunteers', () => {
    const volunteers = [0.2, 0.8].map(gain => {
      const city = fresh()
      city.households.gain.fill(gain)
      participation.run(city, atRest)
      return mean(Array.from(city.zones.volunteers.subarray(0, city.zones.rows)))
    })
    expect(volunteers[1]!).toBeGreaterThan(1.2 * volunteers[0]!)
  })

  test('empowered councils grow, most where people take part already', () => {
    const city = fresh()
    city.zones.capacity.fill(0.3)
    const z = 0
    for (const h of living(city)) {
      const b = city.households.home[h]!
      city.households.trust[h] = b >= 0 && city.parcels.zone[city.buildings.parcel[b]!] === z ? 0.9 : 0.1
    }
    const rules = rulesWith(levers => {
      levers.empowerment.capacity_gain = 1
    })
    participation.run(city, rules)
    const { capacity, rows } = city.zones
    for (let other = 1; other < rows; other++) {
      expect(capacity[other]!).toBeGreaterThan(0.3)
      expect(capacity[z]!).toBeGreaterThan(capacity[other]!)
    }
  })

  test('a request that is answered wins trust, one that lapses costs more', () => {
    const trustAfter = [1, 0].map(capacity => {
      const city = fresh()
      city.zones.capacity.fill(capacity)
      city.tick = 12
      const [h] = living(city).filter(one => city.households.home[one]! >= 0)
      city.households.askedAt[h!] = city.tick - 6
      const before = city.households.trust[h!]!
      participation.run(
        city,
        rulesWith(levers => {
          levers.digital.reach = 1
        }),
      )
      expect(city.households.askedAt[h!]).toBe(NEVER)
      return city.households.trust[h!]! - before
    })
    expect(trustAfter[0]).toBeCloseTo(0.02, 6)
    expect(trustAfter[1]).toBeCloseTo(-0.03, 6)
  })

  test('organisations grow better while they are paid and lose it when the contract ends', () => {
    const city = fresh()
    city.accounts.cash[0] = 1e12
    const pay = (share: number) =>
      shareWithNeighbours(
        city,
        rulesWith(levers => {
          levers.purchased_services.budget_share = share
        }),
        1e9,
      )
    city.districts.productivity.fill(1)
    expect(pay(0.1)).toBe(0.9e9)
    expect(city.districts.productivity[0]).toBeGreaterThan(1)
    pay(0.1)
    pay(0.1)
    expect(city.districts.productivity[0]).toBe(2)
    pay(0)
    expect(city.districts.productivity[0]).toBe(1)
    expect(city.districts.contract[0]).toBe(0)
  })

  test('micro-charity takes from the upper fifths what it gives to those behind with their rent', () => {
    const run = (share: number) => {
      const city = fresh()
      const tenants = living(city).filter(
        h =>
          city.households.home[h]! >= 0 &&
          city.households.tenure[h] === TENURE.market &&
          city.households.quintile[h]! <= 1,
      )
      const poor = tenants.slice(0, 20)
      for (const h of poor) {
        city.households.arrears[h] = 2
        city.households.savings[h] = 0
      }
      city.households.weakTies.fill(0.5)
      const sum = () => living(city).reduce((total, h) => total + city.households.savings[h]!, 0)
      const before = sum()
      participation.run(
        city,
        rulesWith(levers => {
          levers.platforms.budget_share = share
        }),
      )
      expect(sum()).toBe(before)
      return poor.reduce((total, h) => total + city.households.savings[h]!, 0)
    }
    expect(run(0)).toBe(0)
    expect(run(0.05)).toBeGreaterThan(run(0.005))
  })
})

describe('neighbours’ money', () => {
  test('follows votes, or need: zones of the poor have more of it when need is weighted', () => {
    const city = fresh()
    // the first zone votes, the last is poor
    city.zones.voted.fill(0)
    city.zones.voted[0] = 100
    const last = city.zones.rows - 1
    for (const h of living(city)) {
      const b = city.households.home[h]!
      city.households.quintile[h] = b >= 0 && city.parcels.zone[city.buildings.parcel[b]!] === last ? 0 : 4
    }
    const shares = (need: number) =>
      zoneShares(
        city,
        rulesWith(levers => {
          levers.participatory_budget.need_weight = need
        }),
      )
    expect(shares(0)[0]).toBe(1)
    expect(shares(0)[last]).toBe(0)
    expect(shares(1)[last]).toBe(1)
    expect(shares(1)[0]).toBe(0)
  })

  test('pays for the proposal with most support, and tells those who voted for it: kept, or let down where the zone has no money', () => {
    const city = fresh()
    city.tick = 23
    const { proposals, parcels, buildings } = city
    // of what neighbours decided before nothing is left
    proposals.state.fill(0)
    const [a, b] = [0, 1].map(
      z =>
        Array.from({ length: parcels.rows }, (_, p) => p).find(
          p =>
            parcels.zone[p] === z &&
            residentsOf(city, p).length > 0 &&
            buildings.dwellings[parcels.firstBuilding[p]!]! > 0,
        )!,
    ) as [number, number]
    for (const p of [a, b]) {
      const i = addRow(proposals)
      proposals.parcel[i] = p
      proposals.kind[i] = PROPOSAL.pocketPark
      proposals.state[i] = 2
      proposals.support[i] = 0.8
      proposals.cost[i] = 1.2e6
      proposals.opened[i] = 0
    }
    city.zones.fund.fill(0)
    city.zones.fund[0] = 1e10
    city.accounts.cash[0] = 1e12
    const parks = city.facilities.rows
    const before = city.households.trust.slice()
    neighbourhoodBudget.run(
      city,
      rulesWith(levers => {
        levers.participatory_budget.share = 0.3
      }),
    )
    expect(city.facilities.rows).toBe(parks + 1)
    expect(city.facilities.parcel[parks]).toBe(a)
    expect(city.zones.fund[0]).toBeLessThan(1e10)
    const moved = (by: number): number[] =>
      living(city).filter(h => city.households.trust[h] === Math.fround(before[h]! + by))
    const [kept, letDown] = [moved(0.02), moved(-0.03)]
    const near = (h: number, p: number): boolean => {
      const home = buildings.parcel[city.households.home[h]!]!
      return distance(parcels.x[p]!, parcels.y[p]!, parcels.x[home]!, parcels.y[home]!) <= 400
    }
    expect(kept.length).toBeGreaterThan(5)
    expect(letDown.length).toBeGreaterThan(5)
    for (const h of kept) expect(near(h, a)).toBe(true)
    for (const h of letDown) expect(near(h, b)).toBe(true)
    // neither those who did not vote, nor who voted against it
    expect(kept.length).toBeLessThan(living(city).filter(h => city.households.home[h]! >= 0 && near(h, a)).length / 2)
  })
})

describe('trust', () => {
  test('a broken promise costs everybody, open land deals build trust, and all of it fades', () => {
    const trustAfter = (rules: typeof atRest, months: number) => {
      const city = fresh()
      city.households.trust.fill(0.5)
      for (let n = 0; n < months; n++) trust.run(city, n === 0 ? rules : { ...rules, broken: 0 })
      return city.households.trust[living(city)[0]!]!
    }
    const broken = { ...atRest, broken: 1 }
    const open = rulesWith(levers => {
      levers.open_data.share = 1
    })
    expect(trustAfter(broken, 1)).toBeCloseTo(0.4, 6)
    expect(trustAfter(broken, 120)).toBeGreaterThan(trustAfter(broken, 12))
    expect(trustAfter(open, 12)).toBeGreaterThan(trustAfter(atRest, 12))
  })

  test('losses weigh more than gains, and a displacement within the year weighs on it', () => {
    /** Sense of gain of one household whose money after housing was so much less a year ago. */
    const gainAfter = (rise: number, displacedAt = NEVER): number => {
      const city = fresh()
      city.tick = 11
      trust.run(city, atRest)
      const h = living(city).find(
        one => city.households.home[one]! >= 0 && city.households.tenure[one] === TENURE.market,
      )!
      city.households.gain[h] = 0.5
      city.households.displacedAt[h] = displacedAt
      city.households.lastState[h * 6]! -= rise
      // the same December: nothing else has changed for anybody
      trust.run(city, atRest)
      return city.households.gain[h]!
    }
    const same = gainAfter(0)
    expect(gainAfter(3000)).toBeGreaterThan(same)
    expect(same - gainAfter(-3000)).toBeGreaterThan(1.2 * (gainAfter(3000) - same))
    expect(gainAfter(0, 8)).toBeLessThan(same)
    expect(gainAfter(0, -5)).toBe(same)
  })
})

describe('land deals', () => {
  test('seen by all bring the city more', () => {
    const city = fresh()
    const open = rulesWith(levers => {
      levers.open_data.share = 1
    })
    for (let d = 0; d < city.developers.rows; d++) city.developers.cash[d] = city.developers.startingCapital[d] = 1e13
    let compared = 0
    for (let p = 0; p < city.parcels.rows; p++) {
      const hidden = candidate(city, atRest, p)
      const seen = candidate(city, open, p)
      if (hidden === null || seen === null) continue
      expect(seen.price).toBeGreaterThanOrEqual(hidden.price)
      if (seen.price > hidden.price) compared++
    }
    expect(compared).toBeGreaterThan(0)
  })

  test('a village that bargains keeps part of what its land brings, and takes longer', () => {
    const sell = (power: number) => {
      const city = fresh()
      const rules = rulesWith(levers => {
        levers.devolved_renewal.power = power
      })
      const { parcels, projects, developers, economy } = city
      for (let d = 0; d < developers.rows; d++) developers.cash[d] = developers.startingCapital[d] = 1e13
      economy.landOffer[0] = -1e9
      const p = Array.from({ length: parcels.rows }, (_, q) => q).find(
        q =>
          parcels.owner[q] === 1 &&
          parcels.village[q]! >= 0 &&
          parcels.use[q] === 0 &&
          parcels.redLine[q] === 0 &&
          candidate(city, rules, q) !== null,
      )!
      const i = freeProject(city)
      projects.parcel[i] = p
      projects.state[i] = STATE.proposed
      projects.opened[i] = projects.stateSince[i] = city.tick
      projects.dwellings[i] = 60
      const before = city.villages.cash[parcels.village[p]!]!
      const months = decide(city, rules, i)
      city.tick++
      land.run(city, rules)
      return { months, village: city.villages.cash[parcels.village[p]!]! - before }
    }
    const usual = sell(0)
    const devolved = sell(1)
    expect(devolved.village).toBeGreaterThan(usual.village)
    expect(devolved.months!).toBeGreaterThan(usual.months!)
  })
})

test('works given to locals pay the jobless of low skill, and cost the city a premium', () => {
  const run = (share: number) => {
    const city = fresh()
    const { households } = city
    const jobless = living(city).filter(h => households.skill[h] === 0)
    for (const h of jobless) households.unemployedUntil[h] = city.tick + 3
    city.accounts.cash[0] = 1e12
    city.flows.months.fill(0)
    // of a year's works a twelfth is done in a month
    book(city, 'servicing', 12e8)
    const cash = city.accounts.cash[0]!
    const before = jobless.map(h => income(city, h))
    procurement.run(
      city,
      rulesWith(levers => {
        levers.procurement.local_share = share
      }),
    )
    const hired = jobless.filter(h => (households.flags[h]! & LOCAL_WORK) !== 0)
    const gains = jobless.map((h, i) => income(city, h) - before[i]!)
    const cost = cash - city.accounts.cash[0]!
    const paid = flowTotal(city, 'localJobs')
    payments.run(city, atRest)
    return { city, hired, gains, cost, paid: flowTotal(city, 'localJobs') - paid }
  }
  const rest = run(0.5)
  expect(rest).toMatchObject({ hired: [], cost: 0, paid: 0 })
  expect(Math.max(...rest.gains)).toBe(0)
  const { city, hired, gains, cost, paid } = run(1)
  const wage = worksWage(city)
  expect(hired.length).toBe(Math.floor(0.5e8 / wage))
  expect(gains.filter(gain => gain === wage).length).toBe(hired.length)
  expect(cost).toBe(0.05 * 0.5e8)
  expect(paid).toBe(hired.length * wage)
  // when the rule ends they are hired no more
  procurement.run(city, atRest)
  for (const h of living(city)) expect(city.households.flags[h]! & LOCAL_WORK).toBe(0)
})
