/** The place that is drawn, the same for map, groups and stories; it crosses from the worker once. */
import { untrack } from 'svelte'
import type { CityView } from '../contracts.ts'
import { engine, results } from '../engine/session.svelte.ts'

class Place {
  view = $state.raw<CityView | null>(null)
  private asking: Promise<void> | null = null
  private isStale = false

  /** Asks whether the place is still this one; what changes meanwhile is asked after the answer. */
  look(): Promise<void> {
    this.isStale = true
    this.asking ??= this.ask().finally(() => {
      this.asking = null
    })
    return this.asking
  }

  private async ask(): Promise<void> {
    while (this.isStale) {
      this.isStale = false
      const view = await engine.ask('place', { known: this.view?.key ?? null })
      if (view) this.view = view
    }
  }
}

export const drawn = new Place()

/** Keeps the place up to date while a part of the page shows it: it may change with every order. */
export function followPlace(): void {
  const stage = $derived(`${results.order} ${results.founded}`)
  $effect(() => {
    void stage
    untrack(() => void drawn.look())
  })
}
