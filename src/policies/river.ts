import { riverLength } from '../city/improvements.ts'
import { beyondRest, moves, stated } from './policy.ts'

/** Yuan a kilometre, share of rivers that a year can treat, and upkeep a year of what was spent. */
const KILOMETRE = 8e6
const YEARLY = 0.2
const UPKEEP = 0.05

export const river = moves('river', {
  theme: 'environment',
  kind: 'stock',
  title: { en: 'Clean the river', zh: '河道治理' },
  summary: {
    en: 'Sewers and wetlands clean the river over five years. Banks become places to be, and dearer to live on: poorer households there are the first to feel it.',
    zh: '用五年截污治河。河岸变得宜人，也更贵；住在那里的穷人首先感到压力。',
  },
  source: 'Zhang et al. 2020 on urban river restoration; model §2.6 N2',
  words: {
    treatment: { en: 'share of rivers treated', zh: '治理河道的比例' },
  },
  cost: {
    en: '8 million yuan a kilometre over five years and 5 % of it a year.',
    zh: '每公里 800 万元，分五年投入，另每年 5% 维护。',
  },
  bill: ({ city }, values) => {
    const km = riverLength(city)
    const treated = city.economy.riverTreatment[0]!
    const wanted = stated('river', values, 'treatment')
    const upkeep = UPKEEP * beyondRest('river', { treatment: treated }, 'treatment')
    return KILOMETRE * km * (Math.min(YEARLY, Math.max(0, wanted - treated)) + upkeep)
  },
})
