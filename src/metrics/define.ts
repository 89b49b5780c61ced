import type { City } from '../city/city.ts'
import type { Rules } from '../city/rules.ts'
import type { Words } from '../lib/declare.ts'
import { EVERYBODY, GROUP_CELLS, GROUP_SHORT, GROUP_WORDS, type Group, groupNames } from './groups.ts'
import type { Measure } from './measure.ts'
import {
  byBuilding,
  meanAtHome,
  meanOfColumn,
  once,
  SHARE_STEPS,
  type Snapshot,
  type SumName,
  snapshotOf,
  sumOver,
  YUAN_STEPS,
} from './snapshot.ts'

/** A measure, and the same measure for each group. */
export interface Family {
  /** those on the dashboard */
  readonly listed: readonly Measure[]
  /** these and all groups; any of them may be named in a scenario */
  readonly all: readonly Measure[]
}

type Declared = Omit<Measure, 'compute' | 'within'>

interface GroupMeasure extends Declared {
  /** its name before a group's, beside a number; the short name if not given */
  readonly stem?: Words
  /** groups it is defined for; all if not given */
  readonly groups?: readonly Group[]
  /** groups that stand on the dashboard of their own */
  readonly listed?: readonly Group[]
  /** false: only its groups are published */
  readonly whole?: boolean
  /** false: its parts are not counted by who lives where, so it has no value for a zone */
  readonly zonal?: boolean
  /** @param cells bits of the group's cells */
  readonly of: (city: City, s: Snapshot, cells: number, rules: Rules) => number | null
}

/** A measure of the whole city. */
export const single = (measure: Measure): Family => ({ listed: [measure], all: [measure] })

/** A measure that can be read for groups: `name`, `name_low`, `name_migrant` … */
export function family({
  groups = groupNames,
  listed = [],
  whole = true,
  zonal = true,
  of,
  stem,
  ...declared
}: GroupMeasure): Family {
  const base: Measure = {
    ...declared,
    compute: (city, rules) => of(city, snapshotOf(city, rules), EVERYBODY, rules),
    ...(zonal ? { within: (city, part, rules) => of(city, part, EVERYBODY, rules) } : {}),
  }
  const { headline: _, ...shared } = declared
  const { en, zh } = stem ?? declared.short ?? declared.title
  const variants = groups.map((group): [Group, Measure] => [
    group,
    {
      ...shared,
      name: `${declared.name}_${group}`,
      title: {
        en: `${declared.title.en}: ${GROUP_WORDS[group].en}`,
        zh: `${declared.title.zh}：${GROUP_WORDS[group].zh}`,
      },
      short: { en: `${en}, ${GROUP_SHORT[group].en}`, zh: `${zh}：${GROUP_SHORT[group].zh}` },
      compute: (city, rules) => of(city, snapshotOf(city, rules), GROUP_CELLS[group], rules),
    },
  ])
  const own = whole ? [base] : []
  return {
    listed: [...own, ...variants.filter(([group]) => listed.includes(group)).map(([, measure]) => measure)],
    all: [...own, ...variants.map(([, measure]) => measure)],
  }
}

interface HouseholdMean extends Omit<GroupMeasure, 'of'> {
  /** name of the column, under which its sums are kept for the month */
  readonly column: string
  /** the value by household row */
  readonly value: (city: City, s: Snapshot, rules: Rules) => Float64Array | Float32Array
}

const stepsOf = ({ unit }: Pick<Measure, 'unit'>): number => (unit.startsWith('yuan') ? YUAN_STEPS : SHARE_STEPS)

/** Mean of a column over households. */
export const householdMean = ({ column, value, ...declared }: HouseholdMean): Family => {
  const steps = stepsOf(declared)
  return family({
    ...declared,
    of: (city, s, cells, rules) => meanOfColumn(s, column, () => value(city, s, rules), steps, cells),
  })
}

interface HouseholdRatio extends Omit<GroupMeasure, 'of'> {
  /** what the month's pass over households adds up, and the count it is divided by */
  readonly sum: SumName
  readonly per: SumName
  /** true if the sum is an amount in steps; false for a count */
  readonly isAmount?: boolean
}

/** One sum of the month's pass over another: a mean, or a share. */
export const householdRatio = ({ sum, per, isAmount = false, ...declared }: HouseholdRatio): Family => {
  const steps = isAmount ? stepsOf(declared) : 1
  return family({
    ...declared,
    of(_, s, cells) {
      const n = sumOver(s, per, cells)
      return n > 0 ? sumOver(s, sum, cells) / steps / n : null
    },
  })
}

interface HomeMean extends Omit<GroupMeasure, 'of'> {
  readonly per: 'household' | 'person'
  /** the value by parcel */
  readonly value: (city: City, s: Snapshot) => (parcel: number) => number
}

/** Mean of a value of the place over the households or persons who live there. */
export const homeMean = ({ per, value, ...declared }: HomeMean): Family =>
  family({
    ...declared,
    of(city, s, cells) {
      const values = once(s, `${declared.name} by building`, () => byBuilding(city, value(city, s)))
      return meanAtHome(city, s, per, cells, values)
    },
  })
