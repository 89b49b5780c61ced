/** Lives as they have been read, of the futures as they stand: a new future begins a new shelf. */
import type { Life } from '../../../src/results/story.ts'
import { engine, results } from '../engine/session.svelte.ts'
import { gains } from '../gains/data.svelte.ts'
import { choice } from '../state.svelte.ts'
import type { Standing } from './queries.ts'

/** Households like the one asked for that are read in the same run: going on to the next costs nothing. */
const COMPANY = 15

type Arm = 'baseline' | 'policy'

class Stories {
  private lives = $state.raw<Readonly<Record<Arm, ReadonlyMap<string, Life>>>>({
    baseline: new Map(),
    policy: new Map(),
  })
  private shelves = { baseline: '', policy: '' }
  private waiting = new Set<string>()
  standings = $state.raw<ReadonlyMap<string, readonly Standing[]>>(new Map())
  isJudging = $state(false)
  private judged = 0

  /** Lives belong to the futures that were ordered: what is being set now may not have been yet. */
  private shelf(arm: Arm): string {
    return `${arm === 'policy' ? results.order : results.city} ${choice.shown}`
  }

  life(id: string, arm: Arm): Life | null {
    void this.lives
    return this.shelves[arm] === this.shelf(arm) ? (this.lives[arm].get(id) ?? null) : null
  }

  /** Reads a household's life in both futures, and those of some like it on the way. */
  async open(id: string): Promise<void> {
    for (const arm of ['baseline', 'policy'] as const) {
      if (arm === 'policy' && choice.uses.length === 0) continue
      const shelf = this.shelf(arm)
      if (this.shelves[arm] !== shelf) {
        this.shelves[arm] = shelf
        this.lives = { ...this.lives, [arm]: new Map() }
      }
      const key = `${shelf} ${id}`
      if (this.lives[arm].has(id) || this.waiting.has(key)) continue
      this.waiting.add(key)
      try {
        const lives = await engine.ask('lives', { ids: [id, ...gains.like(id, COMPANY)], arm })
        if (!lives || this.shelves[arm] !== shelf) continue
        const all = new Map(this.lives[arm])
        for (const life of lives) all.set(`${life.id.high}-${life.id.low}`, life)
        this.lives = { ...this.lives, [arm]: all }
      } finally {
        this.waiting.delete(key)
      }
    }
  }

  /** What stands in the way of the story of another household. */
  clearStandings(): void {
    this.judged++
    this.isJudging = false
    this.standings = new Map()
  }

  /** Takes one policy away at a time, and all, in runs that differ by chance alone. */
  async judge(id: string, runs: number): Promise<void> {
    const turn = ++this.judged
    this.isJudging = true
    this.standings = new Map()
    const cases: (string | null)[] = [null, '*', ...(choice.named.length > 1 ? choice.named : [])]
    for (let k = 0; k < runs; k++)
      for (const without of cases) {
        const standing = await engine.ask('standing', { id, without, k })
        if (turn !== this.judged) return
        if (!standing) {
          this.isJudging = false
          return
        }
        const key = without ?? ''
        const all = new Map(this.standings)
        all.set(key, [...(all.get(key) ?? []), standing])
        this.standings = all
      }
    this.isJudging = false
  }
}

export const stories = new Stories()
