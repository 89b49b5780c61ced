import { moves } from './policy.ts'

export const growthAxes = moves('growth_axes', {
  theme: 'production',
  kind: 'stock',
  title: { en: 'Steer growth along axes', zh: '轴向发展' },
  short: { en: 'Growth along axes', zh: '轴向发展' },
  summary: {
    en: 'New homes are led to axes that run out from the centre, where the plan allows more floor. Growth gathers there and land gets dearer; who works elsewhere travels longer.',
    zh: '引导新建住房沿放射轴线集中，轴线上允许更高容积率。增长向轴线聚集，地价更高；在别处工作的人通勤更长。',
  },
  source: 'Finger plan of Copenhagen 1947; axes in Chinese regional plans; model §2.1 P4',
  words: {
    strength: {
      en: 'how strongly sites on an axis are preferred, and floor allowed there',
      zh: '轴线地块的优先程度与容积率奖励',
    },
    count: { en: 'axes', zh: '轴线数' },
  },
  cost: {
    en: 'Administration of 2 yuan a household and year.',
    zh: '每户每年 2 元行政费。',
  },
})
