/** What is chosen as a short text, and back: only what differs from the scenario and from the page's defaults. */

import { stringify } from 'yaml'
import { say } from '../../src/lib/declare.ts'
import { measureNamed, measureNames } from '../../src/metrics/index.ts'
import type { PolicyUse } from '../../src/policies/policy.ts'
import { mapLayerList } from '../../src/results/layers.ts'
import { didYouMean } from '../../src/scenario/error.ts'
import { presetNames, type Scenario } from '../../src/scenario/scenario.ts'
import { changedParameters, openScenario, readScenario, statedUse } from './scenarios.ts'
import { SpokenError } from './spoken.ts'
import type { Camera, MapMode, View } from './state.svelte.ts'

/** What a link carries. */
export interface Linked {
  name: string
  scenario: Scenario
  uses: readonly PolicyUse[]
  purse: number | null
  seed: string
  replicates: number
  size: (typeof presetNames)[number]
  year: number
  isMean: boolean
  isDoubted: boolean
  view: View
  layer: string
  mode: MapMode
  swipe: number
  charts: readonly [string, string]
  camera: Camera | null
  household: string | null
  parcel: number | null
}

const DEFAULTS = {
  seed: 'a',
  replicates: 8,
  size: 'small',
  view: 'compare',
  layer: 'rent',
  mode: 'swipe',
  swipe: 0.5,
} as const
const VIEWS: readonly string[] = ['compare', 'gains', 'stories', 'assumptions']
const MODES: readonly string[] = ['baseline', 'swipe', 'policy', 'difference']

/** Everything a link may say. */
const KEYS = [
  ...[
    's',
    'p',
    'q',
    'c',
    'years',
    'burn_in',
    'purse',
    'seed',
    'replicates',
    'size',
    'year',
    'mean',
    'doubt',
    'view',
    'layer',
  ],
  ...['mode', 'swipe', 'charts', 'camera', 'household', 'parcel', 'v'],
]

// levers: policy(share:0.2,from:36)~other(…), which stays readable in an address

const word = (value: unknown): string =>
  encodeURIComponent(String(value)).replace(/[()~,:]/g, c => `%${c.charCodeAt(0).toString(16)}`)

const levers = (uses: readonly PolicyUse[]): string =>
  uses
    .map(use => {
      const [policy, settings] = Object.entries(statedUse(use))[0]!
      return `${policy}(${Object.entries(settings as object)
        .map(([name, value]) => `${name}:${word(typeof value === 'object' ? JSON.stringify(value) : value)}`)
        .join(',')})`
    })
    .join('~')

const cutOff = (what: string): SpokenError =>
  new SpokenError(
    say(`${what} cannot be read: the link is cut off or changed.`, `${what}无法读取：链接被截断或改动过。`),
  )

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw cutOff(`“${text}”`)
  }
}

const valueOf = (text: string): unknown => {
  const plain = decoded(text)
  // what a loop steers by is a block of its own; one that is cut off is for the loader to refuse
  if (plain.startsWith('{'))
    try {
      return JSON.parse(plain) as unknown
    } catch {
      return plain
    }
  return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : plain
}

function readLevers(text: string): Record<string, unknown>[] {
  if (text === '') return []
  return text.split('~').map(item => {
    const [, policy, inside] = /^(\w+)\((.*)\)$/.exec(item) ?? []
    if (policy === undefined)
      throw new SpokenError(
        say(
          `${decoded(item)} is no lever as links write it: policy(setting:value).`,
          `${decoded(item)}不是链接中政策的写法：policy(setting:value)。`,
        ),
      )
    const pairs = inside === '' ? [] : inside!.split(',').map(pair => /^([^:]*):?(.*)$/.exec(pair)!)
    return { [policy]: Object.fromEntries(pairs.map(([, name, value]) => [name, valueOf(value!)])) }
  })
}

const isBuiltIn = (name: string): boolean => {
  try {
    return openScenario(name) !== null
  } catch {
    return false
  }
}

function checkKeys(fields: URLSearchParams): void {
  const unknown = [...fields.keys()].find(key => !KEYS.includes(key))
  if (unknown === undefined) return
  throw new SpokenError(
    say(
      `Links know no “${unknown}”. They say ${KEYS.join(', ')}: s=profit-cap&size=small opens a scenario in a city of that size.`,
      `链接里没有“${unknown}”这一项，可用的有：${KEYS.join('、')}。例如s=profit-cap&size=small打开该情景和该规模的城市。`,
    ),
  )
}

