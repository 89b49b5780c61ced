import { describe, expect, test } from 'vitest'
import type { Comparison } from '../../src/results/comparison.ts'
import { formatSource } from '../../src/results/format.ts'
import { clientSource } from '../../src/results/report/client.ts'
import { embedJson, escapeHtml } from '../../src/results/report/html.ts'
import { mapData, steps } from '../../src/results/report/map.ts'
import { groupWords, themeWords, useWords, words } from '../../src/results/report/words.ts'
import { reportHtml } from '../../src/results/report.ts'
import { fixtureComparison } from './fixture.ts'

const chartJs = '/* charts */ globalThis.Chart = class {} </script><script>alert(1)\n//# sourceMappingURL=chart.js.map'
const comparison = fixtureComparison()
const page = reportHtml(comparison, chartJs)

/** Elements that stay open or close out of turn; empty if the page nests well. */
function misnested(html: string): string[] {
  const empty = new Set(['meta', 'input', 'link', 'br', 'line', 'rect', 'circle'])
  const open: string[] = []
  const wrong: string[] = []
  const bare = html.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, '').replace(/<!doctype html>/, '')
  for (const [, close, name, self] of bare.matchAll(/<(\/?)([a-z][a-z0-9]*)\b(?:[^>"]|"[^"]*")*?(\/?)>/g)) {
    if (empty.has(name!) || self) continue
    if (!close) open.push(name!)
    else if (open.pop() !== name) wrong.push(name!)
  }
  return [...wrong, ...open]
}

describe('the page', () => {
  test('is one well-nested document with a title, landmarks and headings', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="en"/)
    expect(misnested(page)).toEqual([])
    for (const part of ['<title>', '<main id="results"', '<header', '<footer', '<nav aria-label', 'name="viewport"'])
      expect(page).toContain(part)
    expect(page.match(/<h1>/g)).toHaveLength(1)
    expect(page.match(/<section class="scenario"/g)).toHaveLength(comparison.comparisons.length)
  })

  test('has no element id twice, and every reference meets one', () => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, list] of page.matchAll(/aria-(?:labelledby|describedby)="([^"]+)"/g))
      for (const id of list!.split(' ')) expect(ids).toContain(id)
    for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(id)
  })

  test('asks nothing of any network', () => {
    expect(page).not.toMatch(/https?:|\bsrc=|\burl\(|@import|sourceMappingURL|<link/i)
    expect(page).toContain("default-src 'none'")
  })

  test('lets chart.js end no script of its own', () => {
    expect(page.match(/<script/g)!.length - 1).toBe(page.match(/<\/script>/g)!.length)
    expect(page).toContain('<\\/script><script>alert(1)')
  })

  test('shows no effect without interval and placebo: every difference row has both in words', () => {
    for (const m of comparison.comparisons[0]!.measures) {
      if (m.verdict !== 'effect' || m.better === 'none') continue
      const row = page.slice(page.indexOf(`${escapeHtml(m.title.en)}</span>`))
      expect(row).toMatch(/beyond placebo \(±/)
    }
    expect(page).not.toMatch(
      /tone-(more|less)">[^<]*<span[^>]*>[▸◂][^<]*<\/span><span[^>]*>[^<]*<\/span><\/span><small><\/small>/,
    )
  })

  test('has a table twin beside every chart and map', () => {
    const figures = page.match(/<figure>[\s\S]*?<\/figure>/g)!
    expect(figures.length).toBeGreaterThan(10)
    for (const figure of figures) expect(figure).toMatch(/<canvas[\s\S]*<details><summary>[\s\S]*<table>/)
    expect(page.match(/class="rows-of-map"/g)).toHaveLength(3)
  })

  test('is of a reasonable size without chart.js', () => {
    expect(page.length).toBeLessThan(800_000)
  })

  test('does without a map, without households, without costs, without a single run’s interval', () => {
    const bare: Comparison = structuredClone(fixtureComparison(1))
    bare.map = { attribution: null, parcels: [], drawing: [], buildings: [] }
    bare.comparisons[0]!.costs = []
    bare.comparisons[0]!.groups = []
    for (const key of Object.keys(bare.comparisons[0]!.households)) bare.comparisons[0]!.households[key as 'better'] = 0
    const html = reportHtml(bare, '')
    expect(misnested(html)).toEqual([])
    expect(html).not.toContain('NaN')
    expect(html).not.toContain('<canvas data-kind')
    expect(reportHtml({ ...bare, comparisons: [] }, '')).toContain('Business as usual')
  })
})

