/** Reference documents made from the code's declarations: a test fails when the committed ones differ. */
import { entityColumns } from '../city/city.ts'
import { type Lever, leverDeclarations } from '../city/levers.ts'
import { parameterDeclarations } from '../city/parameters.ts'
import { type Declarations, isDeclaration, type Words } from '../lib/declare.ts'
import type { Columns } from '../lib/table.ts'
import { measures } from '../metrics/index.ts'
import { missingOf, rangeOf } from '../metrics/measure.ts'
import { policies } from '../policies/index.ts'
import { themes } from '../policies/policy.ts'
import { schedule } from '../processes/schedule.ts'
import { terms } from './glossary.ts'

type Row = readonly (string | number)[]

const cell = (text: string | number): string => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ')

const table = (head: Row, rows: readonly Row[]): string =>
  [head, head.map(() => '---'), ...rows].map(row => `| ${row.map(cell).join(' | ')} |`).join('\n')

const bilingual = ({ en, zh }: Words): string => `${en} · ${zh}`

/** State variables of every entity, with type, unit and meaning (ODD element 2). */
export const entityTables = (): string =>
  Object.entries(entityColumns as Readonly<Record<string, Columns>>)
    .map(([name, columns]) => {
      const rows = Object.entries(columns).map(([column, { type, width = 1, unit, meaning, cache, constant, ref }]) => [
        `\`${column}\``,
        type.name.replace('Array', '').toLowerCase() + (width > 1 ? ` × ${width}` : ''),
        unit,
        [meaning, ref && `row of ${ref}`, cache && 'recomputed from the rest', constant && 'constant']
          .filter(Boolean)
          .join('; '),
      ])
      return `#### ${name}\n\n${table(['variable', 'type', 'unit', 'meaning'], rows)}`
    })
    .join('\n\n')

/** Processes in the order of the month (ODD element 3). */
export const scheduleTable = (): string =>
  table(
    ['', 'process', 'does', 'writes'],
    schedule.map(({ name, does, writes }, i) => [
      i + 1,
      `\`${name}\``,
      does,
      [...new Set(writes.map(write => write.split('.')[0]!))].join(', '),
    ]),
  )

const parameterRows = (tree: Declarations, path: string): Row[] =>
  Object.entries(tree).flatMap(([name, entry]): Row[] => {
    if (!isDeclaration(entry)) return parameterRows(entry, `${path}${name}.`)
    const { value, unit, meaning, range, source } = entry
    const shown = Array.isArray(value) ? value.join(', ') : String(value)
    return [[`\`${path}${name}\``, shown, unit, range ? `${range[0]} … ${range[1]}` : '', meaning, source]]
  })

/** Every parameter: default, unit, range, meaning, source. */
export const parameterTable = (): string =>
  table(['parameter', 'default', 'unit', 'range', 'meaning', 'source'], parameterRows(parameterDeclarations, ''))

const rangeOfLever = (lever: Lever): string =>
  lever.kind === 'choice'
    ? lever.options.join(', ')
    : `${lever.min} … ${lever.max} ${lever.unit}${lever.rest === null ? ', or off' : ''}`

/** Every lever at rest. */
export const leverTable = (): string =>
  table(
    ['lever', 'at rest', 'range'],
    Object.entries(leverDeclarations as Readonly<Record<string, Readonly<Record<string, Lever>>>>).flatMap(
      ([group, settings]) =>
        Object.entries(settings).map(([name, lever]) => [
          `\`${group}.${name}\``,
          lever.rest ?? 'off',
          rangeOfLever(lever),
        ]),
    ),
  )

/** docs/assumptions.md */
export const assumptionsText = (): string =>
  `# Assumptions

Generated from the declarations in \`src/city/parameters.ts\`, \`src/city/levers.ts\` and \`src/policies/\`; a test fails when they
differ (\`UPDATE=1 npx vitest run test/results/documents.test.ts\` writes it anew). A source of "assumption" is a judgement of ours.
Yuan are at the income level of tick 0. References are those of [model.md](model.md) §11; values cited from memory of a work
are to be checked against the original before a paper leans on them.

## Parameters

${parameterTable()}

## Levers at rest

${leverTable()}

## What each policy assumes and costs

${table(
  ['policy', 'theme', 'kind', 'what it does', 'cost', 'source'],
  policies.map(({ name, theme, kind, summary, cost, source }) => [
    `\`${name}\``,
    theme,
    kind,
    summary.en,
    cost.en,
    source,
  ]),
)}
`

/** docs/glossary.md */
export const glossaryText = (): string =>
  `# Glossary 词汇表

Generated from the declarations of terms, policies and measures; a test fails when they differ.

## Terms 概念

${table(
  ['English', '中文', 'meaning', '含义'],
  terms.map(({ term, means }) => [term.en, term.zh, means.en, means.zh]),
)}

## Policies 政策

${table(
  ['name', 'title 名称', 'English', '中文'],
  policies.map(({ name, title, summary }) => [`\`${name}\``, bilingual(title), summary.en, summary.zh]),
)}

## Measures 指标

${themes
  .map(theme => {
    const own = measures.filter(measure => measure.theme === theme)
    return `### ${theme}

${table(
  ['name', 'title 名称', 'meaning', '含义', 'formula', 'range', 'more just', 'how it can mislead', '注意', 'no value'],
  own.map(measure => [
    `\`${measure.name}\`${measure.headline ? ' ★' : ''}`,
    bilingual(measure.title),
    measure.explains.en,
    measure.explains.zh,
    measure.formula,
    `${rangeOf(measure)} [${measure.unit}]`,
    measure.better,
    measure.caveat.en,
    measure.caveat.zh,
    missingOf(measure).en,
  ]),
)}`
  })
  .join('\n\n')}

★ headline: always in sight.
`
