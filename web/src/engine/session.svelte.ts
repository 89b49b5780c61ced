/** The one engine of the page, and orders that follow what is chosen. */

import { say } from '../../../src/lib/declare.ts'
import type { CitySource } from '../../../src/scenario/scenario.ts'
import { membersOf } from '../doubt.ts'
import { headlines } from '../headlines.ts'
import { placeUrl } from '../scenarios.ts'
import { SpokenError } from '../spoken.ts'
import { choice, previewPreset } from '../state.svelte.ts'
import { Engine } from './client.ts'
import type { PlaceSource } from './protocol.ts'

export const engine = new Engine()
export const results = engine.results

/** Places read from files, by the path that a scenario names them by. */
const opened = new Map<string, { key: string; read: Promise<{ name: string; households: number }> }>()
let files = 0

/** The place read from a file that the city is in; drawn cities are known by their preset. */
export const place = $state<{ name: string; households: number }>({ name: '', households: 0 })

/** Reads a place from a file, under the path that a scenario names it by. @throws {SpokenError} with the importer's words */
export async function addPlace(path: string, source: PlaceSource): Promise<{ name: string; households: number }> {
  // another file of the same name is another place
  const key = `${path} ${files++}`
  const before = opened.get(path)
  const read = engine.read(key, source)
  opened.set(path, { key, read })
  try {
    return await read
  } catch (cause) {
    // what was open under this name stays open
    if (before) opened.set(path, before)
    else opened.delete(path)
    throw cause
  }
}

interface Source {
  key: string
  source: PlaceSource
}

const drawnSource = (city: Extract<CitySource, { preset: unknown }>): Source => ({
  key: `${city.preset} ${city.seed}`,
  source: { kind: 'preset', ...city },
})

async function openedSource(city: Exclude<CitySource, { preset: unknown }>): Promise<Source> {
  const [kind, path] = Object.entries(city)[0] as ['osm' | 'geojson' | 'file', string]
  if (!opened.has(path)) {
    const url = placeUrl(path.replace(/^.*(?=cities\/)/, ''))
    if (!url)
      throw new SpokenError(
        say(`${path} is not in this page: open its file again.`, `此页没有${path}：请重新打开该文件。`),
      )
    await addPlace(path, { kind, name: path, bytes: await (await fetch(url)).arrayBuffer() })
  }
  const { key, read } = opened.get(path)!
  Object.assign(place, await read)
  return { key, source: { kind: 'known' } }
}

let latest = 0

/** Sends what is chosen to the workers; at once, where the city is drawn. */
export async function orderFutures(): Promise<void> {
  const turn = ++latest
  const { baseline, running, seed, replicates, shown, charts, isDoubted } = choice
  const { city } = baseline
  const drawn = 'preset' in city ? drawnSource(city) : await openedSource(city)
  if (turn !== latest) return
  const preview =
    'preset' in city && city.preset !== previewPreset ? drawnSource({ ...city, preset: previewPreset }) : null
  const glance = [...new Set([...headlines.map(({ name }) => name), ...charts])]
  engine.want({
    place: drawn,
    preview,
    baseline,
    scenario: running,
    seed,
    replicates,
    shown,
    glance,
    members: isDoubted ? membersOf(baseline, running) : [],
  })
}
