import { describe, expect, test } from 'vitest'
import { formatChange, formatValue } from '../../src/results/format.ts'
import { reportHtml } from '../../src/results/report.ts'
import { columns, comparisonTable, householdsCsv, measuresCsv, seriesCsv, wrap } from '../../src/results/table.ts'
import { fixtureComparison } from './fixture.ts'

const comparison = fixtureComparison()

describe('numbers by unit', () => {
  test.each([
    [0.312, 'share', '31.2 %', '31.2%'],
    [0.034, '/yr', '3.4 % a year', '3.4%/年'],
    [5240, 'yuan/month', '¥ 5,240 a month', '5,240元/月'],
    [-6.1e6, 'yuan/yr', '−¥ 6.10 m a year', '−610万元/年'],
    [2.8e8, 'yuan/yr', '¥ 280 m a year', '2.80亿元/年'],
    [9.4, 'minutes', '9.40 min', '9.40分钟'],
    [4, 'months', '4.00 months', '4.00个月'],
    [0.61, 'ratio', '0.610', '0.610'],
    [1234, 'count/yr', '1,234 a year', '1,234/年'],
    [46.2, 'yuan/m²/month', '¥ 46.2/m²/month', '46.2元/平方米/月'],
    [null, 'share', '–', '–'],
  ])('%d %s', (value, unit, en, zh) => {
    expect(formatValue(value, unit, 'en').replace(/\u00a0/g, ' ')).toBe(en)
    expect(formatValue(value, unit, 'zh')).toBe(zh)
  })

  test('a difference of shares is in points, with the decimals that its interval deserves', () => {
    const change = formatChange(-0.05, [-0.0612, -0.0388], [-0.008, 0.008], 'share', 'en')
    expect(change).toMatchObject({ difference: '−5.0\u00a0pts', low: '−6.1\u00a0pts', band: '±0.8\u00a0pts' })
    expect(formatChange(60, [20, 100], null, 'yuan', 'en').difference).toBe('+¥\u00a060')
    expect(formatChange(0, [0, 0], null, 'ratio', 'zh').bare.difference).toBe('0.0')
  })
})

describe('the table for a terminal', () => {
  test.each(['en', 'zh'] as const)('%s fits 100 columns', language => {
    for (const line of comparisonTable(comparison, language).split('\n'))
      expect(columns(line), line).toBeLessThanOrEqual(100)
  })

  test('only effects carry the mark, with a word for the direction', () => {
    const lines = comparisonTable(comparison).split('\n')
    const line = (title: string) => lines.find(text => text.slice(2).startsWith(title))!
    expect(line('Renters paying over 30 %')).toMatch(/^● .* better$/)
    expect(line('Living near green')).toMatch(/^● .* worse$/)
    expect(line('Separation within a walk')).toMatch(/^ {2}.* unresolved$/)
    expect(line('Unequal voice')).toMatch(/^ {2}.* not seen$/)
    const marked = comparison.comparisons.flatMap(c => [...c.measures, ...c.payers]).filter(m => m.verdict === 'effect')
    expect(lines.filter(text => text.startsWith('●'))).toHaveLength(marked.length)
  })

  test('a level that would run into its neighbour leaves its unit to the title', () => {
    const crowded = fixtureComparison()
    const first = crowded.comparisons[0]!.measures[0]!
    Object.assign(first, { unit: 'months', baseline: 0, policy: 0.0667 })
    const line = comparisonTable(crowded)
      .split('\n')
      .find(text => text.includes('0.0667'))
    expect(line).toMatch(/ 0\.00 +0\.0667 /)
  })

  test('groups, leavers, costs and failures are there', () => {
    const text = comparisonTable(comparison)
    for (const part of [
      'Lowest fifth',
      'Newcomers',
      'left, with',
      'brings in',
      'ledger does not balance',
      'x. justcity',
    ])
      expect(text).toContain(part)
  })

  test('what others lose is an amount where it is told from chance, and said to be within chance elsewhere', () => {
    const lines = comparisonTable(comparison).split('\n')
    const first = lines.indexOf('Who has less, who has more')
    const [land, developers] = lines.slice(first + 1, first + 3)
    expect(land).toMatch(/^ {2}the city, from land +within chance +\[/)
    expect(developers).toMatch(/^● developers +−¥ 12.0 m a year +\[/)
    const zh = comparisonTable(comparison, 'zh')
    expect(zh).toContain('与偶然波动无法区分')
    const tables = reportHtml(comparison, '').match(/<table class="payers">[\s\S]*?<\/table>/g)!
    expect(tables.join('').match(/within chance/g)).toHaveLength(3 * comparison.comparisons.length)
  })

  test('paint changes no width', () => {
    const mark = (text: string) => `\u0001${text}\u0002`
    const painted = comparisonTable(comparison, 'en', { title: mark, theme: mark, faint: mark, more: mark, less: mark })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the marks of this test
    expect(painted.replace(/[\u0001\u0002]/g, '')).toBe(comparisonTable(comparison))
  })

  test('long words and ideographs wrap by columns', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrap('土地增值归谁', 6)).toEqual(['土地增', '值归谁'])
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
  })
})

describe('CSV', () => {
  test('measures: a row each, with every run', () => {
    const [head, ...rows] = measuresCsv(comparison).trimEnd().split('\r\n')
    expect(head).toContain('ci95_low,ci95_high')
    expect(head!.split(',').at(-1)).toBe('difference_7')
    expect(rows).toHaveLength(comparison.comparisons.reduce((sum, c) => sum + c.measures.length, 0))
    for (const row of rows) expect(row.split(',')).toHaveLength(head!.split(',').length)
  })

  test('households and series', () => {
    expect(householdsCsv(comparison).split('\r\n')[1]).toMatch(/^profit-cap,all,\d/)
    expect(seriesCsv(comparison).split('\r\n')[1]).toMatch(/^profit-cap,land_gain_public_share,0,0\.\d/)
  })

  test('text with commas and quotes is quoted', () => {
    const odd = structuredClone(comparison)
    odd.comparisons[0]!.scenario = 'a "b", c'
    expect(householdsCsv(odd)).toContain('"a ""b"", c",all')
  })
})

describe('members of a calibrated set', () => {
  const wide = fixtureComparison()
  for (const m of wide.comparisons.flatMap(({ measures }) => measures)) {
    if (m.difference === null) continue
    const size = Math.abs(m.difference)
    m.parameters = {
      members: 20,
      difference: m.difference,
      range90: [m.difference - 3 * size, m.difference + size],
      same_sign: 17,
      differences: [],
      series: { low: [], high: [] },
    }
  }
  const plain = (text: string): string => text.replace(/[\u00a0\u2009\u202f]/g, ' ')

  test.each(['en', 'zh'] as const)('stand under each measure in %s, within 100 columns', language => {
    const lines = comparisonTable(wide, language).split('\n')
    for (const line of lines) expect(columns(line), line).toBeLessThanOrEqual(100)
    const told = plain(lines.join(' ')).match(language === 'en' ? /same sign in 17/g : /同号17组/g)
    expect(told!.length).toBe(wide.comparisons.flatMap(({ measures }) => measures).filter(m => m.parameters).length)
  })

  test('are columns of the table as CSV', () => {
    const [head, row] = measuresCsv(wide).split('\r\n')
    const at = (name: string): string => row!.split(',')[head!.split(',').indexOf(name)]!
    expect(Number(at('parameters_low'))).toBe(wide.comparisons[0]!.measures[0]!.parameters!.range90[0])
    expect(at('parameters_same_sign')).toBe('17')
  })
})
