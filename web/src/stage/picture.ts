/** What the control window tells the stage: everything it draws, nothing it must work out. Hidden things are not in it. */

import type { Language } from '../../../src/results/format.ts'
import type { PlaceShape } from '../../../src/results/place.ts'
import type { Frame } from '../contracts.ts'

export interface StageLine {
  mean: readonly (number | null)[]
  low: readonly (number | null)[]
  high: readonly (number | null)[]
}

export interface StagePicture {
  language: Language
  city: string
  number: number | null
  scenario: string
  /** the question while guessing, the answer once revealed */
  title: string
  sub: string
  isRevealed: boolean
  years: number
  axis: readonly [number, number]
  /** unit of the measure, as format.ts names it */
  unit: string
  baseline: StageLine
  policy: StageLine | null
  baselineWords: string
  /** in the measure's own unit */
  guesses: readonly number[]
  /** a guess this near counts as near */
  near: number
  /** milliseconds since 1970 when the clock ends; null = it does not run */
  clock: number | null
  /** address where phones send guesses; null where none can */
  join: string | null
  others: readonly { name: string; value: string; change: string; tone: string }[]
  cost: { name: string; value: string } | null
  prompt: string
  credit: string
  map: { shape: PlaceShape; frame: Frame; isDifference: boolean } | null
  /** rises when the last change is to be replayed */
  replays: number
  before: StageLine | null
}

/** What the stage tells the control: keys pressed there. */
export type StageMessage = { kind: 'hello' } | { kind: 'picture'; picture: StagePicture } | { kind: 'key'; key: string }

const NAME = 'justcity-stage'

/**
 * Keeps two windows in step without a server: by broadcast where both have one address, and from window to window where
 * they were opened from disk and have none.
 */
export class StageLink {
  private readonly channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(NAME)
  private other: Window | null = null
  private seen = new Set<string>()

  constructor(hear: (message: StageMessage) => void) {
    const take = (data: unknown): void => {
      const { name, key, message } = (data ?? {}) as { name?: string; key?: string; message?: StageMessage }
      if (name !== NAME || !message || key === undefined) return
      // a message may come both ways
      if (this.seen.has(key)) return
      this.seen.add(key)
      if (this.seen.size > 200) this.seen = new Set([...this.seen].slice(-50))
      hear(message)
    }
    this.channel?.addEventListener('message', event => take(event.data))
    addEventListener('message', event => {
      if ((event.data as { name?: string } | null)?.name === NAME && event.source) this.other = event.source as Window
      take(event.data)
    })
    this.other = window.opener as Window | null
  }

  send(message: StageMessage): void {
    const data = { name: NAME, key: `${Date.now()} ${Math.random()}`, message }
    this.channel?.postMessage(data)
    try {
      if (this.other && !this.other.closed) this.other.postMessage(data, '*')
    } catch {
      this.other = null
    }
  }
}

/** Guesses in stacks: rows of an axis, each with its dots. @returns row of each guess, and its place in the row */
export function stack(guesses: readonly number[], step: number): { value: number; row: number; place: number }[] {
  const counts = new Map<number, number>()
  return guesses.map(value => {
    const row = Math.round(value / step)
    const place = counts.get(row) ?? 0
    counts.set(row, place + 1)
    return { value, row: row * step, place }
  })
}
