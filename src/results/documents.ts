/** Reference documents made from the code's declarations: a test fails when the committed ones differ. */
import { KIND } from '../city/buildings.ts'
import { type City, entityColumns } from '../city/city.ts'
import { STATE } from '../city/developers.ts'
import { REGISTERED, SHARING, TENURE } from '../city/households.ts'
import { ACCOUNT } from '../city/ledger.ts'
import { type Lever, leverDeclarations, leversAtRest } from '../city/levers.ts'
import { parameterDeclarations } from '../city/parameters.ts'
import { buildingKinds, facilityKinds, parcelUses } from '../city/plan.ts'
import { rulesOf } from '../city/rules.ts'
import { type Declarations, isDeclaration, type Words } from '../lib/declare.ts'
import type { Columns } from '../lib/table.ts'
import { measureNamed, measures } from '../metrics/index.ts'
import { missingOf, rangeOf } from '../metrics/measure.ts'
import { policies } from '../policies/index.ts'
import { themes } from '../policies/policy.ts'
import { schedule } from '../processes/schedule.ts'
import type { Simulation } from '../simulation.ts'
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

/** Rows 0 … n − 1 of which a thing holds. */
function countOf(rows: number, holds: (row: number) => boolean): number {
  let count = 0
  for (let row = 0; row < rows; row++) if (holds(row)) count++
  return count
}

function sumOf(rows: number, value: (row: number) => number): number {
  let sum = 0
  for (let row = 0; row < rows; row++) sum += value(row)
  return sum
}

/** Counts as they are, the rest to three digits. */
const rounded = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)))

/** A line of the table of initial values: what, its unit if it is no count, and its value in a city. */
type Initial = readonly [what: string, unit: string, value: (city: City) => number]

const householdsOf = ({ households: h }: City): number => countOf(h.rows, i => h.size[i]! > 0)
const homesOf = ({ buildings: b }: City): number => sumOf(b.rows, i => b.dwellings[i]!)

const households = (what: string, holds: (households: City['households'], row: number) => boolean): Initial => [
  `… ${what}`,
  '%',
  city =>
    (100 * countOf(city.households.rows, i => city.households.size[i]! > 0 && holds(city.households, i))) /
    householdsOf(city),
]

const tenants = (what: string, tenure: number): Initial =>
  households(what, (h, i) => h.home[i]! >= 0 && h.tenure[i] === tenure && (h.flags[i]! & SHARING) === 0)

const government = (what: string, column: 'cash' | 'debt'): Initial => [
  `${what} of the government`,
  'yuan a household',
  city => Math.round(city.accounts[column][ACCOUNT.government]! / 100 / householdsOf(city)),
]

