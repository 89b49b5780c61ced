import { single } from '../../define.ts'

export const canopyMean = single({
  name: 'canopy_mean',
  theme: 'environment',
  title: { en: 'Green cover', zh: '绿化覆盖' },
  explains: { en: 'The share of all land under trees and green.', zh: '全部土地中被树木和绿地覆盖的比例。' },
  unit: 'share',
  axis: [0, 0.6],
  halfRange: 0.03,
  better: 'higher',
  formula: 'Σ canopy·area/Σ area over all parcels',
  source: 'model §2.9',
  caveat: {
    en: 'Green cover anywhere in the built city counts alike, behind walls too.',
    zh: '建成区内的绿荫一律计入，围墙里的也算。',
  },
  compute({ parcels }) {
    let green = 0
    let land = 0
    for (let p = 0; p < parcels.rows; p++) {
      green += parcels.canopy[p]! * parcels.area[p]!
      land += parcels.area[p]!
    }
    return land > 0 ? green / land : null
  },
})
