/** What a scenario sets, in words: the table, the report, the gallery and the JSON say the same. */
import { parameterDeclarations } from '../city/parameters.ts'
import { type Declarations, isDeclaration, type Words } from '../lib/declare.ts'
import type { PolicyUse } from '../policies/policy.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { fill } from './report/html.ts'

/** A parameter in which two scenarios differ: their cities differ from tick 0 on, before any policy. */
export interface ChangedParameter {
  /** as scenarios name it, inner names after a dot */
  name: string
  value: unknown
  baseline: unknown
}

/** Parameters in which a scenario differs from another. @example changedParameters(fortress, baseline)[0] // => { name: 'trust_start', value: 0.3, baseline: 0.5 } */
export function changedParameters(
  { parameters }: Pick<Scenario, 'parameters'>,
  baseline: Pick<Scenario, 'parameters'>,
): ChangedParameter[] {
  type Tree = Readonly<Record<string, unknown>>
  const differing = (tree: Declarations, own: Tree, other: Tree, path: string): ChangedParameter[] =>
    Object.entries(tree).flatMap(([name, entry]) => {
      const at = path + name
      const [value, before] = [own[name], other[name]]
      if (!isDeclaration(entry)) return differing(entry, value as Tree, before as Tree, `${at}.`)
      return JSON.stringify(value) === JSON.stringify(before) ? [] : [{ name: at, value, baseline: before }]
    })
  return differing(parameterDeclarations, parameters as unknown as Tree, baseline.parameters as unknown as Tree, '')
}

/** When a use is in force, as scenarios count months: 'from month 25 until month 121, over 36 months, when vacancy_rate > 0.1'. */
function timing({ from, until, over, when }: PolicyUse): string {
  return [
    `from month ${from + 1}${until === null ? '' : ` until month ${until + 1}`}`,
    ...(over > 0 ? [`over ${over} months`] : []),
    ...(when === null ? [] : [`when ${when}`]),
  ].join(', ')
}

/**
 * A line for each setting and target of a use.
 * @example settingsOf(use) // => ['profit_cap.max_margin 0.15 from month 25']
 */
export function settingsOf(use: PolicyUse): string[] {
  const { policy, settings, targets = [] } = use
  const when = timing(use)
  const moved = [
    ...Object.entries(settings).map(([name, value]) => `${name} ${value ?? 'off'}`),
    ...targets.map(
      ({ indicator, goal, policy: lever, setting, sign, scale }) =>
        `targets ${indicator} ${goal} by ${lever}.${setting}, sign ${sign > 0 ? '+1' : '−1'}, scale ${scale}`,
    ),
  ]
  return (moved.length > 0 ? moved : ['at its defaults']).map(text => `${policy}.${text} ${when}`)
}

/** That a scenario's city is another one from the start, and in what; null where it is the same until policies begin. */
export function worldSentence(changed: readonly ChangedParameter[]): Words | null {
  if (changed.length === 0) return null
  const list = (joint: string, instead: string): string =>
    changed
      .map(({ name, value, baseline }) => `${name} ${JSON.stringify(value)}${instead} ${JSON.stringify(baseline)}`)
      .join(joint)
  return fill('otherWorld', { list: { en: list('; ', ' instead of'), zh: list('；', '，照旧为') } })
}
