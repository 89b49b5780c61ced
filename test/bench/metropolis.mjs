/**
 * The largest runs, once, on one thread: a million households for ten years, ten million for one.
 * Prints time, memory and the hash of the state, which must be the same on every machine.
 *
 *   npm run bench:metropolis                   1M × 120 months, after a year of burn-in
 *   npm run bench:metropolis -- medium 24      any preset and number of months
 *   npm run bench:metropolis -- 10M 12 0       ten million, a year, no burn-in
 */
import { bundledEngine, living, scenario, timed } from './engine.mjs'

/** Sizes that no preset has. */
const SIZES = {
  '10M': {
    households: 10_000_000,
    side: 1265,
    centres: 8,
    railLines: 8,
    zones: 12_500,
    districts: 1560,
    density: 70,
    siteShare: 1,
  },
}

const engine = await bundledEngine()
const [name = 'xlarge', months = '120', burnIn = '12'] = process.argv.slice(2)
const ticks = Number(months)
const say = (what, ms) =>
  console.log(`${what}: ${(ms / 1000).toFixed(1)} s, ${megabytes(process.memoryUsage().rss)} MB`)
const [drawn, plan] = timed(() => engine.generateCity(SIZES[name] ?? name, 'harbour'))
say(`${name}, drawn`, drawn)
const given = scenario(engine, name, Number(burnIn))
const [built, run] = timed(() => engine.createSimulation(given, plan, { seed: 'bench' }))
const households = living(run.city)
say(`${households} households settled, ${burnIn} months of burn-in`, built)
const [ran] = timed(() => run.run(ticks))
say(`${ticks} months, ${((1e6 * ran) / households / ticks).toFixed(0)} ns a household-month`, ran)
const { households: table, parcels, buildings } = run.city
const state = [table, parcels, buildings].reduce((sum, { bytes }) => sum + bytes.length, 0)
const working = [...run.city.working.values()].reduce((sum, { byteLength }) => sum + byteLength, 0)
console.log(
  `state ${megabytes(state)} MB, working memory ${megabytes(working)} MB, most at once ${Math.round(process.resourceUsage().maxRSS / 1000)} MB; hash ${run.hash()}`,
)

function megabytes(bytes) {
  return Math.round(bytes / 1e6)
}