const badValue = (key: string, value: string, allowed: string): SpokenError =>
  new SpokenError(say(`${key}=${value}: write ${key}=${allowed}.`, `${key}=${value}：应写作${key}=${allowed}。`))

/**
 * Whether a link says all of a scenario: the file of a place, and measures of the scenario's own, it cannot carry.
 * @example isWhole({ name: 'profit-cap', scenario }) // => true
 */
export const isWhole = ({ name, scenario }: Pick<Linked, 'name' | 'scenario'>): boolean =>
  isBuiltIn(name) || ('preset' in scenario.city && scenario.measures.length === 0)

/** The text after # of a link. */
export function linkOf(state: Linked, version: string): string {
  const { name, scenario, uses } = state
  const known = isBuiltIn(name)
  const parameters = known ? null : changedParameters(scenario.parameters)
  const parts: [string, string][] = [['s', known ? name : 'baseline']]
  if (JSON.stringify(uses) !== JSON.stringify(known ? scenario.policies : [])) parts.push(['p', levers(uses)])
  if (parameters) parts.push(['q', JSON.stringify(parameters)])
  if (!known && 'preset' in scenario.city && scenario.city.seed !== 'harbour') parts.push(['c', scenario.city.seed])
  if (!known && scenario.burn_in !== openScenario('baseline').burn_in) parts.push(['burn_in', String(scenario.burn_in)])
  if (scenario.years !== openScenario(known ? name : 'baseline').years) parts.push(['years', String(scenario.years)])
  if (state.purse !== ((known ? openScenario(name).purse : undefined) ?? null))
    parts.push(['purse', String(state.purse ?? 'none')])
  for (const key of ['seed', 'replicates', 'size', 'view', 'layer', 'mode', 'swipe'] as const)
    if (state[key] !== DEFAULTS[key]) parts.push([key, String(state[key])])
  if (state.year !== scenario.years) parts.push(['year', String(state.year)])
  if (state.isMean) parts.push(['mean', '1'])
  if (state.isDoubted) parts.push(['doubt', '1'])
  parts.push(['charts', state.charts.join('.')])
  if (state.camera)
    parts.push([
      'camera',
      [state.camera.x, state.camera.y, state.camera.zoom].map(v => Number(v.toPrecision(5))).join('_'),
    ])
  if (state.household !== null) parts.push(['household', state.household])
  if (state.parcel !== null) parts.push(['parcel', String(state.parcel)])
  parts.push(['v', version])
  return parts.map(([key, value]) => `${key}=${key === 'p' ? value : encodeURIComponent(value)}`).join('&')
}

export interface Read {
  readonly linked: Linked
  /** version that made it, if another */
  readonly version: string | null
}

function readParameters(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw cutOff('q=')
  }
}

/** The scenario text that a link stands for, as the loader reads it. */
export function textOf(fields: URLSearchParams, raw: string | null): string {
  const parameters = fields.get('q')
  const name = fields.get('s') ?? 'baseline'
  const { title, question } = openScenario(name)
  return stringify({
    name: name.replace('/', '-'),
    title,
    ...(question ? { question } : {}),
    extends: name,
    ...(fields.has('c') ? { city: { seed: fields.get('c') } } : {}),
    ...(fields.has('years') ? { years: Number(fields.get('years')) } : {}),
    ...(fields.has('burn_in') ? { burn_in: Number(fields.get('burn_in')) } : {}),
    ...(parameters ? { parameters: readParameters(parameters) } : {}),
    ...(raw === null ? {} : { policies: readLevers(raw) }),
  })
}

/**
 * Reads the text after # of a link.
 * @throws {ScenarioError} with the loader's words if levers or parameters are not allowed
 * @throws {SpokenError} if the text is not written as links are
 */
