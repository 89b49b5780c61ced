import { facadesToGreen } from '../city/improvements.ts'
import { moves, stated } from './policy.ts'

const BLOCK = 300_000 // yuan

export const facadeGreen = moves('facade_green', {
  theme: 'environment',
  kind: 'stock',
  title: { en: 'Green walls and roofs', zh: '立体绿化' },
  summary: {
    en: 'Walls and roofs of dense blocks are planted. The block gets greener and cooler; those who live there pay for its care.',
    zh: '密集街区的墙面和屋顶种上植物。街区更绿更凉；住户要付养护费。',
  },
  source: 'Jim 2015, Landscape and Urban Planning 138; model §2.6 N4',
  words: {
    share: { en: 'share of dense blocks', zh: '密集街区的比例' },
  },
  cost: {
    en: '300,000 yuan a block, once; residents pay 0.2 yuan a square metre and month.',
    zh: '每个街区一次性 30 万元；住户每月每平方米 0.2 元。',
  },
  bill: ({ city }, values) => BLOCK * facadesToGreen(city, stated('facade_green', values, 'share')).length,
})
