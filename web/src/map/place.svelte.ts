/** The place that is drawn, the same for map, groups and stories; it crosses from the worker once. */
import { untrack } from 'svelte'
import type { CityView } from '../contracts.ts'
import { engine, results } from '../engine/session.svelte.ts'

class Place {
  view = $state.raw<CityView | null>(null)
  private isAsking = false

  /** Asks whether the place is still this one. */
  async look(): Promise<void> {
    if (this.isAsking) return
    this.isAsking = true
    try {
      const view = await engine.ask('place', { known: this.view?.key ?? null })
      if (view) this.view = view
    } finally {
      this.isAsking = false
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