export function readLink(hash: string, version: string): Read {
  const fields = new URLSearchParams(hash.replace(/^#/, ''))
  checkKeys(fields)
  // as written: what is typed by hand may say p= twice
  const written = [...hash.matchAll(/(?:^#?|&)p=([^&]*)/g)].map(([, text]) => text!)
  const raw = written.length === 0 ? null : written.filter(text => text !== '').join('~')
  const name = fields.get('s') ?? 'baseline'
  const own = openScenario(name)
  const { scenario: checked } = readScenario('link', textOf(fields, raw))
  const isPlain = !['q', 'c', 'years', 'burn_in'].some(key => fields.has(key))
  // levers of the link stand beside what the scenario has, so that what was moved is told
  const scenario = isPlain ? own : { ...checked, policies: own.policies }
  const one = <T extends string>(key: string, allowed: readonly string[], fallback: T): T => {
    const value = fields.get(key)
    if (value === null) return fallback
    if (!allowed.includes(value)) throw badValue(key, value, allowed.join(' | '))
    return value as T
  }
  const number = (key: string, low: number, high: number, fallback: number): number => {
    const text = fields.get(key)
    if (text === null) return fallback
    const value = text === '' ? Number.NaN : Number(text)
    if (!Number.isFinite(value)) throw badValue(key, text, `${low} … ${high}`)
    return Math.max(low, Math.min(high, value))
  }
  const charts = (fields.get('charts') ?? '').split('.').filter(text => text !== '')
  for (const measure of charts)
    if (measureNamed(measure) === undefined && !scenario.measures.some(own => own.name === measure)) {
      const { en, zh } = didYouMean(measure, [...measureNames], say('measure', '指标'))
      throw new SpokenError(say(`charts=${measure}: ${en}`, `charts=${measure}：${zh}`))
    }
  const [first, second] = charts.length > 0 ? charts : scenario.watch
  const camera = (fields.get('camera') ?? '').split('_').map(Number)
  return {
    linked: {
      name,
      scenario,
      uses: raw === null ? own.policies : checked.policies,
      purse: fields.has('purse')
        ? fields.get('purse') === 'none'
          ? null
          : number('purse', 0, 1, 0)
        : (own.purse ?? null),
      seed: fields.get('seed') ?? DEFAULTS.seed,
      replicates: Math.round(number('replicates', 1, 200, DEFAULTS.replicates)),
      size: one('size', presetNames, DEFAULTS.size),
      year: Math.round(number('year', 0, scenario.years, scenario.years)),
      isMean: fields.get('mean') === '1',
      isDoubted: fields.get('doubt') === '1',
      view: one('view', VIEWS, DEFAULTS.view),
      layer: one(
        'layer',
        mapLayerList.map(({ name }) => name),
        DEFAULTS.layer,
      ),
      mode: one('mode', MODES, DEFAULTS.mode),
      swipe: number('swipe', 0, 1, DEFAULTS.swipe),
      charts: [first || 'rent_burden_over_30', second || 'displacement_rate'],
      camera:
        camera.length === 3 && camera.every(Number.isFinite)
          ? { x: camera[0]!, y: camera[1]!, zoom: camera[2]! }
          : null,
      household: fields.get('household'),
      parcel: fields.has('parcel') ? Math.round(number('parcel', 0, 1e9, 0)) : null,
    },
    version: fields.get('v') === version ? null : fields.get('v'),
  }
}

/** The scenario with its levers as a file for the command line. */
export function scenarioText(
  state: Pick<Linked, 'name' | 'scenario' | 'uses' | 'purse' | 'seed' | 'replicates'>,
  city: Scenario['city'],
  version: string,
): string {
  const { name, scenario, uses, purse, seed, replicates } = state
  const parameters = changedParameters(scenario.parameters)
  const places = Object.values(city)[0] as string
  const builtIn = 'preset' in city ? null : /cities\/butyrsky/.test(places) ? 'butyrsky' : null
  const text = stringify(
    {
      name: `${name.replace(/^.*\//, '')}${JSON.stringify(uses) === JSON.stringify(scenario.policies) ? '' : '-mine'}`,
      model_version: scenario.model_version,
      title: scenario.title,
      ...(scenario.question ? { question: scenario.question } : {}),
      ...(scenario.prompt ? { prompt: scenario.prompt } : {}),
      ...(purse === null ? {} : { purse }),
      extends: builtIn ?? 'baseline',
      ...(builtIn ? {} : { city }),
      years: scenario.years,
      burn_in: scenario.burn_in,
      ...(parameters ? { parameters } : {}),
      policies: uses.map(statedUse),
      ...(scenario.measures.length > 0 ? { measures: scenario.measures } : {}),
      ...(scenario.watch.length > 0 ? { watch: scenario.watch } : {}),
    },
    { lineWidth: 0 },
  )
  return `# justcity ${version}: seed ${seed}, ${replicates} paired runs\n${text}`
}