describe('hostile words', () => {
  const evil = '</script><img src=x onerror="alert(1)">\u2028\'&'
  const odd: Comparison = structuredClone(comparison)
  odd.city = odd.seed = odd.version = odd.baseline = evil
  odd.baseline_title = { en: evil, zh: evil }
  odd.map.attribution = evil
  odd.map.parcels[0]!.use = evil
  odd.failures = [{ scenario: evil, replicate: 0, member: evil, error: evil }]
  for (const scenario of odd.comparisons) {
    scenario.title = { en: evil, zh: `${evil}二` }
    scenario.question = scenario.title
    scenario.levers = [evil]
    scenario.costs = [{ policy: evil, cost: 1 }]
    for (const g of scenario.groups) g.group = evil
    for (const m of scenario.measures) {
      m.title = scenario.title
      m.name = evil
      m.unit = evil
    }
  }
  const html = reportHtml(odd, '')

  test('stay words', () => {
    expect(html).not.toContain('<img')
    expect(misnested(html)).toEqual([])
    expect(html.match(/<script/g)).toHaveLength(3)
    expect(html.match(/<\/script>/g)).toHaveLength(3)
  })

  test('come back whole out of the embedded data', () => {
    const data = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(html)![1]!
    expect(data).not.toMatch(/[<>&\u2028\u2029]/)
    expect(JSON.parse(data).series[0].title.en).toBe(evil)
    expect(JSON.parse(embedJson({ a: '\u2029<!--' }))).toEqual({ a: '\u2029<!--' })
  })
})

describe('the dictionary', () => {
  const entries = Object.entries(words)

  test('has both languages of every sentence, with the same blanks', () => {
    const blanks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
    for (const [key, { en, zh }] of entries) {
      expect(en.length, key).toBeGreaterThan(0)
      expect(zh.length, key).toBeGreaterThan(0)
      expect(blanks(zh), key).toEqual(blanks(en))
    }
  })

  test('is translated: Chinese where it says words, and never a claim too strong', () => {
    for (const [key, { en, zh }] of entries) {
      if (key !== 'language') expect(zh, key).toMatch(/[\u4e00-\u9fff]/)
      expect(en, key).not.toMatch(/significan|\bproven?\b|\bwill\b/i)
      expect(zh, key).not.toMatch(/显著|证明|必将/)
    }
    for (const { name, question } of Object.values(themeWords)) expect(name.zh && question.zh).toBeTruthy()
    for (const { en, zh } of [...Object.values(groupWords), ...Object.values(useWords)]) expect(en && zh).toBeTruthy()
  })

  test('fills every blank on the page', () => {
    expect(page.replace(/<(script|style)[\s\S]*?<\/\1>/g, '')).not.toMatch(/\{\w+\}/)
  })

  test('stands on the page in both languages in equal numbers', () => {
    const body = page.slice(page.indexOf('<body'), page.indexOf('<script type'))
    expect(body.match(/class="en"/g)!.length).toBe(body.match(/class="zh"/g)!.length)
  })
})

describe('the script', () => {
  test('is whole: its text parses and runs on its own', () => {
    const make = new Function(
      `'use strict'\n${formatSource()}\n${clientSource()}\nreturn { startPage, formatValue, shapeOf, isInside, differenceClass }`,
    )
    const made = make()
    expect(made.formatValue(0.312, 'share', 'en')).toBe('31.2\u00a0%')
    const { points, box } = made.shapeOf([0, 0, 10, 0, 0, 10, -10, 0])
    expect(points).toEqual([0, 0, 10, 0, 10, 10, 0, 10])
    expect(box).toEqual([0, 0, 10, 10])
    expect(made.isInside(points, 5, 5)).toBe(true)
    expect(made.isInside(points, 15, 5)).toBe(false)
    expect(made.differenceClass(-5, [-3, -2, -1, 1, 2, 3], -1)).toBe(6)
    expect(made.differenceClass(0.5, [-3, -2, -1, 1, 2, 3], 1)).toBe(3)
  })
})

describe('map data', () => {
  const data = mapData(comparison)!

  test('outlines are whole decimetres, as steps that lead back to within half of one', () => {
    expect(steps([0, 0, 10.04, 0, 10.04, 5.55])).toEqual([0, 0, 100, 0, 0, 56])
    const outline = comparison.map.parcels[7]!.outline
    let x = 0
    data.outlines[7]!.forEach((v, i) => {
      if (i % 2 === 0) expect(Math.abs((x += v) / 10 - outline[i]!)).toBeLessThan(0.051)
    })
  })

  test('scales have equal steps, and those of differences mirror round zero', () => {
    for (const { levels, differences } of Object.values(data.scales)) {
      expect(levels).toHaveLength(6)
      for (const [i, v] of levels.slice(1).entries()) expect(v).toBeGreaterThan(levels[i]!)
      expect(differences).toHaveLength(6)
      differences.forEach((v, i) => void expect(v).toBe(-differences[5 - i]!))
    }
  })
})
