/** Predict first, then reveal: guesses, the clock and the workshop's log. */
import { formatValue, grouped, type Language, unitHead, unitScale } from '../../../src/results/format.ts'
import { readingOf } from '../../../src/results/reading.ts'
import { togglePredict } from '../actions.ts'
import { results } from '../engine/session.svelte.ts'
import { download } from '../files.ts'
import { i18n } from '../i18n/i18n.svelte.ts'
import { shownMeasure } from '../measures.ts'
import { choice } from '../state.svelte.ts'
import { phones } from './phones.svelte.ts'

const STORE = 'justcity-workshop'
const MINUTES = 2

export interface LogEntry {
  at: string
  scenario: string
  measure: string
  unit: string
  year: number
  guesses: number[]
  baseline: number | null
  policy: number | null
  low: number | null
  high: number | null
  runs: number
}

const kept = (): LogEntry[] => {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? '[]') as LogEntry[]
  } catch {
    return []
  }
}

class Control {
  /** typed here, in the measure's own unit */
  private typed = $state.raw<readonly number[]>([])
  /** when the clock ends, in milliseconds since 1970 */
  clock = $state<number | null>(null)
  log = $state.raw<readonly LogEntry[]>(kept())
  notes = $state('')
  hasStage = $state(false)
  replays = $state(0)
  /** a question was asked of this measure and scenario, and may be answered */
  asked = $state<string | null>(null)
  /** where guesses are typed, while there is a question */
  field: HTMLInputElement | null = null
  private wasPredicting = false

  /** typed here and sent by phones, in the measure's own unit */
  get guesses(): readonly number[] {
    return [...this.typed, ...phones.texts.flatMap(text => this.read(text, i18n.language) ?? [])]
  }

  get measure(): string {
    return choice.charts[0]
  }

  get unit(): string {
    return unitHead(shownMeasure(this.measure)?.unit ?? '')
  }

  /** Display units in one unit of the measure: 100 for shares. */
  factor(language: Language): number {
    const value = results.baselineLine(this.measure).mean.at(-1) ?? 1
    return unitScale(this.unit, Math.abs(value ?? 1), language, false).factor
  }

  /** A guess this near is near: one point of a percentage, else a fortieth of the axis. */
  near(axis: readonly [number, number]): number {
    return this.unit === 'share' ? 0.01 : (axis[1] - axis[0]) / 40
  }

  /** Adds a guess as it was typed; `30*5` is five people who said 30. @returns whether it was a number */
  add(text: string, language: Language): boolean {
    const more = this.read(text, language)
    if (more) this.typed = [...this.typed, ...more]
    return more !== null
  }

  private read(text: string, language: Language): number[] | null {
    const [, said = '', times = '1'] = /^\s*([-−]?[\d.,]+)\s*(?:[*x×]\s*(\d{1,3}))?\s*$/i.exec(text) ?? []
    const value = Number(said.replace(',', '.').replace('−', '-'))
    if (said === '' || !Number.isFinite(value)) return null
    return new Array<number>(Number(times)).fill(value / this.factor(language))
  }

  get hasTyped(): boolean {
    return this.typed.length > 0
  }

  takeBack(): void {
    this.typed = this.typed.slice(0, -1)
  }

  startClock(): void {
    this.clock = this.clock === null ? Date.now() + MINUTES * 60_000 : null
  }

  /** Called when the page begins or ends to predict, whatever did it: a key, a button, the stage. @returns whether it did */
  follow(isPredicting: boolean): boolean {
    const isNew = isPredicting !== this.wasPredicting
    if (isPredicting && !this.wasPredicting) {
      this.typed = []
      this.clock = null
      this.asked = `${choice.name} ${this.measure}`
    }
    if (!isPredicting && this.wasPredicting) {
      this.clock = null
      this.note()
    }
    this.wasPredicting = isPredicting
    return isNew
  }

  reveal(): void {
    if (choice.isPredicting) togglePredict()
  }

  /** Writes question, guesses and answer down. */
  private note(): void {
    const of = results.compareNamed(this.measure, choice.year)
    if (!of) return
    const entry: LogEntry = {
      at: new Date().toISOString(),
      scenario: choice.name,
      measure: this.measure,
      unit: of.unit,
      year: choice.year,
      guesses: [...this.guesses],
      baseline: of.baseline,
      policy: of.policy,
      low: of.ci95?.[0] ?? null,
      high: of.ci95?.[1] ?? null,
      runs: of.differences.length,
    }
    this.log = [...this.log, entry]
    try {
      localStorage.setItem(STORE, JSON.stringify(this.log))
    } catch {
      // kept in memory where the page may not store
    }
  }

  saveCsv(): void {
    const head =
      '# justcity workshop; values in the unit of the measure; low and high: 95 % interval of the change\nwhen,scenario,measure,unit,year,guess,baseline,with_policies,change_low,change_high,runs\n'
    const rows = this.log.flatMap(e =>
      (e.guesses.length > 0 ? e.guesses : ['']).map(guess =>
        [e.at, e.scenario, e.measure, e.unit, e.year, guess, e.baseline, e.policy, e.low, e.high, e.runs].join(','),
      ),
    )
    download('workshop.csv', 'text/csv', `${head}${rows.join('\n')}\n`)
  }

  saveJson(): void {
    const file = { format: 'justcity workshop', notes: this.notes, entries: this.log }
    download('workshop.json', 'application/json', JSON.stringify(file, null, 2))
  }

  clear(): void {
    this.log = []
    try {
      localStorage.removeItem(STORE)
    } catch {
      // nothing was kept
    }
  }
}

export const control = new Control()

/** A value in words that a room can hold: "31 in 100" for shares. */
export function natural(value: number | null, unit: string, language: Language): string {
  if (value === null) return '–'
  if (unit !== 'share') return formatValue(value, unit, language)
  const n = value * 100
  const digits = grouped(n, n < 10 ? 1 : 0, false)
  return language === 'zh' ? `每100户中${digits}户` : `${digits} in 100`
}

/** What else changed: less just first, then more just; only what is clear. */
export function otherChanges(
  language: Language,
  names: readonly string[],
): { name: string; value: string; change: string; tone: string }[] {
  const order = { less: 0, more: 1, plain: 2, unresolved: 3 }
  return names
    .filter(name => name !== control.measure)
    .flatMap(name => {
      const of = results.compareNamed(name, choice.year)
      if (of?.verdict !== 'effect') return []
      const reading = readingOf(of)
      return [
        {
          name: of.title[language],
          value: formatValue(of.policy, unitHead(of.unit), language),
          change: `${reading.arrow} ${reading.change[language].bare.difference} ${reading.word[language]}`,
          tone: reading.tone,
        },
      ]
    })
    .sort((a, b) => order[a.tone as keyof typeof order] - order[b.tone as keyof typeof order])
    .slice(0, 3)
}
