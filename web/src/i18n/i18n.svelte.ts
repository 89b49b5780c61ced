import type { Words } from '../../../src/lib/declare.ts'
import { app } from './app.ts'
import { map } from './map.ts'

export type Language = 'en' | 'zh'

/** Every key of the page in both languages: a missing one does not compile. */
export const dictionary = { ...app, ...map } satisfies Record<string, Words>
export type Key = keyof typeof dictionary

export const i18n = $state<{ language: Language }>({ language: 'en' })

/**
 * A text of the page in the language chosen; {name} stands for a value.
 * @example t('runs.in', { n: 2, of: 8 }) // => '2 of 8 runs in'
 */
export function t(key: Key, values: Readonly<Record<string, string | number>> = {}): string {
  const text: string = dictionary[key][i18n.language]
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** Words of a declaration in the language chosen. */
export const say = (words: Words): string => words[i18n.language]
