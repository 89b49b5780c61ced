import { expect } from 'vitest'
import type { Words } from '../src/lib/declare.ts'

/** Words that a person can read in either language: the Chinese holds Chinese, and no value is lost in the making. */
export function expectSpoken({ en, zh }: Words): void {
  expect(zh, en).toMatch(/\p{Script=Han}/u)
  for (const text of [en, zh]) expect(text).not.toMatch(/^\s*$|\[object/)
}
