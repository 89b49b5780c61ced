import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { build, folderOf, interrupted, justcity, program, root } from './command.ts'

beforeAll(build, 120_000)

describe('the command', () => {
  test('helps on one screen', () => {
    const { code, out } = justcity('--help')
    expect(code).toBe(0)
    expect(out.split('\n').length).toBeLessThan(28)
    for (const command of ['compare', 'run', 'validate', 'policies', 'measures', 'city', 'metrics'])
      expect(out).toContain(command)
  })

  test('an unknown command and an unknown option are bad input', () => {
    expect(justcity('comparee').code).toBe(2)
    expect(justcity('run', 'baseline', '--sede', 'x').code).toBe(2)
  })

  test('another form of the answer than a command has is refused before anything is run', () => {
    for (const [forms, ...args] of [
      ['table, csv, json', 'compare', 'baseline', 'profit-cap'],
      ['table, csv, json, parquet', 'run', 'baseline'],
      ['table, json', 'sweep', 'cap-curve'],
      ['table, json', 'merge', '.'],
      ['table, csv, json', 'query', '.', 'SELECT 1'],
      ['table, csv, json', 'analyze', 'effects', '.'],
      ['table, json', 'calibrate', '.'],
      ['table, json', 'replay', '.', '0'],
      ['table, json', 'validate', 'baseline'],
      ['table, json', 'policies'],
      ['table, json', 'measures'],
      ['table, json', 'city', 'extract.osm'],
    ] as const) {
      const { code, out, error } = justcity(...args, '--format', 'cvs')
      expect({ args, code, out }).toEqual({ args, code: 2, out: '' })
      expect(error).toBe(
        `error: option '--format <format>' argument 'cvs' is invalid. Allowed choices are ${forms}.\n(see justcity --help)\n`,
      )
    }
    // a table of policies is no CSV, and is not passed off as one
    expect(justcity('policies', '--format', 'csv')).toMatchObject({ code: 2, out: '' })
  })

  test('run prints one document, money adds up, and the same seed gives the same state', () => {
    const args = ['run', 'profit-cap', '--preset', 'tiny', '--ticks', '30', '--seed', 'x', '--format', 'json']
    const first = justcity(...args)
    expect(first.code).toBe(0)
    const run = JSON.parse(first.out)
    expect(run).toMatchObject({ scenario: 'profit-cap', seed: 'x', replicate: 0, ticks: 30 })
    expect(run.state_hash).toMatch(/^[0-9a-f]{16}$/)
    expect(run.measures.rent_burden_p80).toHaveLength(31)
    expect(run.totals.money_error.every((error: number) => error === 0)).toBe(true)
    expect(justcity(...args).out).toBe(first.out)
    expect(JSON.parse(justcity(...args, '--replicate', '1').out).state_hash).not.toBe(run.state_hash)
  })

  test('compare gives the same document on one thread and on two', () => {
    const args = [
      'compare',
      'baseline',
      'profit-cap',
      'open-neighbourhoods',
      '--preset',
      'tiny',
      '--ticks',
      '48',
      '-n',
      '3',
      '--format',
      'json',
    ]
    const one = justcity(...args, '--threads', '1')
    const two = justcity(...args, '--threads', '2')
    expect(one.code).toBe(0)
    expect(two.out).toBe(one.out)
    const { comparisons, replications } = JSON.parse(one.out)
    expect(replications).toBe(3)
    const [cap] = comparisons
    expect(cap.scenario).toBe('profit-cap')
    const burden = cap.measures.find((measure: { name: string }) => measure.name === 'rent_burden_p80')
    for (const key of ['baseline', 'policy', 'difference', 'ci95', 'variance_saved', 'placebo_band', 'beyond_placebo'])
      expect(burden).toHaveProperty(key)
    const { households } = cap
    expect(Object.keys(households).sort()).toEqual(
      [
        'better',
        'worse',
        'unchanged',
        'left_only_under_policy',
        'left_only_under_baseline',
        'left_in_both',
        'ended',
        // each class's share, and who gains, judged
        'shares',
        'gain',
      ].sort(),
    )
  })

  test('compare runs members of a calibrated set beside the replications, for a wider band', () => {
    const folder = folderOf({
      'set.csv': 'parameters.rent_response,parameters.required_return.low\n0.04,0.06\n0.06,0.08\n0.08,0.1\n',
      'wrong.csv': 'parameters.rent_respons\n0.04\n',
    })
    const table = join(folder, 'set.csv')
    const args = [
      'compare',
      'baseline',
      'profit-cap',
      '--preset',
      'tiny',
      '--ticks',
      '36',
      '-n',
      '2',
      '--format',
      'json',
    ]
    const { code, out } = justcity(...args, '--parameters', table)
    expect(code).toBe(0)
    const compared = JSON.parse(out)
    expect(compared.parameters).toEqual({ table, members: 3 })
    const burden = compared.comparisons[0].measures.find((m: { name: string }) => m.name === 'rent_burden_p80')
    expect(burden.parameters.members).toBe(3)
    expect(burden.parameters.range90[0]).toBeLessThanOrEqual(burden.parameters.range90[1])
    expect(burden.parameters.series.low).toHaveLength(burden.series.years.length)
    // the members change nothing of the comparison itself
    const { parameters: _own, ...rest } = burden
    const alone = JSON.parse(justcity(...args).out).comparisons[0].measures
    expect(alone.find((m: { name: string }) => m.name === 'rent_burden_p80')).toEqual(rest)

    const wrong = justcity(...args, '--parameters', join(folder, 'wrong.csv'))
    expect(wrong.code).toBe(2)
    expect(wrong.error).toContain('wrong.csv:1, column 1: parameters.rent_respons is no parameter')
  })

  test('an interrupt leaves no half-written file and says so by its code', async () => {
    const folder = folderOf({})
    const report = join(folder, 'report.html')
    expect(await interrupted(['compare', 'baseline', 'profit-cap', '--preset', 'small', '--html', report], 2500)).toBe(
      130,
    )
    expect(existsSync(report)).toBe(false)
    expect(readdirSync(folder)).toEqual([])
  })

  test('policies and measures explain themselves in both languages', () => {
    const policies = JSON.parse(justcity('policies', '--format', 'json').out)
    for (const policy of policies) {
      expect(policy.title.en && policy.title.zh && policy.source && policy.theme).toBeTruthy()
      expect(policy.neutral).toBeTypeOf('object')
      expect(policy.settings.properties).toBeTypeOf('object')
    }
    const measures = JSON.parse(justcity('measures', '--format', 'json').out)
    for (const measure of measures)
      expect(
        measure.title.en && measure.title.zh && measure.unit && measure.source && measure.range && measure.formula,
        measure.name,
      ).toBeTruthy()
    for (const { name, explains, caveat, missing } of measures)
      for (const words of [explains, caveat, missing]) expect(words.en && words.zh, name).toBeTruthy()
    const wrong = justcity('policies', 'profit_cpa')
    expect(wrong.code).toBe(2)
    expect(wrong.error).toContain('profit_cap')
    const burden = justcity('measures', 'rent_burden_p80').out
    for (const part of [
      'formula: ',
      'source: ',
      'unit: share',
      'range: 0 to 1',
      'better: lower',
      'caveat: ',
      'groups: ',
    ])
      expect(burden).toContain(part)
    expect(justcity('measures', 'rent_burden_p80_migrant').out).toContain('外来户')
    // how a measure is computed and drawn is no explanation
    for (const measure of measures)
      for (const key of ['compute', 'within', 'axis', 'halfRange']) expect(measure).not.toHaveProperty(key)
    for (const name of ['rent_burden_p80', 'segregation_h', 'land_revenue', 'policy_cost_profit_cap'])
      expect(justcity('measures', name).out).not.toMatch(/=>|halfRange|axis|undefined|\[object/)
    expect(justcity('measures', 'policy_cost_profit_cap').out).not.toMatch(/title: .*profit_cap|nobody/)
    const gain = justcity('measures', 'ev_mean').out
    for (const part of ['formula: mean of EV', 'command: compare', '留下者', 'missing: ']) expect(gain).toContain(part)
    expect(justcity('measures', 'ev_maen').error).toContain('Did you mean ev_mean')
    expect(justcity('validate', 'profit-cap').out).toContain(': 1 policy over 20 years.')
    expect(justcity('validate', 'two-round').out).toContain(': 4 policies over 20 years.')
    expect(justcity('measures', 'facilites_15min').error).toContain('Did you mean facilities_15min')
  })

  test('a measure that a scenario defines is compared, shown and drawn as those that are built in', () => {
    const folder = folderOf({
      'mine.yaml': `name: mine
title: {en: "Mine", zh: "我的"}
extends: profit-cap
measures:
  - {name: income_gap, formula: residual_income_high - residual_income_low, better: lower}
  - {name: tenure_gap, formula: ownership_rate_local - ownership_rate_migrant, title: {en: Locals own more, zh: 本地户多拥有}, unit: share, better: lower}
`,
      'other.yaml': `name: other
title: {en: "Other", zh: "另一个"}
extends: baseline
measures:
  - {name: income_gap, formula: residual_income_high / residual_income_low}
`,
    })
    const mine = join(folder, 'mine.yaml')
    const page = join(folder, 'page.html')
    const args = ['--preset', 'tiny', '--ticks', '36', '-n', '2']
    const { code, out } = justcity('compare', 'baseline', mine, ...args, '--html', page)
    expect(code).toBe(0)
    expect(out).toContain('income_gap')
    expect(out).toMatch(/Locals own more +-?\d+(\.\d+)? ?%/)
    for (const told of ['income_gap', 'Locals own more', '本地户多拥有'])
      expect(readFileSync(page, 'utf8')).toContain(told)
    const { comparisons } = JSON.parse(justcity('compare', 'baseline', mine, ...args, '--format', 'json').out)
    const measures = new Map<string, { baseline: number; policy: number; ci95: number[]; placebo_band: unknown }>(
      comparisons[0].measures.map((m: { name: string }) => [m.name, m]),
    )
    const [gap, high, low] = ['income_gap', 'residual_income', 'residual_income_low'].map(name => measures.get(name)!)
    expect(gap!.baseline).toBeGreaterThan(high!.baseline - low!.baseline)
    expect(gap!.ci95).toHaveLength(2)
    expect(gap!.placebo_band).not.toBeNull()
    expect(justcity('compare', 'baseline', mine, ...args, '--format', 'csv').out).toContain('income_gap')
    const clash = justcity('compare', mine, join(folder, 'other.yaml'), ...args)
    expect(clash.code).toBe(2)
    expect(clash.error).toContain('measure income_gap: is residual_income_high - residual_income_low in mine')
  })

  test('a measure that is none is named, for a run and for a sweep; one of a group is read', () => {
    const { code, out, error } = justcity(
      'run',
      'baseline',
      '--preset',
      'tiny',
      '--ticks',
      '1',
      '--measures',
      'vacancy',
    )
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(error).toContain('--measures vacancy: there is no such measure. Did you mean vacancy_rate')
    const asked = 'rent_burden_p80_migrant'
    const run = justcity('run', 'baseline', '--preset', 'tiny', '--ticks', '1', '--measures', asked, '--format', 'csv')
    expect(run.out).toMatch(/^tick,rent_burden_p80_migrant\n0,0\.\d+/)
    const zones = join(folderOf({}), 'zones.csv')
    expect(justcity('run', 'baseline', '--preset', 'tiny', '--ticks', '1', '--zones', zones).code).toBe(0)
    const [head, ...lines] = readFileSync(zones, 'utf8').trim().split('\n')
    expect(head).toMatch(/^zone,households,.*rent_burden_over_30/)
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.every(line => line.split(',').length === head!.split(',').length)).toBe(true)
  })

  test('a place where nothing can be written is named, with code 2', () => {
    for (const place of ['/proc/justcity/x.csv', '/dev/null/x.csv']) {
      const { code, out, error } = justcity('run', 'baseline', '--preset', 'tiny', '--ticks', '1', '--out', place)
      expect(code).toBe(2)
      expect(out).toBe('')
      expect(error).toContain(place.slice(0, place.lastIndexOf('/')))
      expect(error).not.toContain('    at ')
    }
  })

  test('metrics answers the reference cases and names what is malformed', () => {
    const { code, out } = justcity('metrics', 'test/reference/diversity.json')
    expect(code).toBe(0)
    expect(JSON.parse(out).results.length).toBeGreaterThan(5)
    const folder = folderOf({
      'bad.json': JSON.stringify({ cases: [{ id: 'c7', measure: 'gini', input: { values: 'x' } }] }),
    })
    const bad = justcity('metrics', join(folder, 'bad.json'))
    expect(bad).toMatchObject({ code: 2, out: '' })
    expect(bad.error).toContain('c7')
    expect(bad.error).toContain('values')
    expect(justcity('metrics', folder)).toMatchObject({
      code: 2,
      out: '',
      error: expect.stringContaining('is a folder'),
    })
  })
})

