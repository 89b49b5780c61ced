import { moves } from './policy.ts'

export const hearings = moves('hearings', {
  theme: 'power',
  kind: 'rule',
  title: { en: 'Ask before building', zh: '建设前听证' },
  summary: {
    en: 'Who is affected by a project is heard before it is approved: terms improve until most consent, or it is given up. Even those who lose trust the city more; everything takes longer and fewer homes are built.',
    zh: '项目批准前先听取受影响者的意见：条件逐步改善至多数同意，否则放弃。即使意见未被采纳者也更信任政府；但一切变慢，新房减少。',
  },
  source: 'Tyler 1990 on procedural justice; Land Administration Law of 2019, art. 47; model §2.4 W1',
  words: {
    required: { en: 'must projects be heard: 0 no, 1 yes', zh: '项目是否须听证：0 否，1 是' },
    months: { en: 'months until a first hearing votes', zh: '首轮听证所需月数' },
  },
  cost: { en: '60,000 yuan a hearing, and what residents win in it.', zh: '每次听证 6 万元，另加居民争得的补偿。' },
  bill: () => 0,
})
