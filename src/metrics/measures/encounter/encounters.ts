import { CLASSES } from '../../../city/households.ts'
import { family } from '../../define.ts'
import { cellOf, GROUPS_OF_ANY_TENURE, TENURE_STATE } from '../../groups.ts'
import { shareOf } from '../../year.ts'

/** A class is an income fifth with or without registration, of whatever tenure. */
const CELLS_OF_CLASS = Int32Array.from({ length: CLASSES }, (_, c) => 1 << cellOf(c >> 1, TENURE_STATE.tenant, c & 1))

export const encounters = family({
  name: 'encounters',
  theme: 'encounter',
  short: { en: 'Meetings across classes', zh: '与不同阶层者的交往' },
  title: { en: 'Meetings with people unlike oneself', zh: '与不同阶层者的交往' },
  explains: {
    en: 'How often a visit to a park, street, market or library is a good meeting with somebody of another income or registration: 0 never, 1 always.',
    zh: '去公园、街市、菜场、文化站时，与收入或户籍不同的人有所交往的程度：0 为从不，1 为每次。',
  },
  unit: '0–1',
  axis: [0, 0.6],
  halfRange: 0.05,
  better: 'higher',
  formula: 'mean over visits of (1 − share of one’s own class there)·quality of contact·(1 − crowd)',
  source: 'model §3.18; Allport 1954; Pettigrew & Tropp 2006',
  caveat: {
    en: 'To be in one place is not yet to speak. Counted every third month.',
    zh: '同在一处不等于交谈。每三个月计算一次。',
  },
  groups: GROUPS_OF_ANY_TENURE,
  zonal: false,
  of({ economy }, _, cells) {
    let met = 0
    let all = 0
    for (let c = 0; c < CLASSES; c++) {
      if ((cells & CELLS_OF_CLASS[c]!) === 0) continue
      met += economy.goingOut[c]! * economy.encounters[c]!
      all += economy.goingOut[c]!
    }
    return shareOf(met, all)
  },
})
