import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultParameters } from '../../src/city/parameters.ts'
import { editDistance, nearest } from '../../src/lib/nearest.ts'
import { definePolicy, type Policy } from '../../src/policies/policy.ts'
import { didYouMean, ScenarioError } from '../../src/scenario/error.ts'
import { loadScenario, pathBeside, type ScenarioFiles } from '../../src/scenario/load.ts'
import { expectSpoken } from '../spoken.ts'

const known = { indicators: ['vacancy_rate', 'rent_burden_p80', 'rent_burden_migrant', 'rent_burden_local'] }

/** Files in memory: names resolve beside the naming file, then to the top. */
function filesOf(texts: Record<string, string>): ScenarioFiles {
  const has = (path: string): boolean => Object.hasOwn(texts, path)
  return {
    read: path => texts[path] ?? null,
    resolve: (name, from) =>
      [pathBeside(from ?? '', name), `${pathBeside(from ?? '', name)}.yaml`, `${name}.yaml`].find(has) ?? null,
    names: () => Object.keys(texts).map(path => path.replace(/^.*\//, '').replace('.yaml', '')),
  }
}

const load = (text: string, more: Record<string, string> = {}) =>
  loadScenario('case.yaml', filesOf({ 'case.yaml': text, 'baseline.yaml': 'name: baseline\n', ...more }), known)

const scenarioOf = (text: string, more: Record<string, string> = {}) => load(text, more).scenario

function errorOf(text: string, more: Record<string, string> = {}): ScenarioError {
  try {
    load(text, more)
  } catch (error) {
    expect(error).toBeInstanceOf(ScenarioError)
    for (const { what, remedy } of (error as ScenarioError).problems)
      for (const words of [what, remedy]) expectSpoken(words)
    return error as ScenarioError
  }
  throw new Error('the scenario was accepted')
}

describe('broken scenarios: place, path, value, remedy', () => {
  type Case = [name: string, text: string, where: string, what: RegExp, remedy: RegExp]
  test.each<Case>([
    [
      'a percentage',
      'policies:\n  - profit_cap: {max_margin: 5}',
      ':2:30, policies[0].profit_cap.max_margin',
      /from 0\.02 to 0\.6 .*or off, but is 5\./,
      /for 5 % write 0\.05/,
    ],
    [
      'a share above what is allowed is no percentage',
      'policies:\n  - public_housing: {share: 0.9}',
      ':2:29, policies[0].public_housing.share',
      /from 0 to 0\.5/,
      /^Choose a number from 0 to 0\.5/,
    ],
    [
      'a percentage as text',
      'parameters:\n  interest: 5%',
      ':2:13, parameters.interest',
      /but is "5%"/,
      /for 5 % write 0\.05/,
    ],
    [
      'text for a number',
      'parameters:\n  interest: low',
      ':2:13, parameters.interest',
      /a number from 0 to 0\.3 \[1\/yr\], but is "low"/,
      /number alone/,
    ],
    ['a quoted number', 'years: "20"', ':1:8, years', /but is "20"/, /without quotation marks: 20/],
    [
      'a decimal comma',
      'parameters:\n  choice_scale: 4,5',
      ':2:17, parameters.choice_scale',
      /but is "4,5"/,
      /decimal point: 4\.5/,
    ],
    [
      'thousands',
      'parameters:\n  construction_cost: 4,300',
      ':2:22, parameters.construction_cost',
      /but is "4,300"/,
      /without a comma: 4300/,
    ],
    [
      'a number out of range',
      'parameters:\n  choice_scale: 400',
      ':2:17, parameters.choice_scale',
      /from 1 to 20 \[1\/utility\], but is 400/,
      /from 1 to 20/,
    ],
    [
      'infinity',
      'parameters:\n  choice_scale: .inf',
      ':2:17, parameters.choice_scale',
      /but is Infinity/,
      /from 1 to 20/,
    ],
    ['half a year', 'years: 2.5', ':1:8, years', /whole number from 1 to 200 \[years\], but is 2\.5/, /Write 3/],
    ['too many years', 'years: 500', ':1:8, years', /from 1 to 200 \[years\], but is 500/, /from 1 to 200/],
    ['nothing after the colon', 'years:\nname: a', ':1:7, years', /but is empty/, /Write a value/],
    [
      'yes for 1',
      'policies:\n  - public_housing: {migrants: yes}',
      ':2:32, policies[0].public_housing.migrants',
      /but is "yes"/,
      /1 for yes/,
    ],
    [
      'false for off',
      'policies:\n  - profit_cap: {max_margin: false}',
      ':2:30, policies[0].profit_cap.max_margin',
      /but is false/,
      /the word off/,
    ],
    [
      'off where there is none',
      'policies:\n  - land_finance: {impulse: off}',
      ':2:29, policies[0].land_finance.impulse',
      /but is "off"/,
      /from 0 to 2/,
    ],
    ['an unknown key', 'polices: []', ':1:1, polices', /"polices" is no part of this file/, /Did you mean policies\?/],
    [
      'a parameter at the top',
      'natural_vacancy: 0.05',
      ':1:1, natural_vacancy',
      /"natural_vacancy" is no part/,
      /under parameters/,
    ],
    [
      'a policy at the top',
      'profit_cap: {max_margin: 0.1}',
      ':1:1, profit_cap',
      /"profit_cap" is no part/,
      /in a list: policies/,
    ],
    [
      'an unknown parameter',
      'parameters:\n  natural_vacency: 0.05',
      ':2:3, parameters.natural_vacency',
      /"natural_vacency" is no parameter/,
      /natural_vacancy\?/,
    ],
    [
      'an unknown nested parameter',
      'parameters:\n  move_rate: {tenants: 0.01}',
      ':2:15, parameters.move_rate.tenants',
      /"tenants" is no parameter/,
      /Did you mean tenant\?/,
    ],
    [
      'an unknown policy',
      'policies:\n  - profit-cap: {max_margin: 0.1}',
      ':2:5, policies[0].profit-cap',
      /"profit-cap" is no policy/,
      /Did you mean profit_cap\?/,
    ],
    [
      'a target for no indicator',
      'policies:\n  - feedback: {gain: 0.3, targets: {vacancy: {goal: 0.06, lever: land_finance.impulse, sign: 1, scale: 0.01}}}',
      ':2:37, policies[0].feedback.targets.vacancy',
      /must be an indicator, but is "vacancy"/,
      /vacancy_rate/,
    ],
    [
      'a target by no lever',
      'policies:\n  - feedback: {gain: 0.3, targets: {vacancy_rate: {goal: 0.06, lever: land_finance.inpulse, sign: 1, scale: 0.01}}}',
      ':2:71, policies[0].feedback.targets.vacancy_rate.lever',
      /a lever that is a number, as policy\.setting, but is "land_finance\.inpulse"/,
      /land_finance\.impulse/,
    ],
    [
      'a target without direction',
      'policies:\n  - feedback: {gain: 0.3, targets: {vacancy_rate: {goal: 0.06, lever: land_finance.impulse, sign: up, scale: 0.01}}}',
      ':2:99, policies[0].feedback.targets.vacancy_rate.sign',
      /must be 1 or -1, but is "up"/,
      /Write 1 if the indicator rises/,
    ],
    [
      'an unknown setting',
      'policies:\n  - profit_cap: {max_margn: 0.1}',
      ':2:18, policies[0].profit_cap.max_margn',
      /"max_margn" is no setting of profit_cap/,
      /max_margin\?/,
    ],
    [
      'timing in the wrong place',
      'policies:\n  - profit_cap: {max_margin: 0.1}\n    from: year 3',
      ':3:5, policies[0].from',
      /"from" is no policy/,
      /Indent it under profit_cap/,
    ],
    [
      'a policy without braces',
      'policies:\n  - profit_cap',
      ':2:5, policies[0]',
      /but is "profit_cap"/,
      /- profit_cap: \{…\}/,
    ],
    [
      'policies without dashes',
      'policies:\n  profit_cap: {max_margin: 0.1}',
      ':2:3, policies',
      /a list of policies, but is a block/,
      /dash: - profit_cap/,
    ],
    [
      'two policies in one entry',
      'policies:\n  - profit_cap: {max_margin: 0.1}\n    open_walls: {share: 1}',
      ':3:5, policies[0].open_walls',
      /second policy, open_walls/,
      /dash of its own/,
    ],
    [
      'an unknown choice',
      'policies:\n  - open_walls: {new_gates: banned}',
      ':2:29, policies[0].open_walls.new_gates',
      /one of allow, ban, but is "banned"/,
      /allow, ban/,
    ],
    ['an unknown preset', 'city: {preset: medum}', ':1:16, city.preset', /but is "medum"/, /Did you mean medium\?/],
    ['a city as a word', 'city: large', ':1:7, city', /but is "large"/, /city: \{preset: large\}/],
    ['a city as a path', 'city: a.osm.gz', ':1:7, city', /but is "a.osm.gz"/, /city: \{osm: a.osm.gz\}/],
    ['two cities', 'city: {osm: a.osm, geojson: b.json}', ':1:20, city.geojson', /osm and geojson/, /Keep one/],
    [
      'a seed for an import',
      'city: {osm: a.osm, seed: x}',
      ':1:20, city.seed',
      /"seed" belongs to synthetic cities.*"a\.osm"/,
      /Leave seed out/,
    ],
    [
      'an end before its start',
      'policies:\n  - open_walls: {share: 1, from: year 5, until: month 12}',
      ':2:49, policies[0].open_walls.until',
      /later than its start, from: year 5, but is "month 12"/,
      /from or until/,
    ],
    [
      'an end before the usual start',
      'policies:\n  - open_walls: {share: 1, until: year 2}',
      ':2:35, policies[0].open_walls.until',
      /year 3 unless from/,
      /from or until/,
    ],
    [
      'a year that is none',
      'policies:\n  - open_walls: {share: 1, from: year 0}',
      ':2:34, policies[0].open_walls.from',
      /but is "year 0"/,
      /first year is year 1/,
    ],
    [
      'a year beyond the horizon',
      'policies:\n  - open_walls: {share: 1, from: year 201}',
      ':2:34, policies[0].open_walls.from',
      /year 1 to year 200.*but is "year 201"/,
      /tick 24/,
    ],
    [
      'a date',
      'policies:\n  - open_walls: {share: 1, from: 3rd year}',
      ':2:34, policies[0].open_walls.from',
      /but is "3rd year"/,
      /3rd year write year 3/,
    ],
    [
      'half a month',
      'policies:\n  - open_walls: {share: 1, from: 2.5}',
      ':2:34, policies[0].open_walls.from',
      /but is 2\.5/,
      /year 3, month 25/,
    ],
    [
      'a span the wrong way round',
      'policies:\n  - open_walls: {share: 1, over: year 2}',
      ':2:34, policies[0].open_walls.over',
      /but is "year 2"/,
      /2 years/,
    ],
    [
      'an unknown indicator in a condition',
      'policies:\n  - open_walls:\n      share: 1\n      when: "year > 3 and vacancy < 0.1"',
      ':4:27, policies[0].open_walls.when',
      /"vacancy", which is no indicator.*"year > 3 and vacancy/,
      /vacancy_rate\?/,
    ],
    [
      'a condition that is a number',
      'policies:\n  - open_walls: {share: 1, when: vacancy_rate}',
      ':2:34, policies[0].open_walls.when',
      /a number, not a condition.*"vacancy_rate"/,
      /Compare it/,
    ],
    [
      'a condition that is no text',
      'policies:\n  - open_walls: {share: 1, when: true}',
      ':2:34, policies[0].open_walls.when',
      /but is true/,
      /quotation marks/,
    ],
    [
      'an assignment',
      'policies:\n  - open_walls: {share: 1, when: "vacancy_rate = 1"}',
      ':2:48, policies[0].open_walls.when',
      /assigns.*"vacancy_rate = 1"/,
      /write ==/,
    ],
    [
      'a formula that is a condition',
      'measures:\n  - {name: a, formula: year > 3}',
      ':2:24, measures[0].formula',
      /true or false.*"year > 3"/,
      /\? 1 : 0/,
    ],
    [
      'a measure without a formula',
      'measures:\n  - {name: a}',
      ':2:5, measures[0].formula',
      /is missing; it must be a formula/,
      /Write text/,
    ],
    [
      'a measure with a taken name',
      'measures:\n  - {name: vacancy_rate, formula: "1"}',
      ':2:12, measures[0].name',
      /but is "vacancy_rate"/,
      /vacancy_rate_own/,
    ],
    [
      'a measure with a bad name',
      'measures:\n  - {name: Burden Gap, formula: "1"}',
      ':2:12, measures[0].name',
      /but is "Burden Gap"/,
      /burden_gap/,
    ],
    [
      'a measure in a unit that there is not',
      'measures:\n  - {name: a, formula: "1", unit: per cent}',
      ':2:35, measures[0].unit',
      /one of share, yuan, .*but is "per cent"/,
      /share/,
    ],
    [
      'a measure that is called a number',
      'measures:\n  - {name: a, formula: "1", title: 3}',
      ':2:36, measures[0].title',
      /must be words.*but is 3/,
      /one text for both/,
    ],
    [
      'an unknown indicator to watch',
      'watch: [rent_burden_p8]',
      ':1:9, watch[0]',
      /but is "rent_burden_p8"/,
      /rent_burden_p80\?/,
    ],
    [
      'one indicator to watch without brackets',
      'watch: vacancy_rate',
      ':1:8, watch',
      /but is "vacancy_rate"/,
      /\[vacancy_rate\]/,
    ],
    [
      'a lever that has moved',
      'levers:\n  kpi_reform: {justice_weight: 0.7}',
      ':2:32, levers.kpi_reform.justice_weight',
      /0\.25, its value at rest, but is 0\.7/,
      /- kpi_reform: \{justice_weight: 0\.7\}/,
    ],
    [
      'a list that is too short',
      'parameters:\n  saving_rate: [0.1, 0.2]',
      ':2:16, parameters.saving_rate',
      /a list of 5 numbers, but is a list/,
      /Write all 5/,
    ],
    [
      'a number in a list',
      'parameters:\n  saving_rate: [0.1, 0.2, 0.3, 0.4, 5]',
      ':2:37, parameters.saving_rate[4]',
      /a share from 0 to 0\.9, but is 5/,
      /0\.05/,
    ],
    [
      'ends of a range swapped',
      'parameters:\n  required_return: {low: 0.3}',
      ':2:26, parameters.required_return.low',
      /they are 0\.3 and 0\.2/,
      /State both ends/,
    ],
    [
      'a group where a number stands',
      'parameters:\n  move_rate: 0.1',
      ':2:14, parameters.move_rate',
      /a block of settings, but is 0\.1/,
      /tenant, owner/,
    ],
    ['a title that is a list', 'title: [a]', ':1:8, title', /but is a list/, /en: "…"/],
    [
      'a title in a third language',
      'title: {en: a, de: b}',
      ':1:16, title.de',
      /"de" is no part of title/,
      /Did you mean en|There is: en, zh/,
    ],
    ['a name like a path', 'name: a/b', ':1:7, name', /but is "a\/b"/, /rent-cap/],
    [
      'a parent that is not there',
      'name: a\nextends: baselin',
      ':2:10, extends',
      /no scenario "baselin"/,
      /Did you mean baseline\?/,
    ],
    [
      'a file that extends itself',
      'extends: case',
      ':1:10, extends',
      /circle: case\.yaml → case\.yaml/,
      /extend baseline/,
    ],
    ['a duplicate key', 'years: 10\nname: a\nyears: 20', ':3:1', /key "years" twice/, /Keep one/],
    ['a tab', 'parameters:\n\tinterest: 0.05', ':2:1', /a tab stands .* "interest: 0\.05"/, /spaces/],
    [
      'an open quotation mark',
      'name: a\ntitle: "Half',
      ':2:13',
      /not YAML: something is left open/,
      /Close what is open/,
    ],
    ['an open brace', 'city: {preset: tiny', ':1:20', /not YAML/, /Close|Check/],
    [
      'bad indentation',
      'parameters:\n  interest: 0.05\n upkeep: 0.01',
      ':3:1',
      /indentation does not fit, at "upkeep/,
      /same column/,
    ],
    ['a colon in a text', 'title: Cap: too far', ':1:8', /second colon.* at "Cap: too far"/, /quotation marks/],
    ['a missing comma', 'title: {en: "a" zh: "b"}', ':1:17', /does not belong here, at "zh: /, /commas/],
    ['no space after the colon', 'years:3', ':1:1', /but is "years:3"/, /years: 3/],
    ['two documents', 'years: 3\n---\nyears: 4', ':2:1', /not YAML/, /one scenario a file/],
    ['a tag', 'years: !!js/function 3', ':1:8', /not YAML/, /tag/],
    ['a reference to nothing', 'years: *y', ':1:8', /leads nowhere, at "\*y"/, /Write the value/],
    ['an empty file', '', ':1:1', /is empty/, /extends: baseline/],
    ['a file of comments', '# nothing\n', ':1:1', /is empty/, /extends: baseline/],
    ['a list', '- a\n- b', ':1:1', /but is a list/, /extends: baseline/],
    ['a bare text', 'hello', ':1:1', /but is "hello"/, /extends: baseline/],
    ['a key with a history', '__proto__: {years: 3}', ':1:1, __proto__', /"__proto__" is no part/, /./],
    [
      'constructor as a policy',
      'policies:\n  - constructor: {}',
      ':2:5, policies[0].constructor',
      /"constructor" is no policy/,
      /There is/,
    ],
  ])('%s', (_, text, where, what, remedy) => {
    const error = errorOf(text)
    expect(error.where).toBe(`case.yaml${where}`)
    expect(error.what.en).toMatch(what)
    expect(error.remedy.en).toMatch(remedy)
    expect(error.problems).toHaveLength(1)
    expect(error.message).toBe(`${error.where}\n  ${error.what.en}\n  ${error.remedy.en}`)
  })

  test('a scenario that is not there', () => {
    const files = filesOf({ 'profit-cap.yaml': '' })
    expect(() => loadScenario('profit-cpa', files, known)).toThrow(
      'profit-cpa\n  There is no scenario "profit-cpa".\n  Did you mean profit-cap?',
    )
  })

  test('all problems are told at once, in the order of the lines, up to a screen', () => {
    const two = errorOf(
      'watch: 3\nyears: 900\npolicies:\n  - open_walls: {when: "oops("}\n  - profit_cap: {max_margin: 12}',
    )
    expect(two.problems.map(({ path }) => path)).toEqual([
      'watch',
      'years',
      'policies[0].open_walls.when',
      'policies[1].profit_cap.max_margin',
    ])
    const many = errorOf(Array.from({ length: 40 }, (_, i) => `key_number_${i}: 1`).join('\n'))
    expect(many.problems).toHaveLength(40)
    expect(many.message).toMatch(/… and 33 more\.$/)
    expect(many.message.split('\n').length).toBeLessThanOrEqual(24)
  })

  test('a problem in a parent is told with the place in the parent', () => {
    const error = errorOf('extends: mid\nyears: 0', { 'mid.yaml': 'extends: baseline\n\nburn_in: -1' })
    expect(error.problems.map(({ file, line, path }) => [file, line, path])).toEqual([
      ['case.yaml', 2, 'years'],
      ['mid.yaml', 3, 'burn_in'],
    ])
  })

  test('a circle of three is told as one', () => {
    const error = errorOf('extends: b', { 'b.yaml': 'extends: c', 'c.yaml': 'extends: case' })
    expect(error.what.en).toMatch(/case\.yaml → b\.yaml → c\.yaml → case\.yaml/)
    expect(error.where).toBe('c.yaml:1:10, extends')
  })

  test('a chain without end and references that multiply are refused', () => {
    const chain = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`s${i}.yaml`, `extends: s${i + 1}`]))
    expect(errorOf('extends: s0', chain).what.en).toMatch(/21th file/)
    const lines = ['a0: &a0 [x, x]']
    for (let i = 1; i < 30; i++) lines.push(`a${i}: &a${i} [*a${i - 1}, *a${i - 1}, *a${i - 1}, *a${i - 1}]`)
    expect(errorOf(lines.join('\n')).what.en).toMatch(/cannot be read/)
    expect(errorOf(`name: ${'['.repeat(200_000)}`).what.en).toMatch(/cannot be read|not YAML/)
    expect(errorOf(`# ${'x'.repeat(600_000)}`).what.en).toMatch(/at most 500000/)
  })
})

