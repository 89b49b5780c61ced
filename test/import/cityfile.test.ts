import { describe, expect, test } from 'vitest'
import { generateCity } from '../../src/city/generate.ts'
import type { Plan } from '../../src/city/plan.ts'
import { readPlan, writePlan } from '../../src/import/index.ts'
import { expectProblem, importText, smallTown } from './help.ts'

const town = await importText(smallTown().text())

/** The town's file with something changed in it. */
const changed = (change: (plan: Plan & Record<string, unknown>) => void): string => {
  const plan = structuredClone(town) as Plan & Record<string, unknown>
  change(plan)
  return writePlan(plan)
}

describe('the city file', () => {
  test('a note of one text, as files had it, is the same in both languages', () => {
    const row = { what: 'gates', read: 1, inferred: 0, assumed: 0, left: 0 }
    const notes = ['as found', { en: 'as found', zh: '照录' }]
    const text = JSON.stringify({ ...generateCity('tiny', 'notes'), report: notes.map(note => ({ ...row, note })) })
    expect(readPlan(text).report!.map(({ note }) => note?.zh)).toEqual(['as found', '照录'])
  })

  test('gives back the plan it was written from', () => {
    expect(readPlan(writePlan(town))).toEqual(town)
  })

  test('is the same text whatever order the keys were set in', () => {
    const turned = Object.fromEntries(Object.entries(town).reverse()) as unknown as Plan
    turned.parcels = town.parcels.map(
      p => Object.fromEntries(Object.entries(p).reverse()) as unknown as Plan['parcels'][number],
    )
    expect(writePlan(turned)).toBe(writePlan(town))
  })

  test('has a line a parcel, so that two files can be compared', () => {
    expect(writePlan(town).split('\n').length).toBeGreaterThan(town.parcels.length)
  })

  test('says what is wrong with a file, where and what to do', async () => {
    const text = writePlan(town)
    await expectProblem(() => readPlan(text.slice(0, 300)), 'cut off', /ends in the middle/)
    await expectProblem(() => readPlan('x'), 'not a city', /not JSON/)
    await expectProblem(() => readPlan('null'), 'not a city', /justcity city/)
    await expectProblem(() => readPlan('{"type":"FeatureCollection"}'), 'not a city', /GeoJSON/)
    await expectProblem(() => readPlan(changed(p => Object.assign(p, { version: 7 }))), 'unsupported', /is 7/)
    const use = await expectProblem(
      () => readPlan(changed(p => Object.assign(p.parcels[3]!, { use: 'residental' }))),
      'unknown value',
      /Did you mean 'residential'/,
    )
    expect(use.where.en).toBe('parcels[3].use')
    const homes = town.parcels.findIndex(p => p.stock)
    await expectProblem(
      () => readPlan(changed(p => Object.assign(p.parcels[homes]!.stock![0]!, { dwellings: -4 }))),
      'out of range',
      /stock\[0\]\.dwellings.*at least 0.*-4/,
    )
    await expectProblem(() => readPlan(changed(p => Object.assign(p, { colour: 1 }))), 'unknown value', /colour/)
    await expectProblem(() => readPlan(changed(p => p.parcels[0]!.outline.pop())), 'bad shape', /outline.*x and y/)
    await expectProblem(
      () => readPlan(changed(p => Object.assign(p.parcels[0]!, { node: 99_999 }))),
      'bad shape',
      /node 99999/,
    )
    await expectProblem(() => readPlan(changed(p => p.edges.units.pop())), 'bad shape', /edges\.units/)
    await expectProblem(
      () => readPlan(changed(p => Object.assign(p.centres[0]!, { jobs: 0.9 }))),
      'out of range',
      /sum to/,
    )
    await expectProblem(
      () => readPlan(changed(p => Object.assign(p, { households: undefined }))),
      'bad shape',
      /households/,
    )
  })
})
