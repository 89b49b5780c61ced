/** The one engine of the page, and orders that follow what is chosen. */

import type { CitySource } from '../../../src/scenario/scenario.ts'
import { placeUrl } from '../scenarios.ts'
import { choice, previewPreset } from '../state.svelte.ts'
import { Engine } from './client.ts'
import type { PlaceSource } from './protocol.ts'

export const engine = new Engine()
export const results = engine.results

const opened = new Map<string, PlaceSource>()

/** The place read from a file that the city is in; drawn cities are known by their preset. */
export const place = $state<{ name: string; households: number }>({ name: '', households: 0 })

/** Keeps a place read from a file under the path that a scenario names it by. */
export function addPlace(path: string, source: PlaceSource): void {
  opened.set(path, source)
}

async function sourceOf(city: CitySource): Promise<{ key: string; source: PlaceSource }> {
  if ('preset' in city) return { key: `${city.preset} ${city.seed}`, source: { kind: 'preset', ...city } }
  const [kind, path] = Object.entries(city)[0] as ['osm' | 'geojson' | 'file', string]
  let source = opened.get(path)
  if (!source) {
    const url = placeUrl(path.replace(/^.*(?=cities\/)/, ''))
    if (!url) throw new Error(`${path} is not in this page: open its file again.`)
    source = { kind, name: path, bytes: await (await fetch(url)).arrayBuffer() }
    opened.set(path, source)
  }
  Object.assign(place, await engine.read(path, source))
  return { key: path, source }
}

let latest = 0

/** Sends what is chosen to the workers. */
export async function orderFutures(): Promise<void> {
  const turn = ++latest
  const { baseline, running, seed, replicates, shown } = choice
  const { city } = baseline
  const drawn = await sourceOf(city)
  if (turn !== latest) return
  const preview =
    'preset' in city && city.preset !== previewPreset ? await sourceOf({ ...city, preset: previewPreset }) : null
  engine.want({ place: drawn, preview, baseline, scenario: running, seed, replicates, shown })
}
