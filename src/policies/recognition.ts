import { moves } from './policy.ts'

export const recognition = moves('recognition', {
  theme: 'power',
  kind: 'stock',
  title: { en: 'Newcomers count', zh: '承认外来人口' },
  summary: {
    en: 'Unregistered households become residents after so many years: they vote, may queue for public homes, and their children are seated like others. They trust the city more and make use of it: queues and schools fill.',
    zh: '外来家庭居住满若干年即成为居民：可投票、可轮候公租房，子女同等入学。他们更信任城市，也使用城市：轮候与学校更挤。',
  },
  source: 'Fraser 2000; Honneth 1995; residence-permit rules of 2015; model §2.4 W8',
  words: {
    years: {
      en: 'years of residence after which a household is recognised; off = never',
      zh: '居住满几年即被承认；off 为不承认',
    },
  },
  cost: { en: '1,200 yuan a recognised household and year.', zh: '每户被承认家庭每年 1200 元。' },
  bill: ({ recognised }) => 1200 * recognised,
})
