/** Input that several measures of access take. */
import { amounts, costs, number } from '../input.ts'

const supply = amounts('capacity of each site')
const demand = amounts('people at each origin')

/** Supply alone: nobody competes. */
export const supplyFields = {
  supply,
  cost: costs('cost from each origin (row) to each site (column)', { columns: 'supply' }),
} as const

/** Supply and the demand that competes for it. */
export const supplyAndDemandFields = {
  demand,
  supply,
  cost: costs('cost from each origin (row) to each site (column)', { rows: 'demand', columns: 'supply' }),
} as const

/** A cost that is just within reach. */
export const thresholdField = number('largest cost within reach', { min: 0 })