describe('what a scenario becomes', () => {
  test('defaults are filled in', () => {
    expect(load('extends: baseline')).toEqual({
      scenario: {
        name: 'case',
        model_version: 1,
        title: { en: 'case', zh: 'case' },
        question: null,
        prompt: null,
        city: { preset: 'medium', seed: 'harbour' },
        years: 20,
        burn_in: 36,
        parameters: defaultParameters(),
        policies: [],
        measures: [],
        watch: [],
      },
      warnings: [],
    })
  })

  test('a purse is each file’s own and a share; where nothing is said of it there is none', () => {
    expect(scenarioOf('purse: 0.05').purse).toBe(0.05)
    expect('purse' in scenarioOf('years: 4')).toBe(false)
    expect(() => load('purse: 5')).toThrow(/purse\s+must be a number from 0 to 1.*for 5 % write 0\.05/s)
  })

  test('targets of a feedback are read with the lever they move', () => {
    const { policies, prompt } = scenarioOf(
      'prompt: {en: Why?, zh: 为何？}\npolicies:\n  - feedback: {gain: 0.3, targets: {vacancy_rate: {goal: 0.06, lever: land_finance.impulse, sign: 1, scale: 0.01}}}',
    )
    expect(prompt).toEqual({ en: 'Why?', zh: '为何？' })
    expect(policies[0]!.settings).toEqual({ gain: 0.3 })
    expect(policies[0]!.targets).toEqual([
      { indicator: 'vacancy_rate', goal: 0.06, policy: 'land_finance', setting: 'impulse', sign: 1, scale: 0.01 },
    ])
  })

  test.each<[string, number]>([
    ['year 1', 0],
    ['year 3', 24],
    ['month 1', 0],
    ['month 25', 24],
    ['24', 24],
    ['0', 0],
    ['year 200', 2388],
  ])('from: %s is tick %i', (from, tick) => {
    const { policies } = scenarioOf(`years: 200\npolicies:\n  - open_walls: {share: 1, from: ${from}}`)
    expect(policies[0]!.from).toBe(tick)
  })

  test.each<[string, number]>([
    ['12 months', 12],
    ['1 month', 1],
    ['2 years', 24],
    ['1 year', 12],
    ['7', 7],
    ['0', 0],
  ])('over: %s is %i months', (over, months) => {
    const { policies } = scenarioOf(`policies:\n  - open_walls: {share: 1, over: ${over}}`)
    expect(policies[0]!.over).toBe(months)
  })

  test('a policy keeps the settings stated, off becomes null, and the rest is its timing', () => {
    const { policies } = scenarioOf(
      'policies:\n  - profit_cap: {max_margin: off, until: year 10, when: "vacancy_rate < 0.08"}\n  - kpi_reform: {justice_weight: 0.6}\n  - kpi_reform: {justice_weight: 0.2, from: 60}',
    )
    expect(policies).toEqual([
      {
        policy: 'profit_cap',
        settings: { max_margin: null },
        from: 24,
        until: 108,
        over: 0,
        when: 'vacancy_rate < 0.08',
      },
      { policy: 'kpi_reform', settings: { justice_weight: 0.6 }, from: 24, until: null, over: 0, when: null },
      { policy: 'kpi_reform', settings: { justice_weight: 0.2 }, from: 60, until: null, over: 0, when: null },
    ])
  })

  test('a child lays its parameters over its parents and replaces their lists', () => {
    const scenario = scenarioOf('extends: mid\nparameters: {move_rate: {owner: 0.004}}\nwatch: [gap]', {
      'mid.yaml':
        'extends: baseline\ntitle: Middle\nyears: 30\nparameters: {interest: 0.06, move_rate: {tenant: 0.02}}\npolicies:\n  - open_walls: {share: 1}\nmeasures:\n  - {name: gap, formula: rent_burden_migrant - rent_burden_local, better: lower}\nwatch: [vacancy_rate]',
    })
    const rest = defaultParameters()
    expect(scenario.parameters).toEqual({
      ...rest,
      interest: 0.06,
      move_rate: { ...rest.move_rate, tenant: 0.02, owner: 0.004 },
    })
    expect(scenario.years).toBe(30)
    expect(scenario.title.en).toBe('case')
    expect(scenario.policies).toHaveLength(1)
    expect(scenario.watch).toEqual(['gap'])
    expect(scenario.measures).toEqual([
      { name: 'gap', formula: 'rent_burden_migrant - rent_burden_local', better: 'lower' },
    ])
    const cleared = scenarioOf('extends: mid\npolicies: []', { 'mid.yaml': 'policies:\n  - open_walls: {share: 1}' })
    expect(cleared.policies).toEqual([])
  })

  test('a measure may say what it is called and counted in, in one language or both', () => {
    const { measures } = scenarioOf(
      'measures:\n  - {name: a, formula: "1", title: Gap, unit: yuan/month, better: to 1}\n  - {name: b, formula: "1", title: {en: Ratio, zh: 比}}\n  - {name: c, formula: "1", title: {zh: 比}}',
    )
    expect(measures).toEqual([
      { name: 'a', formula: '1', title: { en: 'Gap', zh: 'Gap' }, unit: 'yuan/month', better: 'to 1' },
      { name: 'b', formula: '1', title: { en: 'Ratio', zh: '比' }, better: 'none' },
      { name: 'c', formula: '1', title: { en: '比', zh: '比' }, better: 'none' },
    ])
  })

  test('a measure of the parent that the child has replaced cannot be watched', () => {
    const parent = 'measures:\n  - {name: gap, formula: "1"}\nwatch: [gap]'
    const error = errorOf('extends: mid\nmeasures: []', { 'mid.yaml': parent })
    expect(error.where).toBe('mid.yaml:3:9, watch[0]')
  })

  test('a range may be stated in two files, and is checked as a whole', () => {
    const mid = { 'mid.yaml': 'parameters: {user_cost: {min: 0.06, max: 0.08}}' }
    expect(scenarioOf('extends: mid\nparameters: {user_cost: {min: 0.07}}', mid).parameters.user_cost.min).toBe(0.07)
    expect(errorOf('extends: mid\nparameters: {user_cost: {max: 0.05}}', mid).where).toMatch(/^case\.yaml:2:31/)
  })

  test.each<[string, unknown]>([
    ['{preset: small}', { preset: 'small', seed: 'harbour' }],
    ['{seed: 7}', { preset: 'medium', seed: '7' }],
    ['{osm: cities/a.osm.gz}', { osm: 'cities/a.osm.gz' }],
    ['{geojson: /data/parcels.geojson}', { geojson: '/data/parcels.geojson' }],
    ['{file: ./a/../b.city}', { file: 'b.city' }],
  ])('city: %s', (text, city) => {
    expect(scenarioOf(`city: ${text}`).city).toEqual(city)
  })

  test('a path belongs to the file that states it; a preset keeps the seed of its parent', () => {
    const files = filesOf({
      'one/case.yaml': 'extends: ../two/mid',
      'two/mid.yaml': 'city: {osm: cities/a.osm}',
      'one/other.yaml': 'extends: seeded\ncity: {preset: tiny}',
      'one/seeded.yaml': 'city: {seed: hill}',
    })
    expect(loadScenario('one/case.yaml', files, known).scenario.city).toEqual({ osm: 'two/cities/a.osm' })
    expect(loadScenario('one/other.yaml', files, known).scenario.city).toEqual({ preset: 'tiny', seed: 'hill' })
  })

  test('levers at rest may be listed', () => {
    expect(
      scenarioOf('levers: {profit_cap: {max_margin: off, mode: price}, kpi_reform: {justice_weight: 0.25}}').name,
    ).toBe('case')
  })

  test('one language or one text is enough for words', () => {
    expect(scenarioOf('title: Harbour').title).toEqual({ en: 'Harbour', zh: 'Harbour' })
    expect(scenarioOf('title: {zh: 港口}').title).toEqual({ en: '港口', zh: '港口' })
    expect(scenarioOf('question: {en: Why?}').question).toEqual({ en: 'Why?', zh: 'Why?' })
  })

  test('Windows line ends and a byte order mark do not matter', () => {
    expect(scenarioOf('\uFEFFyears: 7\r\nname: seven\r\n')).toMatchObject({ years: 7, name: 'seven' })
  })

  test('a reference inside the file is followed', () => {
    const { policies } = scenarioOf('policies:\n  - open_walls: &w {share: 1}\n  - open_walls: *w')
    expect(policies[1]!.settings).toEqual({ share: 1 })
  })
})

