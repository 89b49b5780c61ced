#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander'
import { inWords, isBadInput } from './errors.ts'
import { interruption, removeUnfinished, version } from './files.ts'

// Exit codes: 0 good, 1 some runs failed, 2 bad input, 130 interrupted.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    removeUnfinished()
    process.stderr.write(`\n${interruption()}\n`)
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
/** The forms in which a command can answer, the first if none is asked for: another is refused before anything is run. */
const format = (...choices: string[]): Option =>
  new Option('--format <format>', 'form of the answer').choices(choices).default(choices[0])

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
  .addOption(format('table', 'csv', 'json'))
  .option('--out <file>', 'where to write; - is standard output', '-')
  .option(
    '--parameters [table]',
    'run members of a calibrated set too, for a wider band: a table as calibrate writes, or the one that comes along',
  )
  .option('--members <n>', 'at most so many of them, spread over the table', '20')
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
  .addOption(format('table', 'csv', 'json', 'parquet'))
  .option('--out <file>', 'where to write: - is standard output, and what ends in .parquet is Parquet', '-')
  .option('--snapshot <file>', 'write the parcels at the end: .geojson, or .parquet with the households beside it')
  .option('--zones <file>', 'write the measures of every zone at the end, as CSV')
  .option('--progress <mode>', 'json: progress as JSON lines')
  .action(async (scenario, options) => answer(await (await import('./run.ts')).runCommand(scenario, options)))

program
  .command('sweep')
  .description('levers, parameters, cities, schedules at many points')
  .argument('<sweep.yaml>', 'sweep file, or the name of a built-in one')
  .option('--out <folder>', "where the store goes; the sweep's name and -results if not given")
  .option('--threads <n>', 'worker threads; the cores allowed if not given')
  .option('--shard <i/n>', 'only this part of the runs')
  .option('--dry-run', 'say how many runs there are and how long they take, timed by a few real ones')
  .option('--resume', 'run what is missing and what failed')
  .option('--max-failures <n>', 'begin no more runs after so many failures')
  .option('--precision <list>', 'measure=half-width,…: add replications until intervals are as narrow')
  .option('-n, --replications <n>', "runs of every point; the sweep's if not given")
  .option('--seed <text>', "the runs' luck; the sweep's if not given")
  .option('--ticks <months>', "months of a run; the sweep's if not given")
  .option('--preset <name>', 'run in this synthetic city instead: tiny, small, medium, large, xlarge')
  .option('--slurm <shards>', 'submit to Slurm as an array of so many shards, and their merge')
  .addOption(format('table', 'json'))
  .option('--progress <mode>', 'json: progress as JSON lines')
  .action(async (name, options) => answer(await (await import('./sweep.ts')).sweepCommand(name, options)))

program
  .command('merge')
  .description('put the shards of a sweep together')
  .argument('<folder>', 'folder of the shards')
  .option('--out <file>', 'sweep.duckdb in the folder if not given')
  .addOption(format('table', 'json'))
  .action(async (folder, options) => answer(await (await import('./merge.ts')).mergeCommand(folder, options)))

program
  .command('query')
  .description('results of a sweep by SQL')
  .argument('<store>', 'folder of a sweep, or a .duckdb file')
  .argument('<sql>')
  .addOption(format('table', 'csv', 'json'))
  .option('--out <file>', 'where to write; - is standard output', '-')
  .action(async (store, sql, options) => answer(await (await import('./query.ts')).queryCommand(store, sql, options)))

program
  .command('analyze')
  .description('effects, Morris, Sobol or PRIM, and a report page')
  .argument('<kind>', 'effects, morris, sobol or prim')
  .argument('<store>', 'folder of a sweep, or a .duckdb file')
  .option(
    '--measures <names>',
    'only these, separated by commas, or all; those that the sweep names if not given, else the headlines',
  )
  .option('--of <what>', 'level or difference: indices and boxes of a measure, or of its difference from the baseline')
  .option('--interest <condition>', 'prim: points to find, such as "displacement_rate > 0.02"')
  .option('--density <share>', 'prim: share of points of interest wanted in a box', '0.8')
  .addOption(format('table', 'csv', 'json'))
  .option('--out <file>', 'where to write; - is standard output', '-')
  .option('--html <file>', 'write a self-contained report page')
  .action(async (kind, store, options) =>
    answer(await (await import('./analyze.ts')).analyzeCommand(kind, store, options)),
  )

program
  .command('calibrate')
  .description('history matching on a sweep over parameters')
  .argument('<store>', 'folder of a sweep over parameters, such as calibration')
  .option('--out <folder>', 'where matching.csv, non-implausible.csv and next-wave.yaml go', '.')
  .option('--misses <n>', 'facts that a point may miss, each early, late and over all years as one', '0')
  .option('--widen <share>', "slack of a fact's band at each end, of its width", '0.2')
  .option('--leave-out <facts>', 'facts not to be judged, separated by commas: land sales (C10) in a small city')
  .addOption(format('table', 'json'))
  .action(async (store, options) => answer(await (await import('./calibrate.ts')).calibrateCommand(store, options)))

program
  .command('export')
  .description('Parquet, CSV or BehaviorSpace table of a sweep')
  .argument('<store>', 'folder of a sweep, or a .duckdb file')
  .option('--parquet <folder>', 'runs.parquet, series.parquet …')
  .option('--csv <folder>', 'runs.csv, series.csv …')
  .option('--table <file>', "BehaviorSpace's table layout")
  .action(async (store, options) => answer(await (await import('./export.ts')).exportCommand(store, options)))

program
  .command('replay')
  .description('make one run of a sweep again, to the bit')
  .argument('<store>', 'folder of a sweep, or a .duckdb file')
  .argument('<run>', 'number of the run')
  .addOption(format('table', 'json'))
  .action(async (store, run, options) => answer(await (await import('./replay.ts')).replayCommand(store, run, options)))

program
  .command('validate')
  .description('check scenario files')
  .argument('<scenario...>')
  .addOption(format('table', 'json'))
  .action(async (names, options) => answer((await import('./explain.ts')).validateCommand(names, options.format)))

program
  .command('policies')
  .description('every policy, or one explained')
  .argument('[name]')
  .addOption(format('table', 'json'))
  .action(async (name, options) => answer((await import('./explain.ts')).policiesCommand(name, options.format)))

program
  .command('measures')
  .description('every measure, or one explained')
  .argument('[name]')
  .addOption(format('table', 'json'))
  .action(async (name, options) => answer((await import('./explain.ts')).measuresCommand(name, options.format)))

program
  .command('city')
  .description('import an OpenStreetMap extract or GeoJSON parcels, and report')
  .argument('<file>')
  .option('-o, --out <file>', 'write the city file', '')
  .addOption(format('table', 'json'))
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
  else if (isBadInput(error)) {
    process.stderr.write(`${error.message}\n`)
    code = 2
  } else if (error instanceof Error && 'syscall' in error && 'path' in error) {
    process.stderr.write(
      `${error.path}: cannot be read or written here (${error.message}). Name another file or folder.\n`,
    )
    code = 2
  } else {
    process.stderr.write(`${inWords(error)}\n`)
    code = 1
  }
}
process.exitCode = code
