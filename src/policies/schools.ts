import { beyondRest, moves, stated } from './policy.ts'

const EQUAL_YEAR = 900 // yuan a household with children of school age, at full equalisation
const SEAT_YEAR = 9_000 // yuan a seat and year

export const schoolsPolicy = moves('schools', {
  theme: 'distribution',
  kind: 'rule',
  title: { en: 'Schools for all', zh: '教育均衡' },
  summary: {
    en: 'Schools get the same money wherever they stand, more seats, or open them to children without local registration. The gap between good and poor schools narrows; where seats are short, somebody else goes without.',
    zh: '各校经费拉平、增加学位，或向非户籍子女开放。好校与差校的差距缩小；学位不足处，总有人落空。',
  },
  source:
    'Compulsory Education Law 2006, balanced development; Zheng, Hu & Wang 2016 on school premiums; model §2.2 D6, D7',
  words: {
    equalise: {
      en: 'how far funding moves to the standard, and names to their mean',
      zh: '经费向标准、声誉向平均靠拢的程度',
    },
    seats_per_1000: { en: 'school seats for each 1,000 persons', zh: '每千人学位数' },
    open_to_migrants: {
      en: 'of the seats that registered children leave, open to others',
      zh: '户籍子女录取后剩余学位向其他子女开放的比例',
    },
  },
  cost: {
    en: '900 yuan a year for each household with children of school age, times equalisation; a seat beyond 44 per 1,000 costs 24,000 yuan once and 9,000 a year, as does each seat filled beyond the usual opening.',
    zh: '每户学龄家庭每年 900 元乘均衡程度；每千人 44 个以上的学位，每个一次性 2.4 万元、每年 9000 元；超出原开放比例的每个学位每年 9000 元。',
  },
  bill: ({ schoolAge, persons }, values) =>
    EQUAL_YEAR * schoolAge * stated('schools', values, 'equalise') +
    (SEAT_YEAR * persons * beyondRest('schools', values, 'seats_per_1000')) / 1000,
})
