/** Groups that a measure can be read for: sets of cells, a cell being income fifth × tenure × registration. */
import { CELLS, cellOf, TENURE_STATE } from '../city/economy.ts'
import type { Words } from '../lib/declare.ts'

/** The cell of an empty household slot: one behind the others. */
export const NO_CELL = 30
/** Bits that tell cells and NO_CELL apart. */
export const CELL_BITS = 5

export const groupNames = ['q1', 'q2', 'q3', 'q4', 'q5', 'low', 'high', 'owner', 'tenant', 'migrant', 'local'] as const
export type Group = (typeof groupNames)[number]

/** Groups of tenants, of owners, and of those whose tenure is what is measured. */
export const TENANT_GROUPS = groupNames.filter(group => group !== 'owner')
export const OWNER_GROUPS = groupNames.filter(group => group !== 'tenant')
export const GROUPS_OF_ANY_TENURE = TENANT_GROUPS.filter(group => group !== 'tenant')

export { CELLS, cellOf, TENURE_STATE }

/** Income fifth of a cell. */
export const fifthOf = (cell: number): number => Math.floor(cell / 6)

function cellsWhere(holds: (quintile: number, tenureState: number, registered: number) => boolean): number {
  let mask = 0
  for (let q = 0; q < 5; q++)
    for (let t = 0; t < 3; t++) for (let r = 0; r < 2; r++) if (holds(q, t, r)) mask |= 1 << cellOf(q, t, r)
  return mask
}

/** Everybody. */
export const EVERYBODY = cellsWhere(() => true)
/** Everybody with a home. */
export const HOUSED = cellsWhere((_, t) => t !== TENURE_STATE.none)

/** Cells of each group, as bits. */
export const GROUP_CELLS: Readonly<Record<Group, number>> = {
  q1: cellsWhere(q => q === 0),
  q2: cellsWhere(q => q === 1),
  q3: cellsWhere(q => q === 2),
  q4: cellsWhere(q => q === 3),
  q5: cellsWhere(q => q === 4),
  low: cellsWhere(q => q <= 1),
  high: cellsWhere(q => q >= 3),
  owner: cellsWhere((_, t) => t === TENURE_STATE.owner),
  tenant: cellsWhere((_, t) => t === TENURE_STATE.tenant),
  migrant: cellsWhere((_, __, r) => r === 0),
  local: cellsWhere((_, __, r) => r === 1),
}

/** What each group is called in a title. */
export const GROUP_WORDS: Readonly<Record<Group, Words>> = {
  q1: { en: 'lowest income fifth', zh: '收入最低的五分之一' },
  q2: { en: 'second income fifth', zh: '收入次低的五分之一' },
  q3: { en: 'middle income fifth', zh: '收入居中的五分之一' },
  q4: { en: 'fourth income fifth', zh: '收入次高的五分之一' },
  q5: { en: 'highest income fifth', zh: '收入最高的五分之一' },
  low: { en: 'lower two fifths of incomes', zh: '收入较低的四成' },
  high: { en: 'upper two fifths of incomes', zh: '收入较高的四成' },
  owner: { en: 'owners', zh: '有房户' },
  tenant: { en: 'tenants', zh: '租户' },
  migrant: { en: 'migrants', zh: '外来户' },
  local: { en: 'registered households', zh: '本地户籍' },
}

/** The same beside a number. */
export const GROUP_SHORT: Readonly<Record<Group, Words>> = {
  q1: { en: 'lowest fifth', zh: '最低五分之一' },
  q2: { en: 'second fifth', zh: '次低五分之一' },
  q3: { en: 'middle fifth', zh: '中间五分之一' },
  q4: { en: 'fourth fifth', zh: '次高五分之一' },
  q5: { en: 'top fifth', zh: '最高五分之一' },
  low: { en: 'low incomes', zh: '低收入' },
  high: { en: 'high incomes', zh: '高收入' },
  owner: { en: 'owners', zh: '有房户' },
  tenant: { en: 'tenants', zh: '租户' },
  migrant: { en: 'migrants', zh: '外来户' },
  local: { en: 'locals', zh: '本地户' },
}
