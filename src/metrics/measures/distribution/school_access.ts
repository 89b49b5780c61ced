import { householdRatio } from '../../define.ts'

export const schoolAccess = householdRatio({
  name: 'school_access',
  theme: 'distribution',
  short: { en: 'Children with a seat', zh: '有学位的学龄家庭' },
  stem: { en: 'School seats', zh: '学位' },
  title: { en: 'Children with a school seat', zh: '有学位的学龄家庭' },
  explains: {
    en: 'The share of families with children of school age who were admitted to a school.',
    zh: '有学龄子女的家庭中，子女被学校录取的比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.2,
  better: 'higher',
  formula: 'seated households of school age/households of school age',
  source: 'model §2.9, §3.14',
  caveat: {
    en: 'Seats are given in September: who came or came of age since has none yet.',
    zh: '每年九月录取，之后迁入或满学龄的家庭尚无学位。',
  },
  listed: ['low', 'migrant', 'local'],
  sum: 'seated',
  per: 'schoolAge',
})
