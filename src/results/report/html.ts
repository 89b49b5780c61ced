import type { Words } from '../../lib/declare.ts'
import { type WordKey, words } from './words.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text made safe for HTML, inside elements and quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, c => entities[c]!)

/** Both languages, of which the page shows one. */
export const both = ({ en, zh }: Words): string =>
  en === zh
    ? escapeHtml(en)
    : `<span class="en" lang="en">${escapeHtml(en)}</span><span class="zh" lang="zh-CN">${escapeHtml(zh)}</span>`

/** What may stand in a sentence's {name}: a number, a text, or words that differ by language. */
export type Filling = Record<string, string | number | Words>

/** A sentence of the dictionary with its {names} filled in. @throws {Error} if a name has no filling */
export function fill(key: WordKey, filling: Filling = {}): Words {
  const put = (language: 'en' | 'zh'): string =>
    words[key][language].replace(/\{(\w+)\}/g, (_, name: string) => {
      const part = filling[name]
      if (part === undefined) throw new Error(`words.${key}: nothing for {${name}}`)
      return typeof part === 'object' ? part[language] : String(part)
    })
  return { en: put('en'), zh: put('zh') }
}

/** The same, as HTML. */
export const say = (key: WordKey, filling?: Filling): string => both(fill(key, filling))

/** Words made by one function for both languages. */
export const inBoth = (text: (language: 'en' | 'zh') => string): Words => ({ en: text('en'), zh: text('zh') })

/** Data as JSON that is safe inside a script element of any kind. */
export const embedJson = (data: unknown): string =>
  JSON.stringify(data)
    .replace(/</g, '\\u003c')
    .replace(/>/g, '\\u003e')
    .replace(/&/g, '\\u0026')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')

/** Script text that can't end its own element, with no pointer to a source map. */
export const embedScript = (source: string): string =>
  source
    .replace(/\/\/# sourceMappingURL=.*$/gm, '')
    .replace(/<\/(script)/gi, '<\\/$1')
    .replace(/<!--/g, '<\\!--')
