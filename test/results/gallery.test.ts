import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scenarioFiles } from '../../src/cli/files.ts'
import { measureNames } from '../../src/metrics/index.ts'
import type { MeasureComparison } from '../../src/results/comparison.ts'
import { gallerySection } from '../../src/results/gallery.ts'
import { payers, payerText } from '../../src/results/payers.ts'
import { headlineMeasures } from '../../src/results/reading.ts'
import { escapeHtml } from '../../src/results/report/html.ts'
import { reportHtml } from '../../src/results/report.ts'
import { changedParameters, settingsOf, worldSentence } from '../../src/results/settings.ts'
import { comparisonTable } from '../../src/results/table.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { fixtureComparison } from './fixture.ts'

const folder = join(import.meta.dirname, '../../scenarios')
const shipped = (name: string): Scenario =>
  loadScenario(join(folder, `${name}.yaml`), scenarioFiles, { indicators: measureNames }).scenario
const baseline = shipped('baseline')

describe('what a scenario sets is told in full', () => {
  test.each([
    ['two-round', ['public_housing.share 0.15 from month 25 until month 121']],
    ['kpi-reform', ['kpi_reform.justice_weight 0.7 from month 25, over 24 months']],
    ['open-neighbourhoods', ['over 36 months']],
    ['just-city', ['over 36 months']],
    [
      'steering-loop',
      ['feedback.gain 0.3', 'feedback.targets rent_burden_low 0.25 by public_housing.share, sign −1, scale 0.1'],
    ],
  ])('%s', (name, parts) => {
    const lines = shipped(name).policies.flatMap(settingsOf).join('\n')
    for (const part of parts) expect(lines).toContain(part)
  })

  test('a condition', () => {
    const use = { policy: 'rail', settings: {}, from: 0, until: null, over: 0, when: 'vacancy_rate > 0.1' }
    expect(settingsOf(use)).toEqual(['rail.at its defaults from month 1, when vacancy_rate > 0.1'])
  })

  test('a parameter, and that the city is another one', () => {
    const changed = changedParameters(shipped('fortress-city'), baseline)
    expect(changed).toEqual([{ name: 'trust_start', value: 0.3, baseline: 0.5 }])
    expect(worldSentence(changed)!.en).toContain('trust_start 0.3 instead of 0.5')
    expect(worldSentence(changed)!.zh).toContain('trust_start 0.3，照旧为 0.5')
    expect(worldSentence(changedParameters(shipped('two-round'), baseline))).toBeNull()
  })

  test('wherever results are shown', () => {
    const comparison = fixtureComparison()
    const lever = 'profit_cap.max_margin 0.15 from month 25 until month 121, over 36 months'
    comparison.comparisons[0]!.levers = [lever]
    const world = worldSentence(comparison.comparisons[0]!.changed_parameters)!
    const table = comparisonTable(comparison).replace(/\n */g, ' ')
    const html = reportHtml(comparison, '')
    const section = gallerySection(shipped('profit-cap'), comparison.comparisons[0]!, '')
    for (const text of [lever, world.en]) {
      expect(table).toContain(text)
      expect(html).toContain(escapeHtml(text))
      expect(section).toContain(text)
    }
  })
})

describe('every shipped scenario with a policy', () => {
  const names = readdirSync(folder).flatMap(file => (file.endsWith('.yaml') ? [file.replace('.yaml', '')] : []))

  test.each(names.filter(name => name !== 'baseline').map(name => [name]))(
    '%s has a prompt for workshops, which is not its question',
    name => {
      const { prompt, question } = shipped(name)
      expect(prompt?.en && prompt.zh).toBeTruthy()
      expect(question?.en.includes(prompt!.en)).toBe(false)
      expect(question?.zh.includes(prompt!.zh)).toBe(false)
    },
  )

  test('the prompt is shown beside the question', () => {
    const comparison = fixtureComparison()
    const { prompt } = comparison.comparisons[0]!
    for (const language of ['en', 'zh'] as const)
      expect(comparisonTable(comparison, language)).toContain(prompt![language])
    expect(reportHtml(comparison, '')).toContain(`For a workshop: ${prompt!.en}`)
  })
})

describe('the gallery', () => {
  const comparison = fixtureComparison()
  const found = comparison.comparisons[0]!

  test.each(headlineMeasures.map(name => [name]))(
    'says of %s what was found, however many effects are clearer',
    name => {
      const clearer = Array.from({ length: 20 }, (_, i): MeasureComparison => {
        const m = found.measures.find(other => other.verdict === 'effect')!
        const middle = m.difference!
        return { ...m, name: `other_${i}`, title: { en: `Other ${i}`, zh: '' }, ci95: [middle - 1e-9, middle + 1e-9] }
      })
      const own = found.measures.find(m => m.name === name)!
      const section = (verdict: MeasureComparison['verdict']): string =>
        gallerySection(
          baseline,
          { ...found, measures: [...clearer, ...found.measures.map(m => (m === own ? { ...m, verdict } : m))] },
          '',
        )
      expect(section('effect')).toContain(`**${own.title.en}**`)
      expect(section('effect')).toMatch(/- and \d+ more\./)
      const untold = section('unresolved')
        .split('\n')
        .find(text => text.startsWith('Headlines not told from chance'))
      expect(untold).toContain(own.title.en.toLowerCase())
    },
  )
})

test('who has more or less money is told with its interval, and named without an amount where chance may have made it', () => {
  for (const one of fixtureComparison().comparisons) {
    const section = gallerySection(baseline, one, '')
    for (const loss of one.payers.filter(({ loss }) => loss !== 0)) {
      const name = payers[loss.payer].title.en.toLowerCase()
      const { isTold, change, interval } = payerText(loss, 'en')
      expect(section).toContain(isTold ? `${name} ${change} (95 %: ${interval})` : name)
      if (!isTold) expect(section).not.toContain(`${name} ${change}`)
    }
  }
})