describe('warnings', () => {
  const warningsOf = (text: string) =>
    load(text).warnings.map(words => {
      expectSpoken(words)
      return words.en
    })

  test('another version of the model', () => {
    expect(warningsOf('model_version: 7')).toEqual([
      'case.yaml:1:16, model_version: made with version 7 of the model, run with version 1: outcomes may have changed.',
    ])
  })

  test('a policy after the end, and one that says nothing', () => {
    expect(warningsOf('years: 2\npolicies:\n  - open_walls: {share: 1}')[0]).toMatch(
      /3:17.*after the run has ended \(2 years\)/,
    )
    expect(warningsOf('policies:\n  - open_walls:')[0]).toMatch(/no settings and has no effect/)
  })
})

test('a new policy needs no edit here: its settings are checked, explained and loaded', () => {
  const vendorZones: Policy = definePolicy({
    name: 'vendor_zones',
    theme: 'difference',
    kind: 'stock',
    title: { en: 'Room for stalls', zh: '摊贩的空间' },
    summary: { en: '', zh: '' },
    source: 'test',
    settings: { slots: { kind: 'integer', rest: 1, min: 0, max: 15, unit: 'per 1,000 households' } },
    words: { slots: { en: 'licensed stalls', zh: '摊位' } },
    cost: { en: '', zh: '' },
    effect: () => {},
  })
  const loadWith = (text: string) =>
    loadScenario('a.yaml', filesOf({ 'a.yaml': text }), { indicators: [], policies: [vendorZones] })
  expect(loadWith('policies:\n  - vendor_zones: {slots: 9, over: 1 year}').scenario.policies).toEqual([
    { policy: 'vendor_zones', settings: { slots: 9 }, from: 24, until: null, over: 12, when: null },
  ])
  expect(() => loadWith('policies:\n  - vendor_zones: {slots: 99}')).toThrow(
    /whole number from 0 to 15 \[per 1,000 households\], but is 99/,
  )
  expect(() => loadWith('policies:\n  - vendor_zone: {slots: 9}')).toThrow(/Did you mean vendor_zones\?/)
})

