import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Facts } from '../../src/city/facts.ts'
import { flowOfYear } from '../../src/city/ledger.ts'
import { leversAtRest } from '../../src/city/levers.ts'
import { policyNamed } from '../../src/policies/index.ts'
import { activePolicies, debounce, rampOf, rulesAt, settingsAt } from '../../src/policies/inForce.ts'
import { definePolicy, type Policy, type PolicyUse } from '../../src/policies/policy.ts'
import { fundedShare } from '../../src/processes/budget.ts'
import { createSimulation } from '../../src/simulation.ts'
import { scenario, tinyPlan, use } from './scenarios.ts'

const facts = { households: 1000 } as Facts
const active = (given: PolicyUse) => activePolicies([given], policyNamed)[0]!
const levers = (given: PolicyUse[], tick: number) => rulesAt(activePolicies(given, policyNamed), tick, facts).levers

describe('the time of a policy', () => {
  test('begins with `from` and ends before `until`', () => {
    const one = active(use('public_housing', { share: 0.2 }, { from: 24, until: 48 }))
    expect([0, 23, 24, 47, 48, 100].map(tick => rampOf(one, tick))).toEqual([0, 0, 1, 1, 0, 0])
  })

  test('is phased in over the months given', () => {
    const one = active(use('public_housing', { share: 0.2 }, { from: 24, over: 12 }))
    expect([23, 24, 27, 30, 36, 60].map(tick => rampOf(one, tick))).toEqual([0, 0, 0.25, 0.5, 1, 1])
    expect(levers([one.use], 30).public_housing.share).toBe(0.1)
  })

  test('never lies in the burn-in', () => {
    expect(levers([use('public_housing', { share: 0.2 })], -1)).toEqual(leversAtRest())
  })

  test('a policy that ends leaves nothing behind', () => {
    const given = [use('kpi_reform', { justice_weight: 1 }, { from: 1, until: 5 })]
    expect(levers(given, 4).kpi_reform.justice_weight).toBe(1)
    expect(levers(given, 5)).toEqual(leversAtRest())
  })

  test('a name that no policy has is refused', () => {
    expect(() => activePolicies([use('rent_strike', {})], policyNamed)).toThrow('rent_strike')
  })
})

describe('a condition', () => {
  const truths = (words: string) => [...words].map(letter => letter === 't')
  const heldSince = (words: string) => {
    const one = active(use('public_housing', { share: 0.2 }, { when: 'x', over: 4 }))
    return truths(words).map((truth, tick) => {
      debounce(one, truth, tick)
      return one.holds ? one.since : null
    })
  }

  test('counts after it has held for three months running', () => {
    expect(heldSince('ttttt')).toEqual([null, null, 2, 2, 2])
    expect(heldSince('ttfttt')).toEqual([null, null, null, null, null, 5])
  })

  test('counts no more after it has failed for three months running', () => {
    expect(heldSince('tttffttfff')).toEqual([null, null, 2, 2, 2, 2, 2, 2, 2, null])
  })

  test('starts the phasing in anew each time it comes to hold', () => {
    const one = active(use('public_housing', { share: 0.2 }, { when: 'x', over: 4 }))
    const ramps = truths('tttttffftttttt').map((truth, tick) => {
      debounce(one, truth, tick)
      return rampOf(one, tick)
    })
    expect(ramps).toEqual([0, 0, 0, 0.25, 0.5, 0.75, 1, 0, 0, 0, 0, 0.25, 0.5, 0.75])
  })
})

describe('settings on their way', () => {
  const profitCap = policyNamed('profit_cap')!

  test('a cap that is off at rest comes down step by step from its loosest value', () => {
    const given = use('profit_cap', { max_margin: 0.12 }, { from: 10, over: 12 })
    const steps = Array.from({ length: 15 }, (_, i) => levers([given], 9 + i).profit_cap.max_margin)
    expect(steps.slice(0, 2)).toEqual([null, null])
    expect(steps[2]).toBeCloseTo(0.56, 12)
    expect(steps.at(-1)).toBe(0.12)
    for (let i = 3; i < 14; i++) expect(steps[i - 1]! - steps[i]!).toBeCloseTo(0.04, 12)
  })

  test('choices, switches and whole numbers are set at once', () => {
    expect(settingsAt(profitCap, { max_margin: 0.12, mode: 'levy' }, 1e-6, 1).mode).toBe('levy')
    expect(settingsAt(profitCap, { max_margin: null }, 1e-6, 1).max_margin).toBe(null)
    expect(settingsAt(policyNamed('public_housing')!, { migrants: 1, share: 0.2 }, 0.5, 1)).toEqual({
      migrants: 1,
      share: 0.1,
    })
  })

  test('nothing moves before the first step', () => {
    expect(settingsAt(profitCap, { max_margin: 0.12, mode: 'levy' }, 0, 1)).toEqual({})
  })

  test('stay between rest and what is asked', () => {
    const { share, rent_ratio } = policyNamed('public_housing')!.settings
    const unit = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(unit, unit, unit, (goal, ramp, funded) => {
        for (const lever of [share!, rent_ratio!]) {
          if (lever.kind === 'choice') throw new Error('numbers were expected')
          const setting = lever.min + goal * (lever.max - lever.min)
          const name = lever === share ? 'share' : 'rent_ratio'
          const at = (settingsAt(policyNamed('public_housing')!, { [name]: setting }, ramp, funded)[name] ??
            lever.rest) as number
          expect(at).toBeGreaterThanOrEqual(Math.min(lever.rest!, setting) - 1e-15)
          expect(at).toBeLessThanOrEqual(Math.max(lever.rest!, setting) + 1e-15)
        }
      }),
    )
  })

  test('of several policies on one lever the last in the scenario holds', () => {
    const [one, two] = [0.1, 0.3].map(share => use('public_housing', { share }))
    expect(levers([one!, two!], 3).public_housing.share).toBe(0.3)
    expect(levers([two!, one!], 3).public_housing.share).toBe(0.1)
  })
})

