import { moves, stated } from './policy.ts'

const HECTARE = 3e6 // yuan

export const restoration = moves('restoration', {
  theme: 'environment',
  kind: 'stock',
  title: { en: 'Restore hills and banks', zh: '生态修复' },
  short: { en: 'Restored hills, banks', zh: '生态修复' },
  summary: {
    en: 'Paths and planting make hills and vacant banks places for all. More people have green in reach; the land can no longer be sold or built on.',
    zh: '修步道、补植被，让山地和空置河岸人人可进。更多人亲近绿色；这些土地不再出让。',
  },
  source: 'Elmqvist et al. 2015; model §2.6 N3',
  words: {
    ha_per_year: { en: 'hectares a year', zh: '每年公顷数' },
  },
  cost: {
    en: '3 million yuan a hectare and 30,000 a year.',
    zh: '每公顷 300 万元，另每年 3 万元。',
  },
  bill: (_, values) => HECTARE * stated('restoration', values, 'ha_per_year'),
})
