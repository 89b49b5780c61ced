import { expose } from 'comlink'
import { generateCity } from '../../../src/city/generate.ts'
import type { Plan } from '../../../src/city/plan.ts'
import { CityFileError, planFromGeoJson, planFromOsm, readOsm, readPlan } from '../../../src/import/index.ts'
import { say } from '../../../src/lib/declare.ts'
import type { Handler } from '../contracts.ts'
import { Futures } from './futures.ts'
import { handlers } from './handlers.ts'
import type { EngineApi, EngineEvent, Order, PlaceSource } from './protocol.ts'

/** Milliseconds of work before messages are looked at. */
const SLICE = 12

let listener: (event: EngineEvent) => void = () => {}
const futures = new Futures(event => listener(event), goOn)

async function planOf(source: PlaceSource): Promise<Plan> {
  if (source.kind === 'preset') return generateCity(source.preset, source.seed)
  if (source.kind === 'known') throw new Error('the place was not read before it was asked for')
  const bytes = new Uint8Array(source.bytes)
  // a place goes by its file's name
  const name = source.name.replace(/^.*\//, '').replace(/\.(osm|geojson|json|gz|xml)/gi, '')
  if (source.kind === 'osm') return planFromOsm(await readOsm(bytes), { name })
  const text = new TextDecoder().decode(bytes)
  return source.kind === 'geojson' ? planFromGeoJson(text, { name }) : readPlan(text)
}

async function take(key: string, source: PlaceSource): Promise<void> {
  if (!futures.hasPlace(key)) futures.addPlace(key, await planOf(source))
}

// a message to oneself comes after those that wait: work and orders take turns
const turn = new MessageChannel()
let isRunning = false
turn.port1.onmessage = () => {
  const until = performance.now() + SLICE
  try {
    do {
      if (!futures.step()) {
        isRunning = false
        return
      }
    } while (performance.now() < until)
  } catch (error) {
    isRunning = false
    listener({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
    return
  }
  turn.port2.postMessage(null)
}

function goOn(): void {
  if (isRunning) return
  isRunning = true
  turn.port2.postMessage(null)
}

let latest: Order | null = null

const api: EngineApi = {
  listen(tell) {
    listener = tell
  },
  async read(key, source) {
    try {
      const plan = await planOf(source)
      futures.addPlace(key, plan)
      return { ok: true, households: plan.households, name: plan.name }
    } catch (error) {
      return {
        ok: false,
        problem:
          error instanceof CityFileError ? error.said : say(error instanceof Error ? error.message : String(error)),
      }
    }
  },
  async order(order) {
    latest = order
    if (order.preview) await take(order.preview.key, order.preview.source)
    await take(order.place.key, order.place.source)
    if (latest !== order) return
    futures.order(order)
    goOn()
  },
  async ask(name, ask) {
    const bench = futures.bench()
    if (!bench) return null
    return (handlers[name] as Handler<{ ask: unknown; answer: unknown }>)(bench, ask) as never
  },
}

expose(api)
