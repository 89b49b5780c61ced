/** The list of calculators is complete and explains itself. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { calculators } from '../../../src/metrics/calculators/index.ts'

const folder = new URL('../../../src/metrics/calculators/', import.meta.url)

test('every file that defines a calculator is named for its id and has its line in index.ts', () => {
  const defined = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /[\\/].*\.ts$/.test(name))
    .filter(name => readFileSync(new URL(name.replaceAll('\\', '/'), folder), 'utf8').includes('= defineCalculator('))
    .map(name => name.replace(/^.*[\\/]|\.ts$/g, ''))
  expect(calculators.map(({ id }) => id).sort()).toEqual(defined.sort())
})

test('every declaration has words in both languages, a formula and a source', () => {
  for (const { id, title, summary, caveat, formula, source, unit, range, input } of calculators) {
    for (const words of [title, summary, caveat]) {
      expect(words.en, id).not.toBe('')
      expect(words.zh, id).toMatch(/[\u4e00-\u9fff]/)
    }
    for (const words of [formula, source, unit, range]) expect(words, id).not.toBe('')
    for (const field of Object.values(input)) expect(field.meaning, id).not.toBe('')
  }
})
