import { NEVER } from '../../../city/households.ts'
import { family } from '../../define.ts'

export const publicQueue = family({
  name: 'public_queue',
  theme: 'distribution',
  title: { en: 'Queue for public homes', zh: '公租房轮候户数' },
  explains: { en: 'Households that wait for a public home.', zh: '正在轮候公租房的家庭数。' },
  unit: 'count',
  better: 'none',
  formula: 'households in the queue',
  source: 'model §2.9',
  caveat: {
    en: 'Who is not eligible is not in the queue, whatever the need.',
    zh: '不符合条件者不在队列中，无论多么需要。',
  },
  of({ households: { queueSince } }, { cell, rows }, cells) {
    let count = 0
    for (let h = 0; h < rows; h++) count += Number(queueSince[h] !== NEVER) & (cells >>> cell[h]!)
    return count
  },
})
