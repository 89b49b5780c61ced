import { moves } from './policy.ts'

export const purchaseLimit = moves('purchase_limit', {
  theme: 'production',
  kind: 'rule',
  title: { en: 'Limit who may buy', zh: '限购' },
  summary: {
    en: 'Investors may buy only a part of what stays unsold in a new estate, and newcomers without local registration must wait before they buy. Fewer homes go to landlords, so fewer are to let.',
    zh: '投资者只能购买新盘滞销房的一部分，外来家庭须居住满年限才能买房。归房东的房子少了，可租的也少了。',
  },
  source: 'Purchase limits of Chinese cities since 2010: Sun et al. 2017, Journal of Urban Economics; model §2.1 P14',
  words: {
    homes: {
      en: 'homes an investor may hold: landlords buy 7.5 % and 2.5 % for each of a stock a year; off = no limit',
      zh: '投资者可持有套数：房东每年可购滞销房的 7.5% 另加每套 2.5%；off 为不限',
    },
    non_local_years: {
      en: 'years in the city before an unregistered household may buy',
      zh: '非户籍家庭购房前须居住的年数',
    },
  },
  cost: {
    en: 'Administration of 2 yuan a household and year.',
    zh: '每户每年 2 元行政费。',
  },
})
