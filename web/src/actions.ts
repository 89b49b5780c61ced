/** What keys, buttons, files and links do. */
import { type Problem, ScenarioError, whereOf } from '../../src/scenario/error.ts'
import { addPlace, results } from './engine/session.svelte.ts'
import { download } from './files.ts'
import { i18n, t } from './i18n/i18n.svelte.ts'
import { type Linked, linkOf, readLink, scenarioText } from './link.ts'
import { listed } from './listing.ts'
import { notices, notify } from './notices.svelte.ts'
import { openScenario, readScenario } from './scenarios.ts'
import { SpokenError } from './spoken.ts'
import { choice } from './state.svelte.ts'

/** Opens a scenario of the list. */
export function openListed(at: number): void {
  const one = listed[at]
  if (!one) return
  results.keep()
  choice.open(one.name, one.scenario)
}

export function openNamed(name: string): void {
  results.keep()
  choice.open(name, openScenario(name))
}

export function toggleLanguage(): void {
  i18n.language = i18n.language === 'en' ? 'zh' : 'en'
}

export function togglePredict(): void {
  choice.isPredicting = !choice.isPredicting
}

// links

/** The part of the choice that links carry. */
const linked = (): Linked => choice

export const shareHash = (): string => linkOf(linked(), __VERSION__)
export const shareUrl = (): string => `${location.href.replace(/#.*$/, '')}#${shareHash()}`

/** Takes over what a link says; a bad one changes nothing and says why. @returns whether it was used */
export function useLink(hash: string): boolean {
  try {
    const { linked: read, version } = readLink(hash, __VERSION__)
    const { name, scenario, uses, ...rest } = read
    choice.put(name, scenario, uses)
    Object.assign(choice, rest)
    if (version !== null) notify({ title: t('files.version', { version }), lines: [], isQuiet: true })
    return true
  } catch (error) {
    tell(t('files.link'), error)
    return false
  }
}

// files

/** The nearest value that is allowed, and the text with it, where a number is out of its range. */
export function repairOf({ line, column, what }: Problem, text: string): { value: number; text: string } | null {
  const [, low, high] = /from (-?[\d.]+) to (-?[\d.]+)/.exec(what.en) ?? []
  const rows = text.split('\n')
  const row = line === null ? undefined : rows[line - 1]
  if (low === undefined || row === undefined || column === null) return null
  const found = /^-?[\d.]+/.exec(row.slice(column - 1))?.[0]
  if (!found || Number.isNaN(Number(found))) return null
  const value = Math.max(Number(low), Math.min(Number(high), Number(found)))
  rows[line! - 1] = row.slice(0, column - 1) + String(value) + row.slice(column - 1 + found.length)
  return { value, text: rows.join('\n') }
}

function tell(
  title: string,
  error: unknown,
  repair?: (problem: Problem) => { words: string; run: () => void } | null,
): void {
  if (error instanceof ScenarioError) {
    const first = error.problems[0]!
    const action = repair?.(first)
    notify({
      title,
      lines: error.problems.slice(0, 5).map(problem =>
        t('files.problem', {
          where: problem.line === null ? whereOf(problem) : t('files.line', { line: problem.line }),
          path: problem.path,
          what: problem.what[i18n.language],
          remedy: problem.remedy[i18n.language],
        }),
      ),
      ...(action ? { action } : {}),
    })
  } else notify({ title, lines: [error instanceof SpokenError ? error.said[i18n.language] : String(error)] })
}

/** Opens a scenario from its text; a bad one changes nothing, and a number out of range can be put right. */
export function openText(file: string, text: string): boolean {
  try {
    const { scenario, warnings } = readScenario(file, text)
    results.keep()
    choice.open(scenario.name, scenario)
    notices.now =
      warnings.length > 0 ? { title: file, lines: warnings.map(words => words[i18n.language]), isQuiet: true } : null
    return true
  } catch (error) {
    tell(t('files.failed', { file }), error, problem => {
      const repaired = repairOf(problem, text)
      return repaired
        ? { words: t('files.use', { value: repaired.value }), run: () => openText(file, repaired.text) }
        : null
    })
    return false
  }
}

/** Opens a place: its parcels and streets, with people made up, as a city without policies. */
async function openPlace(file: File, kind: 'osm' | 'geojson' | 'file'): Promise<boolean> {
  const bytes = await file.arrayBuffer()
  const source = { kind, name: file.name, bytes } as const
  try {
    const { name } = await addPlace(file.name, source)
    const base = openScenario('baseline')
    const city = { [kind]: file.name } as { osm: string }
    results.keep()
    choice.open(file.name, { ...base, name: file.name, title: { en: name, zh: name }, city })
    return true
  } catch (error) {
    tell(t('files.failed', { file: file.name }), error)
    return false
  }
}

/** Opens a file that was dropped or picked, by its name. */
export async function openFile(file: File): Promise<boolean> {
  if (/\.ya?ml$/i.test(file.name)) return openText(file.name, await file.text())
  if (/\.osm(\.gz)?$|\.xml$/i.test(file.name)) return openPlace(file, 'osm')
  if (/\.geojson$/i.test(file.name)) return openPlace(file, 'geojson')
  if (/\.json$/i.test(file.name)) {
    const isCity = /"format"\s*:\s*"justcity city"/.test(await file.slice(0, 400).text())
    return openPlace(file, isCity ? 'file' : 'geojson')
  }
  notify({ title: t('files.failed', { file: file.name }), lines: [t('files.kind')] })
  return false
}

export const yaml = (): string => scenarioText(choice, choice.running.city, __VERSION__)

export const saveYaml = (): void => download(`${choice.name.replace(/^.*\//, '')}.yaml`, 'text/yaml', yaml())

// what is kept between visits

const STORE = 'justcity'

/** Keeps the choice in the browser, where it may, and in the page's own address. */
export function keep(): void {
  try {
    history.replaceState(null, '', `#${shareHash()}`)
    localStorage.setItem(
      STORE,
      JSON.stringify({
        hash: shareHash(),
        language: i18n.language,
        appearance: choice.appearance,
        textSize: choice.textSize,
        singleKeys: choice.singleKeys,
      }),
    )
  } catch {
    // storage is closed to pages from disk in some browsers: then nothing is kept
  }
}

/** Whether this browser has been here before. */
export function isKept(): boolean {
  try {
    return localStorage.getItem(STORE) !== null
  } catch {
    return false
  }
}

/** Takes up what was kept. @returns whether there was something beyond the page's beginning */
export function restore(): boolean {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE) ?? 'null')
    if (kept === null) return false
    i18n.language = kept.language === 'zh' ? 'zh' : 'en'
    choice.appearance = kept.appearance ?? 'system'
    choice.textSize = kept.textSize ?? 100
    choice.singleKeys = kept.singleKeys ?? true
    const before = shareHash()
    return typeof kept.hash === 'string' && kept.hash !== before && useLink(kept.hash)
  } catch {
    return false
  }
}
