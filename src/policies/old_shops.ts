import { moves } from './policy.ts'

export const oldShops = moves('old_shops', {
  theme: 'distribution',
  kind: 'rule',
  title: { en: 'Shelter for old shops', zh: '保护老字号' },
  summary: {
    en: "Rents of time-honoured shops are held at what neighbours' custom bears; the city pays the owner the difference. The shops stay; the street is worth less to its owners and costs the treasury.",
    zh: '老字号的租金按街坊生意能承受的水平封顶，差额由财政补给业主。老店留下；财政要出钱。',
  },
  source: 'Legacy business programmes, San Francisco 2015; model §2.2 D14',
  words: {
    rent_shelter: { en: 'strength of the shelter', zh: '保护力度' },
  },
  cost: {
    en: 'The rent sheltered.',
    zh: '补贴的租金差额。',
  },
  bill: () => 0,
})
