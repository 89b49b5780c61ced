/** The scenarios inside the page: built in, dropped, or made from a link. One loader checks them all. */
import { defaultParameters, parameterDeclarations } from '../../src/city/parameters.ts'
import { type Declarations, isDeclaration, type Words } from '../../src/lib/declare.ts'
import { measureNames } from '../../src/metrics/index.ts'
import type { PolicyUse } from '../../src/policies/policy.ts'
import { loadScenario, type ScenarioFiles } from '../../src/scenario/load.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'

const texts = new Map(
  Object.entries(
    import.meta.glob<string>('../../scenarios/**/*.yaml', { query: '?raw', import: 'default', eager: true }),
  ).map(([path, text]) => [path.replace('../../scenarios/', ''), text]),
)

const places = new Map(
  Object.entries(
    import.meta.glob<string>('../../scenarios/cities/*.gz', { query: '?url', import: 'default', eager: true }),
  ).map(([path, url]) => [path.replace('../../scenarios/', ''), url]),
)

/** The URL of a built-in place's bytes; undefined if there is none of the name. */
export const placeUrl = (path: string): string | undefined => places.get(path)

const plain = (path: string): string => path.replace(/^(?:\.?\/)+/, '')

const files: ScenarioFiles = {
  read: path => texts.get(path) ?? null,
  resolve(name, from) {
    const folder = from?.includes('/') ? from.replace(/[^/]*$/, '') : ''
    const candidates = [folder + name, `${folder}${name}.yaml`, name, `${name}.yaml`].map(plain)
    return candidates.find(path => texts.has(path)) ?? null
  },
  names: () => [...texts.keys()].filter(path => !path.includes('/')).map(path => path.replace(/\.yaml$/, '')),
}

/** Those with a number key, in this order; 1 is the city as usual. */
const numbered = [
  'baseline',
  'public-housing-quota',
  'profit-cap',
  'open-neighbourhoods',
  'fair-compensation',
  'land-finance',
  'kpi-reform',
  'profit-cap-too-tight',
  'butyrsky-open',
]

export interface Listed {
  /** as links name it */
  readonly name: string
  readonly scenario: Scenario
}

/** Loads a scenario that is in the page. @throws {ScenarioError} with every problem */
export const openScenario = (name: string): Scenario => loadScenario(name, files, { indicators: measureNames }).scenario

/**
 * Loads a scenario from text, as if it lay beside the built-in ones.
 * @throws {ScenarioError} with every problem, its line and remedy
 */
export function readScenario(file: string, text: string): { scenario: Scenario; warnings: Words[] } {
  const own: ScenarioFiles = {
    ...files,
    read: path => (path === file ? text : files.read(path)),
    resolve: (name, from) => (from === null && name === file ? file : files.resolve(name, from)),
  }
  return loadScenario(file, own, { indicators: measureNames })
}

/** Steps of the introduction, in order. */
export const introduction = (): Listed[] =>
  [...texts.keys()]
    .filter(path => path.startsWith('intro/'))
    .sort()
    .map(path => ({ name: path.replace(/\.yaml$/, ''), scenario: openScenario(path) }))

/** Scenarios with a number, then all others. */
export function listScenarios(): Listed[] {
  const rest = files.names!(null).filter(name => !numbered.includes(name))
  return [...numbered, ...rest]
    .filter(name => texts.has(`${name}.yaml`))
    .map(name => ({ name, scenario: openScenario(name) }))
}

/** Parameters that differ from their defaults, as a scenario states them. */
export function changedParameters(parameters: unknown): Record<string, unknown> | null {
  const differing = (
    tree: Declarations,
    own: Record<string, unknown>,
    rest: Record<string, unknown>,
  ): Record<string, unknown> | null => {
    const changed = Object.entries(tree).flatMap(([name, entry]): [string, unknown][] => {
      if (isDeclaration(entry))
        return JSON.stringify(own[name]) === JSON.stringify(rest[name]) ? [] : [[name, own[name]]]
      const inner = differing(entry, own[name] as Record<string, unknown>, rest[name] as Record<string, unknown>)
      return inner ? [[name, inner]] : []
    })
    return changed.length > 0 ? Object.fromEntries(changed) : null
  }
  return differing(
    parameterDeclarations,
    parameters as Record<string, unknown>,
    defaultParameters() as unknown as Record<string, unknown>,
  )
}

/** A use of a policy as a scenario file states it; times as ticks and months. */
export function statedUse({ policy, settings, from, until, over, when, targets }: PolicyUse): Record<string, unknown> {
  const values = Object.entries(settings).map(([name, value]) => [name, value ?? 'off'])
  const timing = {
    ...(from === 24 ? {} : { from }),
    ...(until === null ? {} : { until }),
    ...(over === 0 ? {} : { over }),
    ...(when === null ? {} : { when }),
  }
  const steered =
    targets === undefined
      ? {}
      : {
          targets: Object.fromEntries(
            targets.map(({ indicator, goal, policy: lever, setting, sign, scale }) => [
              indicator,
              { goal, lever: `${lever}.${setting}`, sign, scale },
            ]),
          ),
        }
  return { [policy]: { ...Object.fromEntries(values), ...timing, ...steered } }
}
