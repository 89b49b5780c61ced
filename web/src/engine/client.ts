/** The workers, and the orders they get. */
import { proxy, type Remote, wrap } from 'comlink'
import type { Scenario } from '../../../src/scenario/scenario.ts'
import type { Queries } from '../contracts.ts'
import { SpokenError } from '../spoken.ts'
import { benchKey, type EngineApi, type Member, type Order, type PlaceSource } from './protocol.ts'
import { Results } from './results.svelte.ts'
import EngineWorker from './worker.ts?worker&inline'

export interface Wanted {
  readonly place: { readonly key: string; readonly source: PlaceSource }
  readonly preview: { readonly key: string; readonly source: PlaceSource } | null
  readonly baseline: Scenario
  readonly scenario: Scenario
  readonly seed: string
  readonly replicates: number
  readonly shown: number
  readonly glance: readonly string[]
  /** members of the calibrated set of parameters to run too */
  readonly members: readonly Member[]
}

/** As many as help: the page needs a core of its own where there are more than two. */
const workersFor = (cores: number): number => Math.max(1, Math.min(8, cores <= 2 ? cores : cores - 1))

export class Engine {
  readonly results = new Results()
  private readonly workers: Remote<EngineApi>[] = []
  private generation = 0
  private shown = 0

  constructor(count = workersFor(navigator.hardwareConcurrency || 2)) {
    for (let w = 0; w < count; w++) {
      const worker = wrap<EngineApi>(new EngineWorker())
      void worker.listen(proxy(event => this.results.take(event)))
      this.workers.push(worker)
    }
  }

  /** Asks for futures; what only an earlier call wanted is abandoned. */
  want(wanted: Wanted): void {
    const { place, preview, baseline, scenario, seed, replicates, shown, glance, members } = wanted
    this.generation++
    this.shown = shown
    this.results.aim({
      city: benchKey(place.key, baseline, seed),
      preview: preview ? benchKey(preview.key, baseline, seed) : '',
      generation: this.generation,
      isChanged: scenario.policies.length > 0,
      wanted: replicates,
      members: members.length,
    })
    this.workers.forEach((worker, w) => {
      const own = Array.from({ length: replicates }, (_, r) => r).filter(r => r % this.workers.length === w)
      const order: Order = {
        generation: this.generation,
        place,
        preview,
        baseline,
        scenario,
        seed,
        replicates: own.sort((a, b) => Number(b === shown) - Number(a === shown) || a - b),
        previewReplicate: w,
        glance,
        shown,
        members: members.filter(({ index }) => index % this.workers.length === w),
      }
      void worker.order(order)
    })
  }

  /** Reads a place in every worker. @throws {SpokenError} with the importer's words */
  async read(key: string, source: PlaceSource): Promise<{ households: number; name: string }> {
    const answers = await Promise.all(this.workers.map(worker => worker.read(key, source)))
    const [first] = answers
    if (!first!.ok) throw new SpokenError(first!.problem)
    return first!
  }

  /** Asks the worker that runs the shown replicate. */
  ask<K extends keyof Queries>(name: K, ask: Queries[K]['ask']): Promise<Queries[K]['answer'] | null> {
    return this.workers[this.shown % this.workers.length]!.ask(name, ask) as Promise<Queries[K]['answer'] | null>
  }

  /** Asks every worker: each answers for its own replicates. */
  askAll<K extends keyof Queries>(name: K, ask: Queries[K]['ask']): Promise<(Queries[K]['answer'] | null)[]> {
    return Promise.all(this.workers.map(worker => worker.ask(name, ask) as Promise<Queries[K]['answer'] | null>))
  }
}
