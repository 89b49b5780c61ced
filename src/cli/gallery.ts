/**
 * npm run gallery: every scenario against its baseline, into docs/scenarios.md with a picture each. Those of a real place
 * are compared with the scenario of that place that sets nothing.
 */
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Command } from 'commander'
import type { Comparison } from '../results/comparison.ts'
import { chartMeasure, gallerySection, gallerySvg } from '../results/gallery.ts'
import { effectRule } from '../results/statistics.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { compareScenarios } from './compare.ts'
import { threadsOf } from './cores.ts'
import { endInWords } from './errors.ts'
import { makeFolder, writeWhole } from './files.ts'
import { InputError, load, wholeNumber, withOptions } from './scenarios.ts'

endInWords()
const options = new Command('gallery')
  .option('--preset <name>', 'synthetic city for all', 'small')
  .option('--replications <n>', 'paired runs of each', '8')
  .option('--real <n>', 'paired runs of each in a real place, which is large; 0 leaves them out', '4')
  .option('--seed <text>', 'luck of the runs', 'a')
  .option('--threads <n>', 'worker threads')
  .option('--scenarios <folder>', 'where the scenario files are', 'scenarios')
  .option('--out <folder>', 'where the document goes', 'docs')
  .argument('[names...]', 'scenarios; all if none is named')
  .parse()
const { preset, seed, scenarios: folder, out, ...rest } = options.opts()
const replications = wholeNumber('--replications', rest.replications, 2, 10_000)
const real = wholeNumber('--real', rest.real, 0, 10_000)
if (real === 1) throw new InputError('--real 1: one pair has no interval; 2 or more, or 0.')
const threads = threadsOf(rest.threads)

const files = readdirSync(folder)
  .filter(file => file.endsWith('.yaml'))
  .sort()
  .map(file => join(folder, file))
const named = (options.args.length > 0 ? options.args : files).map(load)
const synthetic = withOptions(load(join(folder, 'baseline.yaml')), { preset })

/** A city, what it becomes if nothing is done, and what is tried in it. */
interface Place {
  baseline: Scenario
  scenarios: Scenario[]
  replications: number
}

const isDrawn = ({ city }: Scenario): boolean => 'preset' in city
const sameCity = (a: Scenario, b: Scenario): boolean => JSON.stringify(a.city) === JSON.stringify(b.city)
const untouched = real === 0 ? [] : files.map(load).filter(one => !isDrawn(one) && one.policies.length === 0)
const places: Place[] = [
  {
    baseline: synthetic,
    scenarios: named
      .filter(one => isDrawn(one) && one.name !== synthetic.name)
      .map(one => withOptions(one, { preset })),
    replications,
  },
  ...untouched.map(baseline => ({
    baseline,
    scenarios: named.filter(one => sameCity(one, baseline) && one.name !== baseline.name),
    replications: real,
  })),
].filter(({ scenarios }) => scenarios.length > 0)

const pictures = join(out, 'img/scenarios')
makeFolder(pictures)
const found: { place: Place; comparison: Comparison; sections: string[] }[] = []
for (const place of places) {
  const { baseline, scenarios } = place
  const comparison = await compareScenarios({ ...place, seed, threads, ticks: baseline.years * 12, placebo: true })
  if (!comparison) process.exit(1)
  const sections = scenarios.map((scenario, s) => {
    const one = comparison.comparisons[s]!
    const file = `${basename(scenario.name)}.svg`
    writeWhole(join(pictures, file), gallerySvg(comparison, s, chartMeasure(scenario, one)))
    return gallerySection(scenario, one, `img/scenarios/${file}`)
  })
  found.push({ place, comparison, sections })
}

/** Where the sections that follow are set. */
const settingOf = ({ place: { baseline }, comparison }: (typeof found)[number]): string =>
  `Against *${baseline.title.en}* (${comparison.city}), ${baseline.years} years, ${comparison.replications} paired replications that share their luck:`

writeWhole(
  join(out, 'scenarios.md'),
  `# Scenarios

Each scenario against what its city becomes if nothing is done, as found by

\`\`\`sh
npm run gallery -- --preset ${preset} --replications ${replications} --real ${real} --seed ${seed}
\`\`\`

Values are means of the last quarter of the run. Called an effect is only what meets the rule: ${effectRule.en}. All scenarios of a
city share one baseline, so their errors are correlated; with this many measures some effects are luck. A model to think with, not a
forecast.

${found.map(one => [settingOf(one), ...one.sections].join('\n\n')).join('\n\n')}
`,
)
process.stderr.write(`Wrote ${join(out, 'scenarios.md')} and ${found.flatMap(one => one.sections).length} pictures.\n`)