const brokenScenarios: Record<string, string> = {
  'an unknown key': 'name: x\nextends: baseline\nyeers: 20\n',
  'a misspelt policy': 'name: x\nextends: baseline\npolicies:\n  - profit_kap: {max_margin: 0.1}\n',
  'a misspelt setting': 'name: x\nextends: baseline\npolicies:\n  - profit_cap: {max_margn: 0.1}\n',
  'a share written as per cent': 'name: x\nextends: baseline\npolicies:\n  - public_housing: {share: 20}\n',
  'text for a number': 'name: x\nextends: baseline\nparameters: {natural_vacancy: low}\n',
  'a choice that is none': 'name: x\nextends: baseline\npolicies:\n  - open_walls: {new_gates: forbid}\n',
  'an unknown indicator':
    'name: x\nextends: baseline\npolicies:\n  - profit_cap: {max_margin: 0.1, when: "vacancy < 0.1"}\n',
  'an end before its start':
    'name: x\nextends: baseline\npolicies:\n  - profit_cap: {max_margin: 0.1, from: year 5, until: year 4}\n',
  'a parent that is nowhere': 'name: x\nextends: baselin\n',
  'broken YAML': 'name: x\n  extends: [baseline\n',
  'an unknown preset': 'name: x\nextends: baseline\ncity: {preset: huge}\n',
  'an empty file': '',
}

