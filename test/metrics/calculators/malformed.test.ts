/** Bad input is refused in words that name the case and the field. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { answerCases } from '../../../src/metrics/calculators/answer.ts'

interface Malformed {
  name: string
  file?: unknown
  text?: string
  expect: { stderrMentions: string[]; stderrMentionsOneOf: string[] }
}

const { files } = JSON.parse(readFileSync(new URL('../../reference/malformed.json', import.meta.url), 'utf8')) as {
  files: Malformed[]
}

/** Problems of a file of one case. */
function problemsOf(measure: string, input: unknown): string[] {
  const answer = answerCases(JSON.stringify({ cases: [{ id: 'c7', measure, input }] }))
  return 'problems' in answer ? answer.problems : []
}

test.each(files.map(file => [file.name, file] as const))('%s is refused', (_, file) => {
  const answer = answerCases(file.text ?? JSON.stringify(file.file))
  const words = 'problems' in answer ? answer.problems.join('\n') : ''
  expect(words).not.toBe('')
  for (const mention of file.expect.stderrMentions) expect(words).toContain(mention)
  const oneOf = file.expect.stderrMentionsOneOf
  expect(oneOf.length === 0 || oneOf.some(mention => words.includes(mention))).toBe(true)
})

test('each bad case has one line, in order, and good cases have none', () => {
  const answer = answerCases(
    JSON.stringify({
      cases: [
        { id: 'a', measure: 'gini', input: { values: [1, -2], weights: [1] } },
        { id: 'b', measure: 'gini', input: { values: [1] } },
        { id: 'c', measure: 'hoover', input: {} },
        { id: 'b', measure: 'gini', input: { values: [1] } },
        { measure: 'gini', input: { values: [1] } },
        7,
      ],
    }),
  )
  const problems = 'problems' in answer ? answer.problems : []
  expect(problems).toHaveLength(5)
  expect(problems[0]).toMatch(/^case a: field values: entry 1: expected a number at least 0, got -2$/)
  expect(problems[1]).toMatch(/^case c: field values: is missing$/)
  expect(problems[2]).toMatch(/^case b: field id: /)
  expect(problems[3]).toMatch(/^case number 5: field id: /)
})

test('a list of the wrong length says both lengths', () => {
  expect(problemsOf('dissimilarity', { group: [1, 2, 3], total: [3, 4] })).toEqual([
    'case c7: field total: expected 3 numbers, got 2',
  ])
})

test('a misspelt measure is answered with the nearest name', () => {
  expect(problemsOf('moran-i', {})[0]).toContain('did you mean "morans-i"?')
  expect(problemsOf('constructor', {})[0]).toContain('field measure')
})

const ok = {
  twoGroups: { group: [1, 2], total: [3, 4] },
  places: { counts: [[1, 2]], coordinates: [[0, 0]], bandwidth: 1, kernel: 'uniform' },
  access: { demand: [1], supply: [1], cost: [[2]], threshold: 5 },
  neighbors: { values: [1, 2, 3, 4], neighbors: [[1], [0], [3], [2]], transform: 'row' },
}

