/** Income and tax by household: what the measures of progressivity share. */
import { amounts, numbers, optional } from '../input.ts'

/** Input of the measures of progressivity. */
export const taxFields = {
  income: amounts('income before tax, by household'),
  tax: numbers('tax paid, by household; below 0 for a benefit', { length: 'income' }),
  weights: optional(amounts('how many households each entry stands for', { length: 'income' })),
} as const
