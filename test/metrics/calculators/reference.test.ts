/** The calculator gives the values other implementations gave for the same input. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Answer, answerCases } from '../../../src/metrics/calculators/answer.ts'
import { calculators } from '../../../src/metrics/calculators/index.ts'

interface Case {
  id: string
  measure: string
  expect: { value: Answer; tolerance: { rel: number; abs: number } }
}

const folder = new URL('../../reference/', import.meta.url)
const files = readdirSync(folder).filter(name => name.endsWith('.json') && name !== 'malformed.json')
const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8')

/** Where two values differ by more than the tolerance. */
function differences(got: Answer, want: Answer, { rel, abs }: Case['expect']['tolerance'], path = ''): string[] {
  if (typeof want === 'number' && typeof got === 'number') {
    return Math.abs(got - want) <= Math.max(abs, rel * Math.abs(want)) ? [] : [`${path}: ${got}, expected ${want}`]
  }
  if (want === null || got === null || typeof want !== 'object' || typeof got !== 'object') {
    return got === want ? [] : [`${path}: ${JSON.stringify(got)}, expected ${JSON.stringify(want)}`]
  }
  const keys = new Set([...Object.keys(want), ...Object.keys(got)])
  return [...keys].flatMap(key =>
    differences(
      (got as Record<string, Answer>)[key] as Answer,
      (want as Record<string, Answer>)[key] as Answer,
      { rel, abs },
      `${path}/${key}`,
    ),
  )
}

describe.each(files)('%s', name => {
  const text = textOf(name)
  const { cases } = JSON.parse(text) as { cases: Case[] }
  const answered = answerCases(text)
  const results = 'results' in answered ? answered.results : []

  test('is answered case by case, in order', () => {
    expect(answered).not.toHaveProperty('problems')
    expect(results.map(result => result.id)).toEqual(cases.map(({ id }) => id))
  })

  test.each(cases.map((entry, i) => [entry.id, i] as const))('%s', (_, i) => {
    expect(differences(results[i]!.value, cases[i]!.expect.value, cases[i]!.expect.tolerance)).toEqual([])
  })
})

test('every calculator has reference cases', () => {
  const covered = new Set(
    files.flatMap(name => (JSON.parse(textOf(name)) as { cases: Case[] }).cases.map(c => c.measure)),
  )
  expect(calculators.map(({ id }) => id).filter(id => !covered.has(id))).toEqual([])
})
