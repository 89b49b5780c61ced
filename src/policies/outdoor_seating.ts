import { moves } from './policy.ts'

export const outdoorSeating = moves('outdoor_seating', {
  theme: 'difference',
  kind: 'rule',
  title: { en: 'Chairs on the pavement', zh: '路边座椅与茶座' },
  short: { en: 'Chairs outside', zh: '路边座椅与茶座' },
  summary: {
    en: 'Shops may put chairs and tea tables outside. People stay and talk, shops earn and rents rise a little; the pavement gets narrower, which stalls and passers-by feel.',
    zh: '店铺可在门外摆椅子和茶桌。人们坐下来聊天，店铺多赚，店租略涨；人行道变窄，摊贩和行人受挤。',
  },
  source: 'Gehl 1987; Whyte 1980; model §2.3 F9',
  words: {
    share: { en: 'share of shop fronts with seats', zh: '摆座椅的店面比例' },
  },
  cost: {
    en: 'Fees bring 120 yuan a square metre and year.',
    zh: '每平方米每年收费 120 元。',
  },
  bill: () => 0,
})
