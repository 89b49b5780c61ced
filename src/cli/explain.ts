/** The commands that explain: policies, measures, validate, city, metrics. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { z } from 'zod'
import { writePlan } from '../import/index.ts'
import type { Words } from '../lib/declare.ts'
import { answerCases } from '../metrics/calculators/answer.ts'
import { calculators } from '../metrics/calculators/index.ts'
import { groupsOf, measureNamed, measureNames, measures } from '../metrics/index.ts'
import { type Measure, missingOf, rangeOf } from '../metrics/measure.ts'
import { policies } from '../policies/index.ts'
import type { Policy } from '../policies/policy.ts'
import { type WelfareMeasure, welfareMeasures } from '../results/welfare.ts'
import { didYouMean } from '../scenario/error.ts'
import { settingsSchema } from '../scenario/schema.ts'
import { writeWhole } from './files.ts'
import { readPlace } from './plans.ts'
import { InputError, load } from './scenarios.ts'

const indent = (text: string): string => `  ${text}`

const neutralOf = (policy: Policy): Record<string, number | string> =>
  Object.fromEntries(Object.entries(policy.settings).map(([name, lever]) => [name, lever.rest ?? 'off']))

export function policiesCommand(name: string | undefined, format: string): number {
  const chosen = name === undefined ? policies : policies.filter(policy => policy.name === name)
  if (chosen.length === 0)
    throw new InputError(
      `There is no policy ${name}. ${
        didYouMean(
          name!,
          policies.map(policy => policy.name),
          'policy',
        ).en
      } List them with: justcity policies`,
    )
  if (format === 'json') {
    const documents = chosen.map(policy => ({
      name: policy.name,
      theme: policy.theme,
      title: policy.title,
      summary: policy.summary,
      kind: policy.kind,
      settings: z.toJSONSchema(settingsSchema(policy), { target: 'draft-7' }),
      words: policy.words,
      neutral: neutralOf(policy),
      cost: policy.cost,
      source: policy.source,
    }))
    process.stdout.write(`${JSON.stringify(documents)}\n`)
    return 0
  }
  for (const policy of chosen) {
    process.stdout.write(`${policy.name}  ${policy.title.en} · ${policy.title.zh}  (${policy.theme})\n`)
    if (name === undefined) continue
    process.stdout.write(`\n${indent(policy.summary.en)}\n${indent(policy.summary.zh)}\n\n`)
    for (const [setting, lever] of Object.entries(policy.settings)) {
      const range = lever.kind === 'choice' ? lever.options.join(' | ') : `${lever.min} … ${lever.max} ${lever.unit}`
      process.stdout.write(
        `${indent(`${setting}  [${range}; at rest ${lever.rest ?? 'off'}]`)}\n${indent(indent(policy.words[setting]!.en))}\n${indent(indent(policy.words[setting]!.zh))}\n`,
      )
    }
    process.stdout.write(`\n${indent(`Cost: ${policy.cost.en}`)}\n${indent(`Source: ${policy.source}`)}\n`)
  }
  return 0
}

/** A measure in words, with those of its groups that a scenario may name too; how it is computed and drawn is not told. */
function told(measure: Measure) {
  const { name, theme, title, short, explains, unit, better, formula, source, caveat, headline, lumpy } = measure
  const groups = groupsOf(name).map(group => group.name)
  return {
    ...{ name, theme, title, short, explains, unit, better, formula, source, caveat, headline, lumpy },
    range: rangeOf(measure),
    missing: missingOf(measure),
    groups: groups.length > 0 ? groups : undefined,
  }
}

/** A measure of gains and losses: it takes two runs, so that only `compare` has it. */
const toldWelfare = (measure: WelfareMeasure) => ({
  ...measure,
  theme: 'mechanism',
  range: measure.unit === 'share' ? '0 to 1' : 'any amount, below 0 for a loss',
  missing: { en: 'No value: nobody is in the city in both runs.', zh: '无数值：没有两次运行中都在城里的家庭。' },
  command: 'compare',
})

