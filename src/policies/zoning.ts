import { moves } from './policy.ts'

export const zoning = moves('zoning', {
  theme: 'production',
  kind: 'rule',
  title: { en: 'Mix homes and shops', zh: '功能混合' },
  summary: {
    en: 'How much of the ground floor of new estates is shops. More of it puts daily needs at the door and people in the street; it leaves less floor for homes and more noise.',
    zh: '新建住区底层商铺的比例。越高，日常所需越近、街上人越多；住宅面积减少，也更吵。',
  },
  source: 'Jacobs 1961; model §2.1 P6',
  words: { mix: { en: 'mix of uses on ground floors: 0 none, 1 full', zh: '底层用途混合程度：0 为无，1 为充分' } },
  cost: {
    en: 'Administration of 2 yuan a household and year; land revenue forgone.',
    zh: '每户每年 2 元行政费；放弃部分土地收入。',
  },
})