describe('a broken scenario is refused with words, code 2 and an empty standard output', () => {
  for (const [what, text] of Object.entries(brokenScenarios))
    test(what, () => {
      const path = join(folderOf({ 'broken.yaml': text }), 'broken.yaml')
      for (const command of [
        ['validate', path],
        ['run', path, '--format', 'json'],
      ]) {
        const { code, out, error } = justcity(...command)
        expect(code).toBe(2)
        expect(out).toBe('')
        expect(error).toContain('broken.yaml')
        expect(error.split('\n').length).toBeLessThan(30)
        expect(error).not.toContain('    at ')
      }
    })
})

test('scenarios of other cities are not compared, and told how to be', () => {
  const folder = folderOf({
    'elsewhere.yaml': 'name: elsewhere\nmodel_version: 1\nextends: baseline\ncity: {preset: tiny, seed: b}\n',
  })
  const file = join(folder, 'elsewhere.yaml')
  const larger = justcity('compare', 'baseline', file, '--replications', '2')
  expect([larger.code, larger.out]).toEqual([2, ''])
  expect(larger.error).toContain('or give both --preset')
  const seeded = justcity('compare', 'baseline', file, '--preset', 'tiny', '--replications', '2')
  expect([seeded.code, seeded.out]).toEqual([2, ''])
  expect(seeded.error).toContain('Its seed is b, not harbour: write seed: harbour under its city.')
})