describe('the field at fault is named', () => {
  test.each<[string, unknown, string]>([
    ['gini', [1], 'input'],
    ['gini', null, 'input'],
    ['gini', { values: 'x' }, 'values'],
    ['gini', { values: [true] }, 'values'],
    ['gini', { values: [1], weights: null }, 'weights'],
    ['gini', { values: [1], weights: [-1] }, 'weights'],
    ['atkinson-segregation', { ...ok.twoGroups, b: 1 }, 'b'],
    ['atkinson-segregation', { ...ok.twoGroups, b: 0 }, 'b'],
    ['dissimilarity-random-baseline', { group: [1.5], total: [3] }, 'group'],
    ['exposure', { ...ok.twoGroups, other: [1] }, 'other'],
    ['hill-number', { counts: [1], q: -1 }, 'q'],
    ['kolm', { values: [1], alpha: 0 }, 'alpha'],
    ['kolm', { values: [1], alpha: '1' }, 'alpha'],
    ['lorenz-curve', { values: [1], at: [1.1] }, 'at'],
    ['theil-decomposition', { values: [1, 2], groups: ['a'] }, 'groups'],
    ['theil-decomposition', { values: [1], groups: [null] }, 'groups'],
    ['foster-greer-thorbecke', { values: [1], line: 0, alpha: 0 }, 'line'],
    ['foster-greer-thorbecke', { values: [1], line: 1, alpha: -1 }, 'alpha'],
    ['concentration-index', { values: [1], rank: [1], kind: 'erreygers' }, 'bounds'],
    ['concentration-index', { values: [2], rank: [1], kind: 'wagstaff', bounds: [0, 1] }, 'bounds'],
    ['concentration-index', { values: [1], rank: [1], kind: 'wagstaff', bounds: [1, 1] }, 'bounds'],
    ['concentration-index', { values: [1], rank: [1], kind: 'other' }, 'kind'],
    ['spatial-information-theory', { ...ok.places, bandwidth: 0 }, 'bandwidth'],
    ['spatial-information-theory', { ...ok.places, coordinates: undefined }, 'coordinates'],
    ['spatial-information-theory', { ...ok.places, coordinates: [[0]] }, 'coordinates'],
    ['spatial-information-theory', { ...ok.places, distances: [[1, 2]] }, 'distances'],
    ['spatial-information-theory', { ...ok.places, distances: [[-1]] }, 'distances'],
    ['multiscale-segregation-profile', { ...ok.places, bandwidths: [-1] }, 'bandwidths'],
    ['spatial-dissimilarity', { ...ok.twoGroups, neighbors: [[1], [0]], standardize: 1 }, 'standardize'],
    ['boundary-spatial-dissimilarity', { ...ok.twoGroups, boundaries: [[0, 2, 1]] }, 'boundaries'],
    ['boundary-spatial-dissimilarity', { ...ok.twoGroups, boundaries: [[0, 1, -1]] }, 'boundaries'],
    ['morans-i', { ...ok.neighbors, transform: 'none' }, 'transform'],
    ['morans-i', { ...ok.neighbors, weights: [[1], [1], [1], []] }, 'weights'],
    ['morans-i', { ...ok.neighbors, weights: [[1], [1], [1], [-1]] }, 'weights'],
    ['morans-i', { ...ok.neighbors, neighbors: [[0.5], [], [], []] }, 'neighbors'],
    ['two-step-fca', { ...ok.access, threshold: -1 }, 'threshold'],
    ['two-step-fca', { ...ok.access, cost: [[2, 3]] }, 'cost'],
    ['two-step-fca', { ...ok.access, cost: [[-2]] }, 'cost'],
    ['two-step-fca', { ...ok.access, supply: [null] }, 'supply'],
    ['enhanced-two-step-fca', ok.access, 'decay'],
    ['gravity-access', { ...ok.access, decay: { kind: 'gaussian', sigma: 0 } }, 'decay'],
    ['gravity-access', { ...ok.access, decay: { kind: 'linear' } }, 'decay'],
    ['gravity-access', { ...ok.access, decay: { kind: 'toString' } }, 'decay'],
    ['nearest-k-distance', { cost: [[1], [1, 2]], k: 1 }, 'cost'],
    ['nearest-k-distance', { cost: [[1]], k: 0 }, 'k'],
    ['nearest-k-distance', { cost: [[1]], k: 1.5 }, 'k'],
    ['markov-transition-matrix', { sequences: [[0, 2]], states: 2 }, 'sequences'],
    ['markov-transition-matrix', { sequences: [[0]], states: 0 }, 'states'],
    ['shorrocks-mobility', { matrix: [[0.5, 0.5]] }, 'matrix'],
    [
      'shorrocks-mobility',
      {
        matrix: [
          [1.5, -0.5],
          [0, 1],
        ],
      },
      'matrix',
    ],
    ['markov-mobility', { matrix: [[1]], kind: 'bartholomew', initial: [0.5, 0.5] }, 'initial'],
    ['kendall-tau', { x: [1], y: [] }, 'y'],
    ['rank-theta', { values: [[1, 2], [3]], groups: [0, 1] }, 'values'],
    ['rent-burden-share', { rent: [1], income: [-1], thresholds: [0.3] }, 'income'],
    ['rent-burden-share', { rent: [1], income: [1], thresholds: [-0.3] }, 'thresholds'],
    ['land-value-capture', { captured: [1] }, 'captured'],
    ['land-value-capture', { captured: { a: null } }, 'captured'],
  ])('%s %j', (measure, input, field) => {
    expect(problemsOf(measure, input)).toEqual([expect.stringContaining(`case c7: field ${field}: `)])
  })
})

test('a misspelt option is refused, since it would change the answer in silence; other names are ignored', () => {
  const values = [1, 2, 3]
  expect(problemsOf('gini', { values, weigths: [3, 1, 1] })).toEqual([
    'case c7: field weigths: is no field of this measure; did you mean "weights"?',
  ])
  expect(problemsOf('gini', { values, Weights: [3, 1, 1] })[0]).toContain('field Weights')
  expect(problemsOf('gravity-access', { ...ok.access, decay: { kind: 'power', alpha: 1, scales: 2 } })).toEqual([
    expect.stringContaining('case c7: field decay: scales: is no field of this measure; did you mean "scale"?'),
  ])
  expect(problemsOf('morans-i', { values: [1, 2, 3, 4], neighbours: [[1], [0], [3], [2]], transform: 'row' })).toEqual([
    'case c7: field neighbors: is missing; is it called "neighbours" here?',
  ])
  expect(problemsOf('gini', { values, weights: [3, 1, 1], weight: 7, note: 'incomes of 2020', unit: 'yuan' })).toEqual(
    [],
  )
  expect(problemsOf('gini', { value: values, values })).toEqual([])
})

test('a number too large for a double is no number', () => {
  const answer = answerCases('{"cases":[{"id":"x","measure":"gini","input":{"values":[1e999]}}]}')
  expect(answer).toEqual({ problems: [expect.stringContaining('case x: field values: entry 0: expected a number')] })
  expect(JSON.stringify(answer)).toContain('got Infinity')
})

test('a file that begins with a mark of byte order is read', () => {
  const text = '\uFEFF{"cases":[{"id":"x","measure":"gini","input":{"values":[1,1]}}]}'
  expect(answerCases(text)).toEqual({ results: [{ id: 'x', value: 0 }] })
})

test('a value nested without end, and an id of two lines, are told in one line', () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  expect(answerCases(`{"cases":[{"id":"x","measure":"gini","input":{"values":${deep}}}]}`)).toEqual({
    problems: ['case x: field values: entry 0: expected a number at least 0, got a value nested too deeply'],
  })
  expect(answerCases(`{"cases":[${deep}]}`)).toEqual({
    problems: ['case number 1: field cases: expected a record, got a value nested too deeply'],
  })
  expect(answerCases('{"cases":[{"id":"a\\nb","measure":"gini","input":{}}]}')).toEqual({
    problems: ['case a b: field values: is missing'],
  })
})
