import { type Lever, leverDeclarations } from '../city/levers.ts'
import { parameterDeclarations } from '../city/parameters.ts'
import { type Declaration, type Declarations, isDeclaration } from '../lib/declare.ts'
import { MODEL_VERSION, scenarioDefaults } from './scenario.ts'
import { MAX_YEARS } from './times.ts'

/** Where comments begin, if the value leaves room. */
const COMMENT_COLUMN = 36

const line = (text: string, comment: string): string =>
  comment === '' ? text : `${text.padEnd(COMMENT_COLUMN - 1)} # ${comment}`

const shown = (value: unknown): string => (Array.isArray(value) ? `[${value.join(', ')}]` : String(value ?? 'off'))

const rangeText = (min: number, max: number): string => `${min} to ${max}`

function parameterComment({ unit, meaning, range, source }: Declaration): string {
  return [unit, meaning, range && rangeText(...range), source].filter(part => part).join('; ')
}

function parameterLines(tree: Declarations, indent: string): string[] {
  return Object.entries(tree).flatMap(([name, entry]) =>
    isDeclaration(entry)
      ? [line(`${indent}${name}: ${shown(entry.value)}`, parameterComment(entry))]
      : [`${indent}${name}:`, ...parameterLines(entry, `${indent}  `)],
  )
}

function leverComment(lever: Lever): string {
  if (lever.kind === 'choice') return lever.options.join(' | ')
  return [lever.unit, rangeText(lever.min, lever.max) + (lever.rest === null ? ', or off' : '')].join('; ')
}

function leverLines(): string[] {
  return Object.entries(leverDeclarations).flatMap(([group, settings]) => [
    `  ${group}:`,
    ...Object.entries(settings as Record<string, Lever>).map(([name, lever]) =>
      line(`    ${name}: ${shown(lever.rest)}`, leverComment(lever)),
    ),
  ])
}

/** baseline.yaml: every default with its unit, meaning, range and source, as text. */
export function baselineText(): string {
  const { city, years, burn_in } = scenarioDefaults
  return [
    '# yaml-language-server: $schema=./scenario.schema.json',
    '# Generated from the declarations in src/city. Other scenarios state only what they change: extends: baseline',
    'name: baseline',
    `model_version: ${MODEL_VERSION}`,
    'title: {en: "Business as usual", zh: "照旧"}',
    'question: {en: "The city before any choice: whose is it after 20 years?", zh: "尚未作任何选择的城市：二十年后，它属于谁？"}',
    `city: {preset: ${city.preset}, seed: ${city.seed}}`,
    line(`years: ${years}`, rangeText(1, MAX_YEARS)),
    line(`burn_in: ${burn_in}`, 'months before tick 0, without policies, discarded'),
    'parameters: # unit; meaning; range; source. Yuan are at the income level of tick 0',
    ...parameterLines(parameterDeclarations, '  '),
    'levers: # at rest; unit and range, or choices. Policies move them, off is looser than any number',
    ...leverLines(),
    'policies: []',
    'measures: []',
    'watch: []',
    '',
  ].join('\n')
}
