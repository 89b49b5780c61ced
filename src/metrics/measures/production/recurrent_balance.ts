import { single } from '../../define.ts'
import { taxReceipts, yuanOfYear } from '../../money.ts'

export const recurrentBalance = single({
  name: 'recurrent_balance',
  theme: 'production',
  short: { en: 'Taxes less essentials', zh: '经常性收支结余' },
  title: { en: 'Taxes less essential spending', zh: '经常性收支结余' },
  explains: {
    en: 'Taxes less what the city must spend anyway, a year.',
    zh: '每年税收减去必须的支出。',
  },
  unit: 'yuan/yr',
  better: 'higher',
  range: 'any amount, below 0 where taxes do not cover essentials',
  formula: 'income, deal and property tax − essential spending, last 12 months, each at its Ī',
  source: 'model §2.9',
  caveat: {
    en: 'Only what recurs is counted: land receipts and works are left out.',
    zh: '只计经常性收支，不含土地收入和工程支出。',
  },
  compute: city => yuanOfYear(city, taxReceipts, ['essential']),
})
