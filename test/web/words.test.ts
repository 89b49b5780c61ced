import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { policies } from '../../src/policies/index.ts'
import { optionWords } from '../../src/policies/options.ts'
import { app } from '../../web/src/i18n/app.ts'
import { map } from '../../web/src/i18n/map.ts'

const source = join(import.meta.dirname, '../../web/src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(name => /\.(svelte|ts)$/.test(name) && !/^i18n/.test(name))
  .map(name => readFileSync(join(source, name), 'utf8'))
const dictionary: Record<string, { en: string; zh: string }> = { ...app, ...map }
const keys = Object.keys(dictionary)

test('every text of the page that is in the dictionary is used', () => {
  const all = files.join('\n')
  expect(keys.filter(key => !all.includes(`'${key}'`))).toEqual([])
})

test('every text the page asks for is in the dictionary', () => {
  const asked = files.flatMap(text => [...text.matchAll(/\bt\(\s*'([^']+)'/g)].map(match => match[1]!))
  expect(asked.length).toBeGreaterThan(100)
  expect([...new Set(asked)].filter(key => !(key in dictionary))).toEqual([])
})

test('both languages say every text, with the same values in it', () => {
  const values = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]!).sort()
  for (const key of keys) {
    const { en, zh } = dictionary[key]!
    expect(en.trim(), key).not.toBe('')
    expect(zh.trim(), key).not.toBe('')
    expect(values(zh), key).toEqual(values(en))
  }
})

test('no part of the map is said by both dictionaries', () => {
  expect(Object.keys(map).filter(key => key in app)).toEqual([])
})

test('nothing claims more than a model can', () => {
  for (const { en, zh } of Object.values(dictionary)) {
    expect(en).not.toMatch(/\b(significant|proven|proves)\b/i)
    expect(zh).not.toMatch(/显著|证明|必将/)
  }
})

test('every option of a lever has words', () => {
  const options = policies.flatMap(({ settings }) =>
    Object.values(settings).flatMap(lever => (lever.kind === 'choice' ? lever.options : [])),
  )
  expect(options.length).toBeGreaterThan(10)
  expect(options.filter(option => !(option in optionWords))).toEqual([])
})
