/**
 * Would a second thread within one city pay? The largest part that can be split without a change of bits, what searchers
 * wish for, is worked out by one thread and by two. Both threads live through the same months in step, so that neither
 * sends the other its state: the best that shared memory could give. Wishes of the second thread come through shared
 * memory and are compared. Wall-clock time, the least of several rounds a month: on a busy machine two threads wait.
 *
 *   node test/bench/threads.mjs [preset] [months]
 */
import { isDeepStrictEqual } from 'node:util'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { bundledEngine, engineFile, living, scenario } from './engine.mjs'

const ROUNDS = 40
const PINGS = 2000
/** Room for searchers in shared memory, and wishes of each: KEPT of src/processes/search.ts. */
const ROOM = 100_000
const KEPT = 5
/** Words of the signal: rounds asked for, and rounds done. */
const [ASKED, DONE] = [0, 1]

const now = () => Number(process.hrtime.bigint()) / 1e6

/** Runs the city; before each search `act` gets what it starts from: wishes of the searchers from … to − 1. */
function live(engine, { save, plan, months }, act) {
  let last = now()
  const spent = []
  const run = engine.restoreSimulation(save, plan, process => {
    if (process !== 'payments') return
    const { city } = run
    engine.refreshWorth(city)
    const publicRent = rules.levers.public_housing.rent_ratio * engine.meanRent(city)
    const searchers = new Int32Array(city.households.rows)
    const count = engine.findSearchers(city, publicRent, 0, city.households.rows, searchers)
    const vacancies = engine.readVacancies(city, { owning: true, sharing: true })
    const before = now()
    act(count, (from, to, into) => {
      engine.makeWishes(city, rules, vacancies, publicRent, {
        searchers: searchers.subarray(from, to),
        count: to - from,
        ...into,
      })
      return into
    })
    last += now() - before
  })
  const rules = engine.restoreSimulation(save, plan).rules
  for (let n = 0; n < months; n++) {
    last = now()
    run.tick()
    spent.push(now() - last)
  }
  return Math.min(...spent)
}

const wishesIn = (make, count) => ({
  named: make(Uint8Array, count),
  building: make(Int32Array, count * KEPT),
  owning: make(Uint8Array, count * KEPT),
  bid: make(Float64Array, count * KEPT),
})

/** Both threads lay the shared memory out alike. */
function shared(buffer) {
  let at = 0
  return wishesIn((type, length) => {
    const array = new type(buffer, at, length)
    at += Math.ceil(array.byteLength / 8) * 8
    return array
  }, ROOM)
}

if (isMainThread) {
  const engine = await bundledEngine(searchInside)
  const [preset = 'medium', months = '12'] = process.argv.slice(2)
  const plan = engine.generateCity(preset, 'harbour')
  const root = engine.createSimulation(scenario(engine, preset, 12), plan, { seed: 'bench' })
  const signal = new Int32Array(new SharedArrayBuffer(8))
  const buffer = new SharedArrayBuffer(ROOM * (3 + 13 * KEPT) + 64)
  const given = { save: root.save(), plan, months: Number(months), signal, buffer, engine: engineFile }
  const worker = new Worker(new URL(import.meta.url), { workerData: given })
  const failed = new Promise((_, reject) => worker.on('error', reject))
  await Promise.race([new Promise(resolve => worker.once('message', resolve)), failed])
  const ask = () => {
    Atomics.add(signal, ASKED, 1)
    Atomics.notify(signal, ASKED)
  }
  const wait = () => {
    for (let done; (done = Atomics.load(signal, DONE)) < signal[ASKED]; ) Atomics.wait(signal, DONE, done)
  }
  let ping = Number.POSITIVE_INFINITY
  for (let n = 0; n < PINGS; n++) {
    const from = now()
    ask()
    wait()
    ping = Math.min(ping, now() - from)
  }
  const theirs = shared(buffer)
  const sum = { one: 0, two: 0, searchers: 0 }
  const plain = (type, length) => new type(length)
  const month = live(engine, given, (count, wish) => {
    const half = count >> 1
    const least = { one: Number.POSITIVE_INFINITY, two: Number.POSITIVE_INFINITY }
    const [all, own] = [wishesIn(plain, count), wishesIn(plain, half)]
    for (let round = 0; round < ROUNDS; round++) {
      let from = now()
      wish(0, count, all)
      least.one = Math.min(least.one, now() - from)
      from = now()
      ask()
      wish(0, half, own)
      wait()
      least.two = Math.min(least.two, now() - from)
    }
    for (const [name, width] of [
      ['named', 1],
      ['building', KEPT],
      ['owning', KEPT],
      ['bid', KEPT],
    ]) {
      const joined = [...own[name], ...theirs[name].subarray(0, (count - half) * width)]
      // beyond what was named memory is as it was left: compared is what counts
      const counted = list =>
        width === 1 ? [...list] : [...list].filter((_, i) => i % KEPT < all.named[Math.floor(i / KEPT)])
      if (!isDeepStrictEqual(counted(all[name]), counted(joined)))
        throw new Error(`two threads wish otherwise: ${name}`)
    }
    sum.one += least.one
    sum.two += least.two
    sum.searchers += count
  })
  const each = ms => `${(ms / given.months).toFixed(2)} ms`
  console.log(
    `${preset}: ${living(root.city)} households, ${Math.round(sum.searchers / given.months)} searchers a month; the shortest month ${month.toFixed(1)} ms, of it wishes by one thread ${each(sum.one)}, by two ${each(sum.two)}: ${((100 * (sum.one - sum.two)) / given.months / month).toFixed(1)} % of a month saved; there and back ${(1000 * ping).toFixed(0)} µs; wishes equal`,
  )
  await worker.terminate()
} else {
  const { signal, buffer, engine: file } = workerData
  const engine = await import(file)
  const { parentPort } = await import('node:worker_threads')
  parentPort.postMessage('ready')
  let asked = 0
  const serve = act => {
    for (; Atomics.load(signal, ASKED) === asked; ) Atomics.wait(signal, ASKED, asked)
    asked++
    act()
    Atomics.add(signal, DONE, 1)
    Atomics.notify(signal, DONE)
  }
  for (let n = 0; n < PINGS; n++) serve(() => {})
  const into = shared(buffer)
  live(engine, workerData, (count, wish) => {
    for (let round = 0; round < ROUNDS; round++) serve(() => wish(count >> 1, count, into))
  })
}

/** What the experiment needs of the engine beside the rest. */
function searchInside(src) {
  return {
    exports: `
    export { meanRent } from '${src}/city/housing.ts'
    export { refreshWorth } from '${src}/city/utility.ts'
    export { findSearchers, makeWishes, readVacancies } from '${src}/processes/search.ts'`,
    opened: { 'processes/search.ts': 'findSearchers, makeWishes' },
  }
}
