import { moves } from './policy.ts'

export const platforms = moves('platforms', {
  theme: 'encounter',
  kind: 'rule',
  title: { en: 'Neighbourhood platforms', zh: '社区志愿与媒体平台' },
  short: { en: 'Local platforms', zh: '社区志愿与媒体平台' },
  summary: {
    en: 'Volunteer and community media that bring people of a neighbourhood in touch. Ties across classes grow; some talk online in place of going out.',
    zh: '社区志愿服务和社区媒体，让街坊互相认识。跨阶层的联系增多；有些人以线上聊天代替出门。',
  },
  source: 'Hampton & Wellman 2003, City & Community 2(4); model §2.5 E1',
  words: {
    budget_share: { en: 'of the justice programme', zh: '占公正项目的比例' },
  },
  cost: {
    en: 'The share of the justice programme it names; other parts get less.',
    zh: '占公正项目的相应份额，其他部分相应减少。',
  },
  bill: () => 0,
})