export function measuresCommand(name: string | undefined, format: string): number {
  const published = [...measures.map(told), ...welfareMeasures.map(toldWelfare)]
  const plain = calculators.map(calculator => ({
    name: calculator.id,
    title: calculator.title,
    explains: calculator.summary,
    unit: calculator.unit,
    better: calculator.better,
    formula: calculator.formula,
    source: calculator.source,
    range: calculator.range,
    caveat: calculator.caveat,
  }))
  if (name === undefined) {
    if (format === 'json') process.stdout.write(`${JSON.stringify(published)}\n`)
    else
      for (const measure of published)
        process.stdout.write(
          `${measure.name.padEnd(28)} ${measure.theme.padEnd(13)} ${measure.title.en} · ${measure.title.zh}\n`,
        )
    return 0
  }
  const measure = measureNamed(name)
  const welfare = welfareMeasures.find(candidate => candidate.name === name)
  const found = measure
    ? told(measure)
    : welfare
      ? toldWelfare(welfare)
      : plain.find(calculator => calculator.name === name)
  if (!found) {
    const names = [...measureNames, ...[...welfareMeasures, ...plain].map(candidate => candidate.name)]
    throw new InputError(
      `There is no measure ${name}. ${didYouMean(name, names, 'measure').en} List them with: justcity measures`,
    )
  }
  if (format === 'json') process.stdout.write(`${JSON.stringify(found)}\n`)
  else {
    const lines: string[] = []
    for (const [key, value] of Object.entries<unknown>(found)) {
      if (value === undefined || value === false) continue
      if (isWords(value)) lines.push(`${key}: ${value.en}`, `${' '.repeat(key.length + 2)}${value.zh}`)
      else if (value === true) lines.push(`${key}: yes`)
      else lines.push(`${key}: ${Array.isArray(value) ? value.join(key === 'groups' ? ', ' : ' … ') : value}`)
    }
    process.stdout.write(`${lines.join('\n')}\n`)
  }
  return 0
}

const isWords = (value: unknown): value is Words => typeof value === 'object' && value !== null && 'en' in value

const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

/** Checks scenario files and says what they do. */
export function validateCommand(names: string[], format: string): number {
  const checked = names.map(name => ({ name, scenario: load(name) }))
  if (format === 'json')
    process.stdout.write(`${JSON.stringify(checked.map(({ name, scenario }) => ({ name, ok: true, scenario })))}\n`)
  else
    for (const { name, scenario } of checked)
      process.stdout.write(
        `${name}: good. ${scenario.title.en}: ${counted(scenario.policies.length, 'policy', 'policies')} over ${counted(scenario.years, 'year', 'years')}.\n`,
      )
  return 0
}

/** Imports a real place and reports what was read, guessed and left out. */
export async function cityCommand(path: string, options: { out: string; format: string }): Promise<number> {
  const plan = await readPlace(path, /\.(geo)?json$/i.test(path) ? 'geojson' : 'osm')
  const rows = plan.report ?? []
  if (options.out !== '') writeWhole(options.out, writePlan(plan))
  const summary = {
    name: plan.name,
    attribution: plan.attribution ?? null,
    parcels: plan.parcels.length,
    households: plan.households,
    estates: plan.estates.length,
    facilities: plan.facilities.length,
    report: rows,
  }
  const say = options.out === '-' ? process.stderr : process.stdout
  if (options.format === 'json') say.write(`${JSON.stringify(summary)}\n`)
  else {
    say.write(
      `${plan.name}: ${plan.parcels.length} parcels, ${plan.households} households, ${plan.estates.length} walled estates.\n\n`,
    )
    say.write(
      `${''.padEnd(26)}${['read', 'inferred', 'assumed', 'left out'].map(word => word.padStart(10)).join('')}\n`,
    )
    for (const { what, read, inferred, assumed, left, note } of rows)
      say.write(
        `${what.padEnd(26)}${[read, inferred, assumed, left].map(n => String(n).padStart(10)).join('')}${note ? `  ${note}` : ''}\n`,
      )
    if (plan.attribution) say.write(`\n${plan.attribution}\n`)
    say.write('Incomes, rents and households are not in the data: they are synthesised on top of it.\n')
  }
  return 0
}

/** The text of a file of cases, unless it is longer than a text can be. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STRING_TOO_LONG') throw error
    throw new InputError(`${path}: is larger than 512 MB. Divide the cases among several files.`)
  }
}

/** The measures as a plain calculator. */
export function metricsCommand(path: string): number {
  if (!existsSync(path)) throw new InputError(`${path}: there is no such file. Give a JSON file with a list of cases.`)
  if (statSync(path).isDirectory()) throw new InputError(`${path}: is a folder. Give a JSON file with a list of cases.`)
  const answer = answerCases(textOf(path))
  if ('problems' in answer) {
    process.stderr.write(`${answer.problems.join('\n')}\n`)
    return 2
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
  return 0
}
