import type { City } from '../../../city/city.ts'
import { safetyAt, zoneTrust } from '../../../city/participation.ts'
import { family } from '../../define.ts'
import { meanAtHome, once, SHARE_STEPS } from '../../snapshot.ts'

/** Quantised, so that sums do not hang on the order of buildings. */
function safetyByBuilding(city: City): Float64Array {
  const trust = zoneTrust(city)
  const { rows, dwellings } = city.buildings
  const values = new Float64Array(rows)
  for (let b = 0; b < rows; b++)
    if (dwellings[b] !== 0) values[b] = Math.floor(safetyAt(city, trust, b) * SHARE_STEPS + 0.5) / SHARE_STEPS
  return values
}

export const safetyMean = family({
  name: 'safety_mean',
  theme: 'mechanism',
  title: { en: 'Sense of safety', zh: '安全感' },
  explains: {
    en: 'How safe people feel at home, from 0 to 1: by the street outside, trust around, and a wall.',
    zh: '居家的安全感，0 至 1：取决于门前街道、周围的信任，以及围墙。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.05,
  better: 'higher',
  formula: '0.4·street quality + 0.4·mean trust of the zone + 0.2·[in a walled estate], mean of households with a home',
  source: 'model §3.20; Jacobs 1961; Newman 1972',
  caveat: {
    en: 'Walls raise it for those inside alone; a city of walls can score well.',
    zh: '围墙只让里面的人更安心；满是围墙的城市也可能得分高。',
  },
  of(city, s, cells) {
    const values = once(s, 'safety by building', () => safetyByBuilding(city))
    return meanAtHome(city, s, 'household', cells, values)
  },
})
