/** npm run gallery: every scenario against its baseline, into docs/scenarios.md with a picture each. */
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Command } from 'commander'
import { chartMeasure, gallerySection, gallerySvg } from '../results/gallery.ts'
import { effectRule } from '../results/statistics.ts'
import { compareScenarios } from './compare.ts'
import { threadsOf } from './cores.ts'
import { makeFolder, writeWhole } from './files.ts'
import { load, wholeNumber, withOptions } from './scenarios.ts'

const options = new Command('gallery')
  .option('--preset <name>', 'synthetic city for all', 'small')
  .option('--replications <n>', 'paired runs of each', '8')
  .option('--seed <text>', 'luck of the runs', 'a')
  .option('--threads <n>', 'worker threads')
  .option('--scenarios <folder>', 'where the scenario files are', 'scenarios')
  .option('--out <folder>', 'where the document goes', 'docs')
  .argument('[names...]', 'scenarios; all of the synthetic city if none is named')
  .parse()
const { preset, seed, scenarios: folder, out, ...rest } = options.opts()
const replications = wholeNumber('--replications', rest.replications, 2, 10_000)
const threads = threadsOf(rest.threads)

const baseline = withOptions(load(join(folder, 'baseline.yaml')), { preset })
const names =
  options.args.length > 0
    ? options.args
    : readdirSync(folder)
        .filter(file => file.endsWith('.yaml'))
        .sort()
const scenarios = names
  .map(name => load(options.args.length > 0 ? name : join(folder, name)))
  .filter(scenario => 'preset' in scenario.city && scenario.name !== baseline.name)
  .map(scenario => withOptions(scenario, { preset }))
const comparison = await compareScenarios({
  ...{ baseline, scenarios, replications, seed, threads },
  ticks: baseline.years * 12,
  placebo: true,
})
if (!comparison) process.exit(1)
const pictures = join(out, 'img/scenarios')
makeFolder(pictures)
const sections = scenarios.map((scenario, s) => {
  const found = comparison.comparisons[s]!
  const file = `${basename(scenario.name)}.svg`
  writeWhole(join(pictures, file), gallerySvg(comparison, s, chartMeasure(scenario, found)))
  return gallerySection(scenario, found, `img/scenarios/${file}`)
})
writeWhole(
  join(out, 'scenarios.md'),
  `# Scenarios

Each scenario against business as usual, as found by

\`\`\`sh
npm run gallery -- --preset ${preset} --replications ${replications} --seed ${seed}
\`\`\`

${comparison.city}, ${baseline.years} years, ${comparison.replications} paired replications that share their luck; values are means of the last
quarter of the run. Called an effect is only what meets the rule: ${effectRule.en}. All scenarios share one baseline, so their errors are
correlated; with this many measures some effects are luck. A model to think with, not a forecast.

${sections.join('\n\n')}
`,
)
process.stderr.write(`Wrote ${join(out, 'scenarios.md')} and ${scenarios.length} pictures.\n`)
