/**
 * How fast the engine is on this machine: the whole model by preset beside a plain stand-in of a month in C, what each
 * process takes, what policies at rest and measuring add, bytes of state, kernels beside npm's and C's, and what a user
 * waits for. What is compared takes turns in the same rounds; the least of each counts. Nothing is asserted: times are for
 * reading. Ratios and sizes that moved against test/bench/results.json are named at the end.
 *
 *   npm run bench               tiny to large
 *   npm run bench -- --quick    tiny and small, in less than a minute
 *   npm run bench -- --all      and xlarge
 *   npm run bench -- small      one preset
 *   npm run bench -- --model    the model alone; likewise --measures, --kernels, --product
 *   npm run bench -- --write    and write what was measured to results.json
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { bundledEngine, clock, compiled, inTurns, living, scenario, timed } from './engine.mjs'
import { kernels } from './kernels.mjs'
import { measureKernels, measuring } from './measures.mjs'
import { product } from './product.mjs'

const ROUNDS = 3
/** Months in a round, and of burn-in before: enough to be measured, few enough to wait for. */
const MONTHS = { tiny: [120, 24], small: [36, 12], medium: [24, 12], large: [12, 2], xlarge: [12, 2] }
/** Ratios scatter on a busy machine, sizes do not. */
const MOVED = { ratio: 1.3, size: 1.02 }
const isQuick = process.argv.includes('--quick')
const committed = join(import.meta.dirname, 'results.json')

const engine = await bundledEngine()
const standIn = compiled('kernel.c')
const asked = process.argv.slice(2).filter(word => word in MONTHS)
const presets =
  asked.length > 0
    ? asked
    : isQuick
      ? ['tiny', 'small']
      : Object.keys(MONTHS).filter(name => name !== 'xlarge' || process.argv.includes('--all'))

const parts = ['model', 'measures', 'kernels', 'product'].filter(part => process.argv.includes(`--${part}`))
const isMeasured = part => parts.length === 0 || parts.includes(part)

const machine = `${cpus()[0]?.model ?? 'processor unknown'}, ${cpus().length} cores; Node ${process.version}`
console.log(machine)
const results = { machine, model: {}, measures: {}, kernels: {}, product: {}, bytes: bytes() }
if (isMeasured('model')) {
  for (const name of presets) results.model[name] = measure(name)
  const costs = Object.values(results.model).map(row => row['ns a household-tick'])
  results.model[presets.join(' to ')] = { 'cost a household-tick, times': rounded(costs.at(-1) / costs[0]) }
  console.table(results.model)
}
if (isMeasured('measures')) {
  for (const name of presets) results.measures[name] = mapped(measuring(engine, name), rounded)
  for (const { kernel, size, ...row } of measureKernels(engine))
    results.measures[`${kernel}, ${size}`] = mapped(row, rounded)
  console.table(results.measures)
}
if (isMeasured('kernels')) {
  for (const row of await kernels(engine, isQuick)) {
    const { kernel, size, rate, unit, ...ratios } = row
    results.kernels[`${kernel}, ${size}`] = { [`million ${unit}/s`]: rounded(rate), ...mapped(ratios, rounded) }
  }
  console.table(results.kernels)
}
if (isMeasured('product')) {
  results.product = mapped(await product(engine, isQuick), x => (typeof x === 'number' ? rounded(x) : x))
  console.table(results.product)
}
console.table(results.bytes)
const before = readCommitted()
nameWhatMoved()
if (process.argv.includes('--write')) writeFileSync(committed, `${JSON.stringify(merged(), null, 2)}\n`)

function readCommitted() {
  try {
    return JSON.parse(readFileSync(committed, 'utf8'))
  } catch {
    return {}
  }
}

/** What was measured now, and of what was not, what was known. */
function merged() {
  const groups = ['model', 'measures', 'kernels', 'product'].map(group => [
    group,
    { ...before[group], ...results[group] },
  ])
  return { machine, ...Object.fromEntries(groups), bytes: results.bytes }
}

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
  const atRest = restingPolicies(root.scenario)
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
  acts.push(() => {
    const run = engine.branch(root, atRest)
    return timed(() => run.run(months))[0]
  })
  if (standIn) acts.push(() => standIn(households, months)[0] / 1e6)
  const [ours, measured, resting, theirs] = inTurns(ROUNDS, acts)
  const [saving, restoring] = inTurns(10, [() => timed(() => root.save())[0], () => timed(resumed)[0]])
  const each = (1e6 * ours) / households / months
  return {
    households,
    'ns a household-tick': rounded(each),
    'million household-ticks/s': rounded(1000 / each),
    ...(theirs ? { 'times C': rounded(ours / theirs) } : {}),
    'measuring every tick, times': rounded(measured / ours),
    'all policies at rest, times': rounded(resting / ours),
    'save and restore, ms': rounded(saving + restoring),
    'built in ms': Math.round(drawn + built),
    'saved bytes a household': Math.round(save.length / households),
    slowest: shares(save, plan, months),
  }
}

/** The scenario with every policy in force at settings that change nothing. */
function restingPolicies(given) {
  const policies = engine.policies.map(({ name, settings }) => ({
    policy: name,
    settings: mapped(settings, lever => lever.rest),
    ...{ from: 0, until: null, over: 0, when: null },
  }))
  return { ...given, policies }
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

/** Ratios and sizes are compared, not times: they say the same on a slower machine. */
function nameWhatMoved() {
  const moved = []
  for (const [row, values] of [
    ...Object.entries(results.model),
    ...Object.entries(results.kernels),
    ['product', results.product],
    ...Object.entries(results.bytes),
  ])
    for (const [key, value] of Object.entries(values)) {
      const was = (before.model?.[row] ?? before.kernels?.[row] ?? before[row] ?? before.bytes?.[row])?.[key]
      const isSize = /bytes|kB|^row$|caches/.test(key) && !/times/.test(key)
      if (typeof was !== 'number' || was === 0 || !(isSize || /times|of_c|share|largest/.test(key))) continue
      const change = value / was
      const most = isSize ? MOVED.size : MOVED.ratio
      if (change > most || change < 1 / most) moved.push(`${row}, ${key}: ${was} → ${value}`)
    }
  console.log(moved.length > 0 ? `\nmoved:\n  ${moved.join('\n  ')}` : '\nnothing moved')
}
