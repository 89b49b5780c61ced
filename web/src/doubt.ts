/** Doubt about parameters: the same city under others that fit what is known of cities as well. */

import TABLE from '../../scenarios/parameters/non-implausible.csv?raw'
import { parseMembers, withSet } from '../../src/results/members.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import type { Member } from './engine/protocol.ts'

/** Members run: each costs two more runs. */
export const MEMBERS = 8

const sets = parseMembers('non-implausible.csv', TABLE, MEMBERS)

/** Pairs of scenarios, one a member, as `justcity compare --parameters --members 8` runs them. */
export const membersOf = (baseline: Scenario, scenario: Scenario): Member[] =>
  sets.map((set, index) => ({ index, baseline: withSet(baseline, set), scenario: withSet(scenario, set) }))