test('programs that make pages refuse bad input likewise, without a trace of where in the program', () => {
  for (const [args, words] of [
    [['--real', '1'], /^--real 1: one pair has no interval/],
    [['no-such-scenario'], /There is no scenario "no-such-scenario"/],
    [['--replications', '1'], /^--replications 1/],
  ] as const) {
    const { code, out, error } = program('gallery', ...args)
    expect([code, out]).toEqual([2, ''])
    expect(error).toMatch(words)
    expect(error).not.toContain('    at ')
  }
})

describe('a broken city file is refused likewise', () => {
  const district = readFileSync(join(root, 'scenarios/cities/butyrsky.osm.gz'))
  const xml = gunzipSync(district).toString('utf8')
  const broken: Record<string, Uint8Array | string> = {
    'not an extract at all': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 1]),
    'cut off in the middle of the gzip': district.subarray(0, district.length / 2),
    'cut off in the middle of the XML': gzipSync(xml.slice(0, xml.length / 2)),
    'no buildings':
      '<osm version="0.6"><node id="1" lat="55.8" lon="37.6"/><node id="2" lat="55.81" lon="37.61"/><way id="3"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way></osm>',
    'coordinates out of range': xml.replace(/lat="55\.[0-9]+"/g, 'lat="155.8"'),
  }
  for (const [what, content] of Object.entries(broken))
    test(what, () => {
      const path = join(folderOf({ 'place.osm.gz': content }), 'place.osm.gz')
      const { code, out, error } = justcity('city', path)
      expect(code).toBe(2)
      expect(out).toBe('')
      expect(error).toContain('place.osm.gz')
      expect(error.split('\n').length).toBeLessThan(30)
      expect(error).not.toContain('    at ')
    })

  test('self-crossing outlines', () => {
    const parcels = JSON.stringify({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { use: 'residential', dwellings: 40 },
          geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [37.6, 55.8],
                [37.61, 55.81],
                [37.61, 55.8],
                [37.6, 55.81],
                [37.6, 55.8],
              ],
            ],
          },
        },
      ],
    })
    const { code, out, error } = justcity('city', join(folderOf({ 'parcels.geojson': parcels }), 'parcels.geojson'))
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(error).toMatch(/cross/)
  })

  test('a scenario whose city file is nowhere', () => {
    const path = join(folderOf({ 's.yaml': 'name: s\nextends: baseline\ncity: {osm: nowhere.osm.gz}\n' }), 's.yaml')
    expect(justcity('run', path)).toMatchObject({ code: 2, out: '' })
  })
})
