/**
 * How fast the engine is on this machine: household-ticks a second by preset, what each process takes of the tick, bytes
 * of state, and the ratio to a plain stand-in of a month in C. The two take turns in the same rounds; the least of each
 * counts. Nothing is asserted: times are for reading.
 *
 *   npm run bench             tiny to large
 *   npm run bench -- --all    and xlarge
 *   npm run bench -- small    one preset
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const ROUNDS = 5
/** Months in a round, and of burn-in before: enough to be measured, few enough to wait for. */
const MONTHS = { tiny: [240, 36], small: [120, 36], medium: [60, 36], large: [24, 12], xlarge: [12, 2] }

const folder = mkdtempSync(join(tmpdir(), 'justcity-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const engine = await bundledEngine()
const kernel = compiledKernel()
const asked = process.argv.slice(2).filter(word => word in MONTHS)
const presets =
  asked.length > 0 ? asked : Object.keys(MONTHS).filter(name => name !== 'xlarge' || process.argv.includes('--all'))

console.log(`${cpus()[0]?.model ?? 'processor unknown'}, ${cpus().length} cores; Node ${process.version}`)
for (const name of presets) measure(name)
state()

async function bundledEngine() {
  const outfile = join(folder, 'engine.mjs')
  const src = join(import.meta.dirname, '../../src')
  const contents = `
    export { createSimulation, restoreSimulation } from '${src}/simulation.ts'
    export { generateCity } from '${src}/city/generate.ts'
    export { defaultParameters } from '${src}/city/parameters.ts'
    export { entityColumns } from '${src}/city/city.ts'
    export { bytesPerRow } from '${src}/lib/table.ts'
    export { schedule } from '${src}/processes/schedule.ts'`
  await build({
    stdin: { contents, resolveDir: src, loader: 'ts' },
    bundle: true,
    outfile,
    format: 'esm',
    platform: 'node',
  })
  return import(pathToFileURL(outfile).href)
}

/** The stand-in in C; null where there is no compiler. */
function compiledKernel() {
  const out = join(folder, 'kernel')
  try {
    execFileSync('gcc', ['-O3', '-march=native', '-o', out, join(import.meta.dirname, 'kernel.c'), '-lm'])
  } catch (error) {
    console.log(error.code === 'ENOENT' ? 'gcc is not there: no comparison with C.' : `gcc failed: ${error.message}`)
    return null
  }
  return (households, months) => {
    const [nanoseconds] = execFileSync(out, [String(households), String(months)], { encoding: 'utf8' }).split(' ')
    return Number(nanoseconds) / 1e6
  }
}

function scenario(name, burn_in) {
  return {
    name: 'baseline',
    model_version: 1,
    title: { en: 'bench', zh: '测速' },
    question: null,
    city: { preset: name, seed: 'harbour' },
    years: 20,
    burn_in,
    parameters: engine.defaultParameters(),
    policies: [],
    measures: [],
    watch: [],
  }
}

function timed(act) {
  const from = performance.now()
  const value = act()
  return [performance.now() - from, value]
}

function living({ households }) {
  let count = 0
  for (let h = 0; h < households.rows; h++) if (households.size[h] !== 0) count++
  return count
}

function measure(name) {
  const [months, burnIn] = MONTHS[name]
  const [drawn, plan] = timed(() => engine.generateCity(name, 'harbour'))
  const [built, root] = timed(() => engine.createSimulation(scenario(name, burnIn), plan, { seed: 'bench' }))
  const bytes = root.save()
  const households = living(root.city)

  let [ours, theirs] = [Infinity, Infinity]
  for (let round = 0; round < ROUNDS; round++) {
    const run = engine.restoreSimulation(bytes, plan)
    ours = Math.min(ours, timed(() => run.run(months))[0])
    if (kernel) theirs = Math.min(theirs, kernel(households, months))
  }

  // once more with a clock between processes
  const spent = new Map(engine.schedule.map(process => [process.name, 0]))
  let last = 0
  const run = engine.restoreSimulation(bytes, plan, process => {
    const now = performance.now()
    spent.set(process, spent.get(process) + now - last)
    last = now
  })
  for (let n = 0; n < months; n++) {
    last = performance.now()
    run.tick()
  }
  const all = [...spent.values()].reduce((sum, ms) => sum + ms, 0)
  const shares = [...spent]
    .sort((a, b) => b[1] - a[1])
    .map(([process, ms]) => `${process} ${((100 * ms) / all).toFixed(1)}`)
    .join(', ')

  const million = (count, ms) => (count / ms / 1000).toFixed(2)
  console.log(`\n${name}: ${households} households, ${root.city.buildings.rows} buildings`)
  console.log(`  drawn in ${drawn.toFixed(0)} ms, settled with ${burnIn} months of burn-in in ${built.toFixed(0)} ms`)
  console.log(
    `  ${months} months in ${ours.toFixed(1)} ms: ${million(households * months, ours)} M household-ticks/s, ${((1e6 * ours) / households / months).toFixed(0)} ns each`,
  )
  if (kernel)
    console.log(
      `  plain month in C: ${theirs.toFixed(1)} ms, ${million(households * months, theirs)} M/s; ratio ${(ours / theirs).toFixed(1)}`,
    )
  console.log(`  share of the tick, %: ${shares}`)
  console.log(`  a save is ${(bytes.length / households).toFixed(0)} bytes a household`)
}

function state() {
  console.log('\nbytes of a row, as declared:')
  for (const [name, columns] of Object.entries(engine.entityColumns)) {
    const caches = Object.fromEntries(Object.entries(columns).filter(([, column]) => column.cache))
    const total = engine.bytesPerRow(columns)
    if (total > 0)
      console.log(`  ${name.padEnd(11)} ${String(total).padStart(5)}, of these ${engine.bytesPerRow(caches)} in caches`)
  }
}
