/**
 * What a user waits for beside the model: start of the command, rows of results, runs on several cores, size of the
 * bundles. What is not built is left out.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { engineFile, folder, scenario } from './engine.mjs'

const dist = join(import.meta.dirname, '../../dist')
const command = join(dist, 'cli/main.js')

const seconds = act => {
  const from = process.hrtime.bigint()
  act()
  return Number(process.hrtime.bigint() - from) / 1e6
}

/** Milliseconds from the call to the last word, the least of several. */
function startUp(rounds) {
  if (!existsSync(command)) return { 'dist/cli/main.js': 'not built' }
  const node = (...args) => {
    let least = Number.POSITIVE_INFINITY
    for (let n = 0; n < rounds; n++) {
      const ms = seconds(() => execFileSync(process.execPath, args, { stdio: 'ignore' }))
      if (ms < least) least = ms
    }
    return Math.round(least)
  }
  const bare = node('-e', '0')
  const help = node(command, '--help')
  const first = node(command, 'run', 'baseline', '--preset', 'small', '--ticks', '1', '--format', 'json')
  return {
    'node -e 0, ms': bare,
    'justcity --help, ms': help,
    'help, times node': help / bare,
    'first result, small, ms': first,
  }
}

/** Ten thousand rows of fifty columns as the store exports them. */
async function rowsOfResults() {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const columns = Array.from({ length: 50 }, (_, i) => `sqrt(hash(r * 50 + ${i}) % 1000003) AS m${i}`)
  await connection.run(`CREATE TABLE series AS SELECT r AS run, ${columns.join(', ')} FROM range(10000) t(r)`)
  const written = {}
  for (const format of ['parquet', 'csv']) {
    const file = join(folder, `rows.${format}`)
    let ms = Number.POSITIVE_INFINITY
    for (let n = 0; n < 3; n++) {
      const from = process.hrtime.bigint()
      await connection.run(`COPY series TO '${file}' (FORMAT ${format})`)
      ms = Math.min(ms, Number(process.hrtime.bigint() - from) / 1e6)
    }
    written[format] = { ms, bytes: statSync(file).size }
    rmSync(file)
  }
  connection.closeSync()
  instance.closeSync()
  const { parquet, csv } = written
  return {
    'Parquet, ms': Math.round(parquet.ms),
    'Parquet, times as fast as CSV': csv.ms / parquet.ms,
    'Parquet, share of the bytes of CSV': parquet.bytes / csv.bytes,
  }
}

/** Wall-clock time of `runs` runs on each of so many threads, each with a warm engine. */
async function onThreads(threads, runs, months, save, plan) {
  const text = `
    import { parentPort, workerData } from 'node:worker_threads'
    const { restoreSimulation } = await import(workerData.engine)
    const { save, plan, runs, months } = workerData
    const work = count => { for (let n = 0; n < count; n++) restoreSimulation(save, plan).run(months) }
    work(1)
    parentPort.on('message', () => { work(runs); parentPort.postMessage('done') })
    parentPort.postMessage('warm')`
  const workers = Array.from(
    { length: threads },
    () =>
      new Worker(new URL(`data:text/javascript,${encodeURIComponent(text)}`), {
        workerData: { engine: engineFile, save, plan, runs, months },
      }),
  )
  const all = () =>
    Promise.all(workers.map(worker => new Promise((done, fail) => worker.once('message', done).once('error', fail))))
  await all()
  const from = process.hrtime.bigint()
  for (const worker of workers) worker.postMessage('go')
  await all()
  const ms = Number(process.hrtime.bigint() - from) / 1e6
  await Promise.all(workers.map(worker => worker.terminate()))
  return ms
}

/** How much of a second core's worth runs in two threads get. */
async function sweepEfficiency(engine, runs, rounds) {
  if (availableParallelism() < 2) return {}
  const plan = engine.generateCity('small', 'harbour')
  const save = engine.createSimulation(scenario(engine, 'small', 12), plan, { seed: 'bench' }).save()
  let efficiency = 0
  for (let round = 0; round < rounds; round++) {
    const one = await onThreads(1, runs, 24, save, plan)
    const two = await onThreads(2, runs, 24, save, plan)
    efficiency = Math.max(efficiency, one / two)
  }
  return { 'runs on two threads, share of two cores': efficiency }
}

/** Bytes a browser loads, and the same packed. */
function bundles() {
  const web = join(dist, 'web')
  if (!existsSync(web)) return { 'dist/web': 'not built' }
  const files = readdirSync(web, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const contents = files.map(entry => readFileSync(join(entry.parentPath ?? entry.path, entry.name)))
  const page = join(dist, 'justcity.html')
  return {
    'web app, kB': Math.round(contents.reduce((sum, bytes) => sum + bytes.length, 0) / 1000),
    'web app packed, kB': Math.round(contents.reduce((sum, bytes) => sum + gzipSync(bytes).length, 0) / 1000),
    ...(existsSync(page) ? { 'page in one file, kB': Math.round(statSync(page).size / 1000) } : {}),
  }
}

export async function product(engine, isQuick) {
  return {
    ...startUp(isQuick ? 3 : 7),
    ...(await rowsOfResults()),
    ...(await sweepEfficiency(engine, isQuick ? 4 : 12, isQuick ? 1 : 3)),
    ...bundles(),
  }
}