test('names are guessed from slips of the finger', () => {
  expect(editDistance('', 'abc')).toBe(3)
  expect(editDistance('abc', 'acb')).toBe(1)
  expect(editDistance('kitten', 'sitting')).toBe(3)
  expect(nearest('Natural Vacancy', ['natural_vacancy', 'interest'])).toEqual(['natural_vacancy'])
  expect(didYouMean('zzz', ['a', 'b'], 'thing')).toEqual({ en: 'There is: a, b.', zh: '可写：a、b。' })
})

test('whatever the text, a scenario loads or is refused in words with a place', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'name',
      'years',
      'parameters',
      'policies',
      'profit_cap',
      'max_margin',
      'from',
      'until',
      'when',
      'city',
      'preset',
    ),
    fc.constantFrom(
      'year 3',
      '12 months',
      'off',
      '0.1',
      '5',
      'null',
      'true',
      '"a"',
      '*a',
      '&a',
      '!t',
      '__proto__',
      'title',
      'watch',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
  )
  const sign = fc.constantFrom(
    ': ',
    ':\n',
    '\n',
    '\n  ',
    '\n    ',
    '\n  - ',
    '- ',
    ', ',
    '{',
    '}',
    '[',
    ']',
    '\t',
    ' ',
    '|',
    '>',
    '# ',
  )
  const text = fc.array(fc.oneof(word, sign), { maxLength: 40 }).map(parts => parts.join(''))
  const line = fc
    .tuple(
      fc.constantFrom('name', 'years', 'city', 'parameters', 'policies', 'measures', 'watch', 'levers', 'title'),
      fc.json(),
    )
    .map(([key, json]) => `${key}: ${json}`)
  const lines = fc.array(line, { maxLength: 4 }).map(parts => parts.join('\n'))
  fc.assert(
    fc.property(fc.oneof(text, lines), written => {
      try {
        load(written)
        return true
      } catch (error) {
        if (!(error instanceof ScenarioError)) throw error
        return error.problems.every(
          ({ line, column, what, remedy }) =>
            line! >= 1 && column! >= 1 && [what.en, what.zh, remedy.en, remedy.zh].every(text => text !== ''),
        )
      }
    }),
    { numRuns: 2000 },
  )
})
