/** What the benchmarks share: the engine as one bundle, C programs where there is a compiler, and a clock. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

export const folder = mkdtempSync(join(tmpdir(), 'justcity-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** Where the bundle is, for other threads. */
export const engineFile = pathToFileURL(join(folder, 'engine.mjs')).href

export async function bundledEngine() {
  const outfile = join(folder, 'engine.mjs')
  const src = join(import.meta.dirname, '../../src')
  const contents = `
    export { branch, createSimulation, restoreSimulation } from '${src}/simulation.ts'
    export { generateCity } from '${src}/city/generate.ts'
    export { defaultParameters } from '${src}/city/parameters.ts'
    export { entityColumns } from '${src}/city/city.ts'
    export { createWalker, forget, publicArcs, walkFrom } from '${src}/city/walking.ts'
    export { log } from '${src}/lib/numeric.ts'
    export { bits, combine, createLuck, gumbel } from '${src}/lib/random.ts'
    export { addRow, bytesPerRow, column, createTable } from '${src}/lib/table.ts'
    export { streetGraph } from '${src}/city/walking.ts'
    export { concentrationIndex } from '${src}/metrics/calculators/inequality/concentration-index.ts'
    export { theilDecomposition } from '${src}/metrics/calculators/inequality/theil-decomposition.ts'
    export { composition } from '${src}/metrics/calculators/segregation/composition.ts'
    export { environmentsNear } from '${src}/metrics/calculators/segregation/environments.ts'
    export { entropyLost } from '${src}/metrics/calculators/segregation/spatial-information-theory.ts'
    export { giniInOrder, sortRising, sortRoom } from '${src}/metrics/ranked.ts'
    export { demand } from '${src}/processes/amenities.ts'
    export { measures } from '${src}/metrics/index.ts'
    export { readIndicators } from '${src}/metrics/indicators.ts'
    export { policies } from '${src}/policies/index.ts'
    export { schedule } from '${src}/processes/schedule.ts'`
  await build({
    stdin: { contents, resolveDir: src, loader: 'ts' },
    bundle: true,
    outfile,
    format: 'esm',
    platform: 'node',
  })
  return import(engineFile)
}

/**
 * Compiles a C program of this folder.
 * @returns a function that runs it with arguments and gives what it prints as numbers; null where there is no compiler
 */
export function compiled(source, ...flags) {
  const out = join(folder, `${source}${flags.join('')}`)
  try {
    execFileSync('gcc', ['-O3', '-march=native', ...flags, '-o', out, join(import.meta.dirname, source), '-lm'])
  } catch (error) {
    console.log(error.code === 'ENOENT' ? 'gcc is not there: no comparison with C.' : `gcc failed: ${error.message}`)
    return null
  }
  return (...args) => execFileSync(out, args.map(String), { encoding: 'utf8' }).trim().split(' ').map(Number)
}

/** Milliseconds of this process so far on the processor: what others do on a busy machine is left out. */
export const clock = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Milliseconds an act takes, and what it gives. */
export function timed(act) {
  const from = clock()
  const value = act()
  return [clock() - from, value]
}

/** The least milliseconds of several acts that take turns in the same rounds: noise adds, it never takes away. */
export function inTurns(rounds, acts) {
  const least = acts.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < rounds; round++)
    acts.forEach((act, i) => {
      const ms = act()
      if (ms < least[i]) least[i] = ms
    })
  return least
}

export function scenario(engine, preset, burn_in) {
  return {
    name: 'baseline',
    model_version: 1,
    title: { en: 'bench', zh: '测速' },
    question: null,
    city: { preset, seed: 'harbour' },
    years: 20,
    burn_in,
    parameters: engine.defaultParameters(),
    policies: [],
    measures: [],
    watch: [],
  }
}

export function living({ households }) {
  let count = 0
  for (let h = 0; h < households.rows; h++) if (households.size[h] !== 0) count++
  return count
}
