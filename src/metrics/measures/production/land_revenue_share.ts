import { single } from '../../define.ts'
import { landReceipts, taxReceipts, yuanOfYear } from '../../money.ts'

export const landRevenueShare = single({
  name: 'land_revenue_share',
  theme: 'production',
  title: { en: 'Dependence on land sales', zh: '土地财政依赖度' },
  explains: { en: 'How much of the city’s revenue hangs on selling land.', zh: '城市财政有多大比例靠卖地。' },
  unit: 'share',
  axis: [0, 0.6],
  halfRange: 0.1,
  better: 'lower',
  formula: 'land receipts/(land receipts + taxes), last 12 months',
  source: 'model §2.9; Liu 2022: 42 % nationally in 2020',
  caveat: {
    en: 'It also falls when taxes rise, and when land merely sells badly.',
    zh: '税收上升或土地滞销时它也会下降。',
  },
  lumpy: true,
  compute(city) {
    const land = yuanOfYear(city, landReceipts)
    const all = yuanOfYear(city, [...landReceipts, ...taxReceipts])
    return land === null || all === null || all <= 0 ? null : land / all
  },
})
