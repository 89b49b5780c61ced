import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Linked, linkOf, readLink, scenarioText } from '../../web/src/link.ts'
import { openScenario, readScenario } from '../../web/src/scenarios.ts'

const names = readdirSync(join(import.meta.dirname, '../../scenarios'))
  .filter(file => file.endsWith('.yaml'))
  .map(file => file.replace('.yaml', ''))

const chosen = (name: string): Linked => {
  const scenario = openScenario(name)
  return { ...readLink(`s=${name}`, '1').linked, uses: scenario.policies, purse: scenario.purse ?? null }
}

describe.each(names)('%s', name => {
  test('saved is the same scenario: levers with their times, conditions and targets, words, years, parameters', () => {
    const before = openScenario(name)
    const text = scenarioText(chosen(name), before.city, '1')
    const { scenario } = readScenario('saved.yaml', text)
    const { policies, years, burn_in, parameters, title, question, prompt, measures, watch } = scenario
    expect({ policies, years, burn_in, parameters, title, question, prompt, measures, watch }).toEqual({
      policies: before.policies,
      years: before.years,
      burn_in: before.burn_in,
      parameters: before.parameters,
      title: before.title,
      question: before.question,
      prompt: before.prompt,
      measures: before.measures,
      watch: before.watch,
    })
  })

  test('with one more lever is the same by a link', () => {
    const state = chosen(name)
    const more = {
      policy: 'river',
      settings: { treatment: 0.9 },
      from: 30,
      until: null,
      over: 6,
      when: 'vacancy_rate < 0.08',
    }
    const uses = [...state.uses.filter(({ policy }) => policy !== 'river'), more]
    expect(readLink(linkOf({ ...state, uses }, '1'), '1').linked.uses).toEqual(uses)
  })
})

test('a loop whose targets are cut off in a link is refused in words', () => {
  expect(() => readLink('s=baseline&p=feedback(gain:0.3,targets:%7B%22rent)', '1')).toThrow(/targets/)
})
