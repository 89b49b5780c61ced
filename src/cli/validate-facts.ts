/** npm run validate: the stylised facts, judged over seeds used in calibration and over fresh ones. */

import { MessageChannel } from 'node:worker_threads'
import { Command } from 'commander'
import { Piscina } from 'piscina'
import { judge, type Observation, type Verdict } from '../validation/facts.ts'
import { threadsOf } from './cores.ts'
import type { ObserveTask } from './facts-worker.ts'
import { writeWhole } from './files.ts'
import { createProgress } from './progress.ts'
import { InputError, load, withOptions } from './scenarios.ts'

const program = new Command('validate')
  .description('stylised facts of the baseline: band, value found, verdict')
  .option('--seeds <ranges>', 'seeds, such as 1..10 or 3,7; several sets separated by +', '1..10+101..110')
  .option('--preset <name>', 'tiny, small, medium …', 'small')
  .option('--threads <n>', 'worker threads')
  .option('--format <format>', 'table or json', 'table')
  .option('--write <file>', 'write the table as Markdown too')
  .option('--progress <mode>', 'json: progress as JSON lines')

/** Seeds of each set on which the limits of theory are run too. */
const LIMIT_SEEDS = 2

function seedsOf(text: string): string[] {
  return text.split(',').flatMap(part => {
    const range = /^(\d+)\.\.(\d+)$/.exec(part)
    if (!range) {
      if (/^\d+$/.test(part)) return [part]
      throw new InputError(`--seeds ${text}: write 1..10, or 3,7, or 1..10+101..110.`)
    }
    const [from, to] = [Number(range[1]), Number(range[2])]
    if (to < from || to - from > 1000) throw new InputError(`--seeds ${text}: ${part} is no range.`)
    return Array.from({ length: to - from + 1 }, (_, i) => String(from + i))
  })
}

const show = (value: number | null): string =>
  value === null ? '–' : Math.abs(value) < 0.1 ? value.toFixed(4) : value.toFixed(3)

async function main(): Promise<void> {
  const options = program
    .parse()
    .opts<{ seeds: string; preset: string; threads?: string; format: string; write?: string; progress?: string }>()
  const sets = options.seeds.split('+').map(text => ({ text, seeds: seedsOf(text) }))
  const scenario = withOptions(load('baseline'), options)
  const total = sets.reduce((sum, { seeds }) => sum + seeds.length, 0)
  const threads = threadsOf(options.threads)
  const progress = createProgress(total * 240, 'months', options.progress)
  const pool = new Piscina({
    filename: new URL('./facts-worker.js', import.meta.url).href,
    maxThreads: threads,
    minThreads: Math.min(threads, total),
  })
  const results = await Promise.all(
    sets.map(async ({ text, seeds }) => {
      const runs = await Promise.all(
        seeds.map(async (seed, i) => {
          const { port1, port2 } = new MessageChannel()
          port1.on('message', (months: number) => progress.add(months))
          port1.unref()
          // a seed sets the city and the luck
          const own = 'preset' in scenario.city ? { ...scenario, city: { ...scenario.city, seed } } : scenario
          const task: ObserveTask = { scenario: own, seed, withLimits: i < LIMIT_SEEDS, progress: port2 }
          return (await pool.run(task, { transferList: [port2] })) as Observation
        }),
      )
      return { text, verdicts: judge(runs, options.preset === 'small' || options.preset === 'tiny' ? 0.3 : 0) }
    }),
  )
  progress.stop()
  await pool.destroy()
  if (options.format === 'json') {
    const facts = results.flatMap(({ text, verdicts }) => verdicts.map(verdict => ({ ...verdict, seeds: text })))
    process.stdout.write(`${JSON.stringify({ facts })}\n`)
  } else process.stdout.write(`${table(results)}\n`)
  if (options.write) writeWhole(options.write, markdown(results, options))
}

type Results = { text: string; verdicts: Verdict[] }[]

function table(results: Results): string {
  const lines: string[] = []
  for (const { text, verdicts } of results) {
    lines.push(`Seeds ${text}`)
    for (const v of verdicts)
      lines.push(
        `${v.holds ? '  holds ' : '  FAILS '} ${v.id.padEnd(12)} ${show(v.value).padStart(9)}  in ${`${show(v.band[0])} … ${show(v.band[1])}`.padEnd(18)} ${`${v.inBand}/${v.judged}`.padStart(6)}  ${v.says}${v.cause ? `\n${''.padEnd(24)}${v.cause}` : ''}`,
      )
    lines.push(`  ${verdicts.filter(v => v.holds).length} of ${verdicts.length} facts hold.`, '')
  }
  return lines.join('\n')
}

function markdown(results: Results, options: { seeds: string; preset: string }): string {
  const head = results.map(({ text }) => ` seeds ${text} | |`).join('')
  const rows = results[0]!.verdicts.map((first, i) => {
    const cells = results
      .map(({ verdicts }) => ` ${show(verdicts[i]!.value)} | ${verdicts[i]!.holds ? 'holds' : '**fails**'} |`)
      .join('')
    return `| ${first.id} | ${first.says} | ${show(first.band[0])} … ${show(first.band[1])} |${cells} ${first.source} |`
  })
  const causes = new Map<string, string>()
  for (const { verdicts } of results) for (const v of verdicts) if (v.cause) causes.set(v.id, v.cause)
  return `# Validation

Stylised facts of the baseline. Bands come from the sources named; on the presets tiny and small they are 30 % wider,
since a single site weighs much there. A fact that fails stays listed, with its cause. Made by

\`\`\`sh
npm run validate -- --preset ${options.preset} --seeds ${options.seeds} --write docs/validation.md
\`\`\`

| fact | what | band |${head} source |
|---|---|---|${results.map(() => '---|---|').join('')}---|
${rows.join('\n')}

## Why facts fail

${[...causes].map(([id, cause]) => `- **${id}** ${cause}`).join('\n')}
`
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof Error && error.name.endsWith('Error') && error.name !== 'TypeError' ? 2 : 1
})
