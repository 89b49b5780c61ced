/** Trust (model §3.20): what happened to people fades, and trust returns to where it started. */
import type { Process } from './process.ts'

export const trust: Process = {
  name: 'trust',
  writes: ['households.trust'],
  run({ households, parameters: { trust_start, trust_reversion } }) {
    const { trust: level, size } = households
    for (let h = 0; h < households.rows; h++)
      if (size[h] !== 0) level[h] = level[h]! + trust_reversion * (trust_start - level[h]!)
  },
}
