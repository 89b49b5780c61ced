import { describe, expect, test } from 'vitest'
import { gainText, judgeGain, judgeShare, shareText, welfareMeasures, welfareOver } from '../../src/results/welfare.ts'

describe('gains and losses are held against the placebo', () => {
  const chance = [0.31, 0.33, 0.32, 0.32, 0.31, 0.33]

  test('a third worse off is no effect where one rent changed by 1 % makes a third worse off', () => {
    const judged = judgeShare([0.32, 0.32, 0.33, 0.31, 0.32, 0.32], chance)
    expect(judged.verdict).toBe('no effect seen')
    expect(judged.placebo_band![0]).toBeLessThan(0.32)
    expect(judged.placebo_band![1]).toBeGreaterThan(0.32)
    expect(shareText(judged, 'en')).toMatchObject({ isTold: false, word: 'within chance' })
  })

  test('more than the placebo, and fewer, are effects', () => {
    const more = judgeShare(
      chance.map(v => v + 0.1),
      chance,
    )
    expect(more.verdict).toBe('effect')
    expect(shareText(more, 'en').word).toBe('above chance')
    const fewer = judgeShare(
      chance.map((v, i) => v - 0.1 - 0.001 * i),
      chance,
    )
    expect(fewer.verdict).toBe('effect')
    expect(shareText(fewer, 'zh').word).toBe('低于偶然')
  })

  test('a gain is judged as a measure is', () => {
    expect(judgeGain([40, 42, 41], [1, -2, 1]).verdict).toBe('effect')
    expect(judgeGain([40, 42, 41], [90, -80, 30]).verdict).toBe('no effect seen')
    expect(judgeGain([-5, 6, 1], [1, -2, 1]).verdict).toBe('no effect seen')
    expect(gainText(judgeGain([40, 42, 41], [1, -2, 1]), 'yuan', 'en').placebo).toMatch(/^±/)
  })

  test('without a placebo, with one run or none nothing is resolved', () => {
    const none = chance.map(() => null)
    expect(judgeShare(chance, none)).toMatchObject({ verdict: 'unresolved', placebo_band: null })
    expect(judgeShare([0.3], [0.3])).toMatchObject({ verdict: 'unresolved', ci95: null })
    expect(judgeGain(chance, none).verdict).toBe('unresolved')
    expect(judgeGain([null, null], [1, 2])).toMatchObject({ value: null, verdict: 'undefined' })
    expect(welfareOver([], []).households.shares.worse.value).toBeNull()
  })

  test('every welfare measure is published, with words in both languages', () => {
    expect(welfareMeasures.map(({ name }) => name).sort()).toEqual([
      ...['ev_low', 'ev_mean', 'ev_median', 'wealth_change'],
      ...['welfare_better', 'welfare_unchanged', 'welfare_worse'],
    ])
    for (const { title, explains, caveat } of welfareMeasures)
      for (const { en, zh } of [title, explains, caveat]) expect(en && zh).toBeTruthy()
  })
})
