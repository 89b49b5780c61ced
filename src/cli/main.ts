#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { removeUnfinished, version } from './files.ts'

// Exit codes: 0 good, 1 some runs failed, 2 bad input, 130 interrupted.
process.on('SIGINT', () => {
  removeUnfinished()
  process.stderr.write('\nInterrupted: nothing half-written was left.\n')
  process.exit(130)
})
process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(0)
  throw error
})

const program = new Command('justcity')
  .description('Who gets to live where, near what, who decides, who meets whom: a city simulated month by month.')
  .version(version)
  .exitOverride()
  .showHelpAfterError('(see justcity --help)')
  .configureHelp({ sortSubcommands: false })

let code = 0
const answer = (result: number): void => {
  code = result
}
const format = ['--format <format>', 'table, csv or json', 'table'] as const

program
  .command('compare')
  .description('the main job: paired replications of scenarios against a baseline')
  .argument('<baseline>', 'scenario file or name')
  .argument('<scenario...>', 'scenarios to compare with it')
  .option('-n, --replications <n>', 'paired replications', '8')
  .option('--seed <text>', "the run's luck", 'a')
  .option('--ticks <months>', "months to run; the baseline's years if not given")
  .option('--threads <n>', 'worker threads; the cores allowed if not given')
  .option('--preset <name>', 'run in this synthetic city instead: tiny, small, medium, large, xlarge')
  .option('--html <file>', 'write a self-contained report page')
  .option(...format)
  .option('--out <file>', 'where to write; - is standard output', '-')
  .option('--no-placebo', 'leave the placebo out: then no difference can be called an effect')
  .option('--progress <mode>', 'json: progress as JSON lines')
  .action(async (baseline, scenarios, options) =>
    answer(await (await import('./compare.ts')).compareCommand(baseline, scenarios, options)),
  )

program
  .command('run')
  .description('one run: every measure, month by month')
  .argument('<scenario>', 'scenario file or name')
  .option('--seed <text>', "the run's luck", 'a')
  .option('--replicate <n>', 'number of the replicate', '0')
  .option('--ticks <months>', "months to run; the scenario's years if not given")
  .option('--preset <name>', 'run in this synthetic city instead: tiny, small, medium, large, xlarge')
  .option('--measures <names>', 'only these, separated by commas')
  .option(...format)
  .option('--out <file>', 'where to write; - is standard output', '-')
  .option('--snapshot <file>', 'write the parcels at the end as GeoJSON')
  .option('--progress <mode>', 'json: progress as JSON lines')
  .action(async (scenario, options) => answer(await (await import('./run.ts')).runCommand(scenario, options)))

program
  .command('validate')
  .description('check scenario files')
  .argument('<scenario...>')
  .option(...format)
  .action(async (names, options) => answer((await import('./explain.ts')).validateCommand(names, options.format)))

program
  .command('policies')
  .description('every policy, or one explained')
  .argument('[name]')
  .option(...format)
  .action(async (name, options) => answer((await import('./explain.ts')).policiesCommand(name, options.format)))

program
  .command('measures')
  .description('every measure, or one explained')
  .argument('[name]')
  .option(...format)
  .action(async (name, options) => answer((await import('./explain.ts')).measuresCommand(name, options.format)))

program
  .command('city')
  .description('import an OpenStreetMap extract or GeoJSON parcels, and report')
  .argument('<file>')
  .option('-o, --out <file>', 'write the city file', '')
  .option(...format)
  .action(async (path, options) => answer(await (await import('./explain.ts')).cityCommand(path, options)))

program
  .command('serve')
  .description('the web app: steer a city in the browser')
  .option('--port <n>', 'port; the next free one if it is taken', '8080')
  .option('--host <name>', 'address to listen on; 0.0.0.0 lets other machines in', 'localhost')
  .action(async options => answer(await (await import('./serve.ts')).serveCommand(options)))

program
  .command('metrics')
  .description('the measures as a plain calculator over a file of cases')
  .argument('<cases.json>')
  .action(async path => answer((await import('./explain.ts')).metricsCommand(path)))

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) code = error.exitCode === 0 ? 0 : 2
  else if (
    error instanceof Error &&
    ['ScenarioError', 'InputError', 'CityFileError', 'ExpressionError', 'SaveError'].includes(error.name)
  ) {
    process.stderr.write(`${error.message}\n`)
    code = 2
  } else {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    code = 1
  }
}
process.exitCode = code
