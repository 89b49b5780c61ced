/** The one engine of the page, and orders that follow what is chosen. */

import type { CitySource } from '../../../src/scenario/scenario.ts'
import { placeUrl } from '../scenarios.ts'
import { choice, previewPreset } from '../state.svelte.ts'
import { Engine } from './client.ts'
import type { PlaceSource } from './protocol.ts'

export const engine = new Engine()
export const results = engine.results

const opened = new Map<string, PlaceSource>()

/** Keeps a place read from a file under the path that a scenario names it by. */
export function addPlace(path: string, source: PlaceSource): void {
  opened.set(path, source)
}

async function sourceOf(city: CitySource): Promise<{ key: string; source: PlaceSource }> {
  if ('preset' in city) return { key: `${city.preset} ${city.seed}`, source: { kind: 'preset', ...city } }
  const [kind, path] = Object.entries(city)[0] as ['osm' | 'geojson' | 'file', string]
  const kept = opened.get(path)
  if (kept) return { key: path, source: kept }
  const url = placeUrl(path.replace(/^.*(?=cities\/)/, ''))
  if (!url) throw new Error(path)
  const bytes = await (await fetch(url)).arrayBuffer()
  const source: PlaceSource = { kind, name: path, bytes }
  opened.set(path, source)
  return { key: path, source }
}

let latest = 0

/** Sends what is chosen to the workers. */
export async function orderFutures(): Promise<void> {
  const turn = ++latest
  const { baseline, running, seed, replicates, shown } = choice
  const { city } = baseline
  const place = await sourceOf(city)
  if (turn !== latest) return
  const preview =
    'preset' in city && city.preset !== previewPreset ? await sourceOf({ ...city, preset: previewPreset }) : null
  engine.want({ place, preview, baseline, scenario: running, seed, replicates, shown })
}
