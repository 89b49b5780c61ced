import { STATE } from '../../../city/developers.ts'
import { single } from '../../define.ts'

export const idleLandMonths = single({
  name: 'idle_land_months',
  theme: 'production',
  short: { en: 'Months land lies idle', zh: '出让土地闲置月数' },
  title: { en: 'Months that sold land lies idle', zh: '出让土地闲置月数' },
  explains: {
    en: 'How long sites that developers have bought and cleared have waited for construction.',
    zh: '开发商已购入并腾空的地块等待开工的平均月数。',
  },
  unit: 'months',
  axis: [0, 24],
  halfRange: 6,
  better: 'lower',
  formula: 'mean months since cleared of sites sold and not started; 0 if there is none',
  source: 'model §2.9',
  caveat: {
    en: 'It counts sites that wait now, not those that have been built on.',
    zh: '只计目前仍在等待的地块。',
  },
  compute({ projects, tick }) {
    let months = 0
    let count = 0
    for (let i = 0; i < projects.rows; i++)
      if (projects.state[i] === STATE.site && projects.developer[i]! >= 0) {
        months += tick - projects.stateSince[i]!
        count++
      }
    return count > 0 ? months / count : 0
  },
})