describe('the bill of a policy', () => {
  const bills = (given: PolicyUse[], tick: number) => rulesAt(activePolicies(given, policyNamed), tick, facts)

  test('is asked while it moves anything', () => {
    const given = [use('kpi_reform', { justice_weight: 0.5 }, { from: 5, until: 20 })]
    expect(bills(given, 4).bills).toEqual([])
    expect(bills(given, 5).bills).toEqual([{ policy: 'kpi_reform', amount: 2000 }])
    expect(bills(given, 20).bills).toEqual([])
    expect(bills([use('kpi_reform', { justice_weight: 0.25 })], 5).bills).toEqual([])
  })

  test('is paid at once for the rest of the year it begins in', () => {
    const actives = activePolicies([use('kpi_reform', { justice_weight: 0.5 }, { from: 5 })], policyNamed)
    expect(rulesAt(actives, 5, facts).billsNow).toEqual([{ policy: 'kpi_reform', amount: 1000 }])
    expect(rulesAt(actives, 6, facts).billsNow).toEqual([])
  })

  test('is paid in part when money is short', () => {
    expect(fundedShare(200, 100)).toBe(0.5)
    expect(fundedShare(50, 100)).toBe(1)
    expect(fundedShare(50, 0)).toBe(0)
    expect(fundedShare(0, 0)).toBe(1)
  })
})

describe('no money, no act', () => {
  let yuan = 0
  const costly = definePolicy({ ...policyNamed('public_housing')!, name: 'costly', bill: () => yuan })

  /** A city at its first December, with a policy that has cost nothing so far. */
  function december() {
    yuan = 0
    const given = scenario({ policies: [use('costly', { share: 0.4, rent_ratio: 0.7 })] })
    const run = createSimulation(given, tinyPlan(), { seed: 'luck', policies: [costly] })
    run.run(11)
    return run
  }
  const spent = (run: ReturnType<typeof december>): number => flowOfYear(run.city, 'policyBills')

  test('bills of twice the allowance move every lever half its way and spend the allowance', () => {
    const greedy = december()
    yuan = 1e12
    greedy.tick()
    const allowance = spent(greedy)
    expect(allowance).toBeGreaterThan(0)

    const run = december()
    yuan = (2 * allowance) / 100 / run.city.economy.incomeIndex[0]!
    run.tick()
    expect(Math.abs(spent(run) - allowance)).toBeLessThanOrEqual(1)
    run.tick()
    const { share, rent_ratio } = run.rules.levers.public_housing
    expect(share).toBeCloseTo(0.2, 9)
    expect(rent_ratio).toBeCloseTo(0.6, 9)
  })

  test('a bill in proportion to the setting is asked for in full every year: shares paid do not swing', () => {
    const scaled: Policy = { ...costly, bill: (_, values) => 1e12 * ((values.share as number | undefined) ?? 0) }
    const actives = activePolicies([use('costly', { share: 0.4 })], () => scaled)
    const amounts = [1, 0.5, 0].map(funded => {
      actives[0]!.funded = funded
      return rulesAt(actives, 5, facts).bills.map(({ amount }) => amount)
    })
    expect(amounts).toEqual([[4e11], [4e11], [4e11]])
  })

  test('a policy that begins later does not inherit what was paid of others', () => {
    yuan = 1e12
    const policies = [use('costly', { share: 0.4 }), use('kpi_reform', { justice_weight: 0.5 }, { from: 20 })]
    const run = createSimulation(scenario({ policies }), tinyPlan(), {
      seed: 'luck',
      policies: [costly, policyNamed('kpi_reform')!],
    })
    run.run(21)
    expect(run.rules.levers.public_housing.share).toBeLessThan(0.01)
    expect(run.rules.levers.kpi_reform.justice_weight).toBe(0.5)
  })
})
