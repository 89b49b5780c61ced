/**
 * The largest run, once, on one thread: a million households for ten years.
 * Prints time, memory and the hash of the state, which must be the same on every machine.
 *
 *   npm run bench:metropolis                 1M × 120 months
 *   npm run bench:metropolis -- medium 24    any preset and number of months
 */
import { bundledEngine, living, scenario, timed } from './engine.mjs'

const engine = await bundledEngine()
const [name = 'xlarge', months = '120'] = process.argv.slice(2)
const ticks = Number(months)
const [drawn, plan] = timed(() => engine.generateCity(name, 'harbour'))
const [built, run] = timed(() => engine.createSimulation(scenario(engine, name, 12), plan, { seed: 'bench' }))
const households = living(run.city)
const [ran] = timed(() => run.run(ticks))
console.log(
  `${name}: ${households} households; drawn in ${(drawn / 1000).toFixed(1)} s, settled with a year of burn-in in ${(built / 1000).toFixed(1)} s; ${ticks} months in ${(ran / 1000).toFixed(1)} s, ${((1e6 * ran) / households / ticks).toFixed(0)} ns a household-tick; ${Math.round(process.memoryUsage().rss / 1e6)} MB; state ${run.hash()}`,
)
