/**
 * How fast the engine is on this machine: the whole model by preset beside a plain stand-in of a month in C, what each
 * process takes, what measuring adds, bytes of state, and kernels beside npm's and C's. What is compared takes turns in the
 * same rounds; the least of each counts. Nothing is asserted: times are for reading. Ratios that moved by more than a
 * quarter against test/bench/results.json are named at the end.
 *
 *   npm run bench               tiny to large
 *   npm run bench -- --all      and xlarge
 *   npm run bench -- small      one preset
 *   npm run bench -- --write    and write results.json
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { bundledEngine, clock, compiled, inTurns, living, scenario, timed } from './engine.mjs'
import { kernels } from './kernels.mjs'

const ROUNDS = 3
/** Months in a round, and of burn-in before: enough to be measured, few enough to wait for. */
const MONTHS = { tiny: [120, 24], small: [36, 12], medium: [24, 12], large: [12, 2], xlarge: [12, 2] }
const MOVED = 1.25
const committed = join(import.meta.dirname, 'results.json')

const engine = await bundledEngine()
const standIn = compiled('kernel.c')
const asked = process.argv.slice(2).filter(word => word in MONTHS)
const presets =
  asked.length > 0 ? asked : Object.keys(MONTHS).filter(name => name !== 'xlarge' || process.argv.includes('--all'))

const machine = `${cpus()[0]?.model ?? 'processor unknown'}, ${cpus().length} cores; Node ${process.version}`
console.log(machine)
const results = { machine, model: {}, kernels: {}, bytes: bytes() }
for (const name of presets) results.model[name] = measure(name)
console.table(results.model)
for (const row of await kernels(engine)) {
  const { kernel, size, rate, unit, ...ratios } = row
  results.kernels[`${kernel}, ${size}`] = { [`million ${unit}/s`]: rounded(rate), ...mapped(ratios, rounded) }
}
console.table(results.kernels)
console.table(results.bytes)
nameWhatMoved()
if (process.argv.includes('--write')) writeFileSync(committed, `${JSON.stringify(results, null, 2)}\n`)

function rounded(x) {
  return Number(x.toPrecision(3))
}

function mapped(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
}

function measure(name) {
  const [months, burnIn] = MONTHS[name]
  const [drawn, plan] = timed(() => engine.generateCity(name, 'harbour'))
  const [built, root] = timed(() => engine.createSimulation(scenario(engine, name, burnIn), plan, { seed: 'bench' }))
  const save = root.save()
  const households = living(root.city)
  const names = engine.measures.map(measure => measure.name)
  const resumed = () => engine.restoreSimulation(save, plan)
  const acts = [
    () => {
      const run = resumed()
      return timed(() => run.run(months))[0]
    },
    () => {
      const run = resumed()
      return timed(() => {
        for (let n = 0; n < months; n++) {
          run.tick()
          engine.readIndicators(run.city, run.rules, names)
        }
      })[0]
    },
  ]
  if (standIn) acts.push(() => standIn(households, months)[0] / 1e6)
  const [ours, measured, theirs] = inTurns(ROUNDS, acts)
  const each = (1e6 * ours) / households / months
  return {
    households,
    'ns a household-tick': rounded(each),
    'million household-ticks/s': rounded(1000 / each),
    ...(theirs ? { 'times C': rounded(ours / theirs) } : {}),
    'measuring every tick adds': rounded(measured / ours - 1),
    'built in ms': Math.round(drawn + built),
    'saved bytes a household': Math.round(save.length / households),
    slowest: shares(save, plan, months),
  }
}

/** What each process takes of the tick [%], the largest first. */
function shares(save, plan, months) {
  const spent = new Map(engine.schedule.map(process => [process.name, 0]))
  let last = 0
  const run = engine.restoreSimulation(save, plan, process => {
    const now = clock()
    spent.set(process, spent.get(process) + now - last)
    last = now
  })
  for (let n = 0; n < months; n++) {
    last = clock()
    run.tick()
  }
  const all = [...spent.values()].reduce((sum, ms) => sum + ms, 0)
  return [...spent]
    .sort((a, b) => b[1] - a[1])
    .map(([process, ms]) => `${process} ${((100 * ms) / all).toFixed(1)}`)
    .join(', ')
}

/** Bytes of a row as declared, and of these in caches. */
function bytes() {
  const rows = {}
  for (const [name, columns] of Object.entries(engine.entityColumns)) {
    const caches = Object.fromEntries(Object.entries(columns).filter(([, column]) => column.cache))
    rows[name] = { row: engine.bytesPerRow(columns), 'of it caches': engine.bytesPerRow(caches) }
  }
  return rows
}

/** Ratios are compared, not times: they say the same on a slower machine. */
function nameWhatMoved() {
  let before
  try {
    before = JSON.parse(readFileSync(committed, 'utf8'))
  } catch {
    return
  }
  const moved = []
  for (const group of ['model', 'kernels'])
    for (const [row, values] of Object.entries(results[group]))
      for (const [key, value] of Object.entries(values)) {
        const was = before[group]?.[row]?.[key]
        if (typeof was !== 'number' || !/times|of_c/.test(key)) continue
        const change = value / was
        if (change > MOVED || change < 1 / MOVED) moved.push(`${row}, ${key}: ${was} → ${value}`)
      }
  console.log(moved.length > 0 ? `\nmoved by more than a quarter:\n  ${moved.join('\n  ')}` : '\nno ratio moved')
}
