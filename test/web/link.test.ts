import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isWhole, type Linked, linkOf, readLink, scenarioText } from '../../web/src/link.ts'
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

test.each([
  ['scenario=profit-cap', /Links know no “scenario”/],
  ['s=baseline&size=huge', /size=huge: write size=tiny \| small/],
  ['s=baseline&year=soon', /year=soon: write year=0 … 20/],
  ['s=baseline&purse=', /purse=: write purse=0 … 1/],
  ['s=baseline&layer=rents', /layer=rents: write layer=/],
  ['s=baseline&charts=rent_burdn', /charts=rent_burdn: .*rent_burden/],
  ['s=baseline&parcel=abc', /parcel=abc/],
  ['s=baseline&p=100%', /“100%” cannot be read/],
  ['s=baseline&p=profit_cap(max_margin:%)', /“%” cannot be read/],
  ['s=baseline&p=profit_cap(max_margin:0.2:5)', /max_margin/],
  ['s=baseline&q=%7B', /q= cannot be read/],
])('%s is refused in words', (hash, words) => {
  expect(() => readLink(hash, '1')).toThrow(words)
})

test('a scenario that says what to watch is linked to with its charts', () => {
  const { watch } = openScenario('two-round')
  expect(readLink('s=two-round', '1').linked.charts).toEqual(watch.slice(0, 2))
  expect(readLink('s=two-round&charts=vacancy_rate.turnout', '1').linked.charts).toEqual(['vacancy_rate', 'turnout'])
})

test('a scenario of one’s own comes back with its burn-in, years, city and parameters', () => {
  const { scenario } = readScenario(
    'mine.yaml',
    'name: mine\nextends: baseline\nburn_in: 12\nyears: 9\ncity: {preset: small, seed: quay}\nparameters: {natural_vacancy: 0.08}\n',
  )
  const state = { ...chosen('baseline'), name: 'mine', scenario }
  const read = readLink(linkOf(state, '1'), '1').linked.scenario
  // the size of the city is a choice of its own
  const seen = ({ burn_in, years, city, parameters }: typeof scenario) => ({
    burn_in,
    years,
    seed: 'seed' in city && city.seed,
    parameters,
  })
  expect(seen(read)).toEqual(seen(scenario))
})

test('what a link cannot carry is known: the file of a place, and measures of the scenario’s own', () => {
  const mine = (more: string) => ({
    name: 'mine',
    scenario: readScenario('mine.yaml', `name: mine\nextends: baseline\n${more}`).scenario,
  })
  expect(isWhole(mine('years: 9\n'))).toBe(true)
  expect(isWhole(mine('measures: [{name: doubled, formula: 2 * vacancy_rate}]\n'))).toBe(false)
  const own = mine('')
  expect(isWhole({ ...own, scenario: { ...own.scenario, city: { osm: 'place.osm' } } })).toBe(false)
  expect(isWhole({ name: 'butyrsky', scenario: openScenario('butyrsky') })).toBe(true)
})
