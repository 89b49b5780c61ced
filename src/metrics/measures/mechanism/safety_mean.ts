import { safetyAt, zoneTrust } from '../../../city/participation.ts'
import { single } from '../../define.ts'
import { EVERYBODY } from '../../groups.ts'
import { groupByBuilding, SHARE_STEPS, snapshotOf } from '../../snapshot.ts'

export const safetyMean = single({
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
  compute(city, rules) {
    const residents = groupByBuilding(city, snapshotOf(city, rules), 'household', EVERYBODY)
    const trustOfZones = zoneTrust(city)
    let sum = 0
    let count = 0
    for (let b = 0; b < residents.length; b++) {
      if (residents[b] === 0) continue
      sum += residents[b]! * Math.floor(safetyAt(city, trustOfZones, b) * SHARE_STEPS + 0.5)
      count += residents[b]!
    }
    return count > 0 ? sum / SHARE_STEPS / count : null
  },
})