const initialCounts: readonly Initial[] = [
  ['households', '', householdsOf],
  ['persons', '', ({ households: h }) => sumOf(h.rows, i => h.size[i]!)],
  ...['young', 'with children', 'empty nest', 'old'].map((name, stage) =>
    households(name, (h, i) => h.stage[i] === stage),
  ),
  households('migrants (not registered)', (h, i) => (h.flags[i]! & REGISTERED) === 0),
  tenants('owners', TENURE.owner),
  tenants('market tenants', TENURE.market),
  tenants('public tenants', TENURE.public),
  tenants('informal tenants in rooms of their own', TENURE.informal),
  households('doubling up', (h, i) => h.home[i]! >= 0 && (h.flags[i]! & SHARING) !== 0),
  households('without home', (h, i) => h.home[i]! < 0),
  ['stalls', '', ({ zones }) => sumOf(zones.rows, i => zones.vendors[i]!)],
  ['recyclers', '', ({ zones }) => sumOf(zones.rows, i => zones.recyclers[i]!)],
  ['homes', '', homesOf],
  ...Object.values(KIND).flatMap((kind): Initial[] =>
    kind === KIND.mobile
      ? []
      : [
          [
            `… ${buildingKinds[kind]}`,
            '%',
            city =>
              (100 *
                sumOf(city.buildings.rows, i => (city.buildings.kind[i] === kind ? city.buildings.dwellings[i]! : 0))) /
              homesOf(city),
          ],
        ],
  ),
  [
    '… under construction beside these',
    '',
    ({ projects: p }) => sumOf(p.rows, i => (p.state[i] === STATE.building ? p.dwellings[i]! : 0)),
  ],
  ['buildings', '', ({ buildings: b }) => countOf(b.rows, i => b.dwellings[i]! > 0)],
  ['parcels', '', ({ parcels }) => parcels.rows],
  ...parcelUses.map(
    (name, use): Initial => [`… ${name}`, '', ({ parcels: p }) => countOf(p.rows, i => p.use[i] === use)],
  ),
  ...facilityKinds.map(
    (name, kind): Initial => [
      `facilities: ${name}`,
      '',
      ({ facilities: f }) => countOf(f.rows, i => f.kind[i] === kind && f.open[i] === 1),
    ],
  ),
  ['gardens of estates, for members', '', ({ facilities: f }) => countOf(f.rows, i => f.open[i] === 0)],
  ['zones', '', ({ zones }) => zones.rows],
  ['districts', '', ({ districts }) => districts.rows],
  ['walled estates', '', ({ estates: e }) => countOf(e.rows, i => e.walled[i] === 1)],
  ['villages', '', ({ villages }) => villages.rows],
  ['centres of work', '', ({ centres }) => centres.rows],
  ['rail stations', '', ({ stations }) => stations.rows],
  ['edges of the street graph', '', ({ edges }) => edges.rows],
  ['developers of homes', '', ({ developers }) => developers.rows],
  ['… owned by the state', '', ({ developers: d }) => countOf(d.rows, i => d.stateOwned[i] === 1)],
  government('cash', 'cash'),
  government('debt', 'debt'),
]

/** Measures that the table of initial values gives. */
const initialMeasures = [
  'vacancy_rate',
  'rent_burden_p50',
  'rent_burden_over_30',
  'price_to_income',
  'residual_income',
  'residual_income_low',
  'income_gini',
  'wealth_gini',
  'segregation_h',
  'segregation_d_migrant',
  'walled_share',
  'facility_access',
  'facility_access_low',
  'green_access',
  'commute_minutes',
  'encounters',
  'weak_ties_mean',
  'trust_mean',
  'gain_mean',
] as const

/**
 * Agents and values at tick 0 (ODD element 5): how many of each, and where the measures stand.
 * @param columns a name and simulations that have just been created; of several, the least and the most
 * @example initialTable([['tiny', [createSimulation(scenario, generateCity('tiny', '1'), { seed: '1' })]]])
 */
export function initialTable(columns: readonly (readonly [string, readonly Simulation[]])[]): string {
  const rows: Initial[] = [
    ...initialCounts,
    ...initialMeasures.map((name): Initial => {
      const { unit, compute } = measureNamed(name)!
      return [`\`${name}\``, unit, city => compute(city, rulesOf(leversAtRest())) ?? Number.NaN]
    }),
  ]
  return table(
    ['at tick 0', ...columns.map(([name]) => name)],
    rows.map(([what, unit, value]) => [
      unit === '' ? what : `${what} [${unit}]`,
      ...columns.map(([, simulations]) => {
        const values = simulations.map(({ city }) => value(city))
        return [...new Set([Math.min(...values), Math.max(...values)].map(rounded))].join(' … ')
      }),
    ]),
  )
}

/**
 * What history matching varies: parameter, default, and the ends of its range.
 * @param factors path of a parameter and its range, as a sweep states them
 */
export const rangesTable = (factors: readonly { path: string; value: number; min: number; max: number }[]): string =>
  table(
    ['parameter', 'default', 'from', 'to'],
    factors.map(({ path, value, min, max }) => [`\`${path}\``, value, min, max]),
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
