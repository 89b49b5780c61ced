/** What the person has chosen. Everything here is plain data: it can be undone, kept and put into a link. */

import { policyNamed } from '../../src/policies/index.ts'
import type { PolicyUse, SettingValue } from '../../src/policies/policy.ts'
import { type PresetName, presetNames, type Scenario } from '../../src/scenario/scenario.ts'
import { DEFAULT_FROM } from '../../src/scenario/times.ts'
import { openScenario } from './scenarios.ts'

export type View = 'compare' | 'gains' | 'stories' | 'assumptions'
export type MapMode = 'baseline' | 'swipe' | 'policy' | 'difference'
export type Appearance = 'system' | 'light' | 'dark'

export interface Camera {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** A household's id: its two words as one text, stable between futures and runs of one seed. */
export type HouseholdId = string

/** What undo takes back. */
interface Chosen {
  readonly name: string
  readonly scenario: Scenario
  readonly uses: readonly PolicyUse[]
  readonly purse: number | null
  readonly size: PresetName
  readonly layer: string
  readonly filter: readonly HouseholdId[] | null
}

const UNDO_STEPS = 100

class Choice {
  /** name of the scenario as links give it; a file's own name if it was opened from one */
  name = $state('baseline')
  /** as loaded; what policies are set is in `uses` */
  scenario = $state.raw<Scenario>(openScenario('baseline'))
  uses = $state.raw<readonly PolicyUse[]>([])
  /** what the levers may cost, share of the city's budget; null = no limit */
  purse = $state<number | null>(null)
  /** size of synthetic cities */
  size = $state<PresetName>('small')
  seed = $state('a')
  replicates = $state(8)
  /** the replicate that map and stories show */
  shown = $state(0)

  view = $state<View>('compare')
  year = $state(20)
  /** numbers are means over the years that reports compare, not of one year */
  isMean = $state(false)
  /** members of the calibrated set of parameters are run too, for a wider band */
  isDoubted = $state(false)
  isPlaying = $state(false)
  layer = $state('rent')
  mode = $state<MapMode>('swipe')
  /** share of the map's width left of the handle */
  swipe = $state(0.5)
  camera = $state.raw<Camera | null>(null)
  /** measures of the two charts */
  charts = $state.raw<readonly [string, string]>(['rent_burden_over_30', 'displacement_rate'])
  /** households chosen by a brush; null = all */
  filter = $state.raw<readonly HouseholdId[] | null>(null)
  household = $state<HouseholdId | null>(null)
  parcel = $state<number | null>(null)

  /** a lever whose details are open */
  lever = $state<string | null>(null)
  /** only the grey future is shown, as long as a key is held */
  baselineOnly = $state(false)
  /** what the policies do is hidden until it has been guessed */
  isPredicting = $state(false)
  appearance = $state<Appearance>('system')
  singleKeys = $state(true)
  hatching = $state(false)
  textSize = $state(100)

  private past = $state.raw<readonly Chosen[]>([])
  private future = $state.raw<readonly Chosen[]>([])

  get canUndo(): boolean {
    return this.past.length > 0
  }
  get canRedo(): boolean {
    return this.future.length > 0
  }
  /** What stood before the last change, for its replay. */
  get before(): readonly PolicyUse[] | null {
    return this.past.at(-1)?.uses ?? null
  }

  get years(): number {
    return this.scenario.years
  }

  /** The scenario as it runs: with the levers as set, in a synthetic city of the size chosen. */
  get running(): Scenario {
    return { ...this.placed, policies: [...this.uses] }
  }

  /** The same city as usual. */
  get baseline(): Scenario {
    return { ...this.placed, policies: [] }
  }

  private get placed(): Scenario {
    const { scenario, size } = this
    const { city } = scenario
    if (!('preset' in city)) return scenario
    // a scenario that asks for a smaller city than the page's usual one gets it
    const preset = presetNames[Math.min(presetNames.indexOf(size), presetNames.indexOf(city.preset))]!
    return { ...scenario, city: { preset, seed: city.seed } }
  }

  /** Value of a setting now; undefined if it rests. */
  setting(policy: string, name: string): SettingValue | undefined {
    return this.use(policy)?.settings[name]
  }

  /** A policy as it stands in the year shown: a scenario may state it several times, and the later in the list wins. */
  use(policy: string): PolicyUse | undefined {
    const all = this.uses.filter(use => use.policy === policy)
    const now = 12 * this.year
    const begun = all.filter(({ from }) => from <= now)
    return begun.findLast(({ until }) => until === null || now < until) ?? begun.at(-1) ?? all[0]
  }

  /** Levers stand elsewhere than the scenario has them. */
  get isChanged(): boolean {
    return JSON.stringify(this.uses) !== JSON.stringify(this.scenario.policies)
  }

  /** Names of the policies that are set, each once. */
  get named(): string[] {
    return [...new Set(this.uses.map(({ policy }) => policy))]
  }

  /** Begins a change that undo takes back as one. */
  mark(): void {
    const now = this.chosen()
    const last = this.past.at(-1)
    if (last && JSON.stringify(last) === JSON.stringify(now)) return
    this.past = [...this.past, now].slice(-UNDO_STEPS)
    this.future = []
  }

  /** Sets a lever; a value at rest takes the setting away, and the policy with its last one. */
  set(policy: string, name: string, value: SettingValue): void {
    const declared = policyNamed(policy)
    if (!declared) return
    const isRest = value === declared.settings[name]!.rest
    const before = this.use(policy)
    const settings = { ...before?.settings }
    if (isRest) delete settings[name]
    else settings[name] = value
    if (Object.keys(settings).length === 0) this.uses = this.uses.filter(use => use !== before)
    else if (before) this.uses = this.uses.map(use => (use === before ? { ...use, settings } : use))
    else this.uses = [...this.uses, { policy, settings, from: DEFAULT_FROM, until: null, over: 0, when: null }]
  }

  /** Changes when a policy acts. */
  time(policy: string, change: Partial<Pick<PolicyUse, 'from' | 'until' | 'over' | 'when'>>): void {
    const before = this.use(policy)
    this.uses = this.uses.map(use => (use === before ? { ...use, ...change } : use))
  }

  open(name: string, scenario: Scenario): void {
    this.mark()
    this.put(name, scenario, scenario.policies)
  }

  /** Takes over a scenario with levers of its own, without a step to undo. */
  put(name: string, scenario: Scenario, uses: readonly PolicyUse[]): void {
    if (scenario.years !== this.scenario.years) this.year = scenario.years
    this.name = name
    this.scenario = scenario
    this.uses = uses
    this.purse = scenario.purse ?? null
    const [first, second] = scenario.watch
    if (first) this.charts = [first, second ?? this.charts[1]]
    this.household = null
    this.parcel = null
    this.filter = null
  }

  undo(): void {
    this.step('past', 'future')
  }

  redo(): void {
    this.step('future', 'past')
  }

  private step(from: 'past' | 'future', to: 'past' | 'future'): void {
    const target = this[from].at(-1)
    if (!target) return
    this[to] = [...this[to], this.chosen()]
    this[from] = this[from].slice(0, -1)
    Object.assign(this, target)
    if (this.year > target.scenario.years) this.year = target.scenario.years
  }

  private chosen(): Chosen {
    const { name, scenario, uses, purse, size, layer, filter } = this
    return { name, scenario, uses, purse, size, layer, filter }
  }
}

export const choice = new Choice()

/** Name of the synthetic city that answers first. */
export const previewPreset: PresetName = 'tiny'
