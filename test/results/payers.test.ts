import { describe, expect, test } from 'vitest'
import { type Balances, meanBalances, payerLosses, payerText } from '../../src/results/payers.ts'

const got = (developers: number): Balances => ({ land: 0, developers, landlords: 0, villages: 0 })
const pairs = (losses: readonly number[]) => losses.map(loss => ({ baseline: got(100e6), other: got(100e6 - loss) }))
const developersOf = (runs: readonly number[], placebos: readonly number[]) =>
  payerLosses(pairs(runs), pairs(placebos)).find(({ payer }) => payer === 'developers')!

describe('who has less', () => {
  test('an amount is told from chance only where its whole interval leaves the placebo band', () => {
    const far = developersOf([9e6, 10e6, 11e6, 10e6], [1e5, -1e5, 0, 1e5])
    expect(far).toMatchObject({ loss: 10e6, verdict: 'effect' })
    expect(payerText(far, 'en').isTold).toBe(true)
    expect(payerText(far, 'en').change.replace(/\s/g, ' ')).toMatch(/^−¥ 10\.0+ m a year$/)
    // the same losses, where one rent moved by 1 % does as much
    const near = developersOf([9e6, 10e6, 11e6, 10e6], [9e6, -9e6, 8e6, -7e6])
    expect(near.verdict).toBe('unresolved')
    expect(payerText(near, 'en').isTold).toBe(false)
    // the mean is clear of the band, one end of the interval is not
    expect(developersOf([2e6, 18e6, 10e6, 10e6], [1e6, -1e6, 2e6, -2e6]).verdict).toBe('unresolved')
  })

  test('nothing is told from one run, without a placebo, or of nothing', () => {
    expect(developersOf([10e6], [0, 0]).verdict).toBe('unresolved')
    expect(developersOf([10e6, 10e6], []).verdict).toBe('unresolved')
    expect(developersOf([], [])).toMatchObject({ loss: null, verdict: 'undefined' })
    expect(payerText(developersOf([], []), 'zh')).toMatchObject({ change: '–', interval: '' })
  })

  test('years are averaged, and no year is nothing', () => {
    expect(meanBalances([got(1), got(3)]).developers).toBe(2)
    expect(meanBalances([]).developers).toBe(0)
  })
})
