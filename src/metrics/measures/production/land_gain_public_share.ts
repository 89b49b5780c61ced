import { landValueCapture } from '../../calculators/housing/land-value-capture.ts'
import { single } from '../../define.ts'

/** Below this share of all gains and losses taken together their sum is too near to 0 to be shared out: at a tenth, shares of 4 were seen. */
const LEFT_OF_GAINS = 0.25

export const landGainPublicShare = single({
  name: 'land_gain_public_share',
  theme: 'production',
  short: { en: 'Shared gain in land value', zh: '土地增值的共享部分' },
  title: { en: 'Residents’ and public share of land gains', zh: '土地增值归居民和公共的份额' },
  explains: {
    en: 'Of the rise in land and home values since the start, the share that went to residents and the public purse.',
    zh: '自起始以来土地和住房的增值中，归居民和公共财政的份额。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.2,
  better: 'higher',
  range: 'any share, above 1 or below 0 where others lose',
  formula:
    '(residents + government)/(residents + landlords + developers + government) since tick 0, each month at its Ī: gains of owner-occupied homes and of landlords’ stock with compensation, developers’ sales less land, construction and finance, land receipts less costs and deal tax; undefined while the sum is below a quarter of all gains and losses taken together',
  source: 'land-value-capture; model §2.9; Alterman 2012; Smolka 2013',
  caveat: {
    en: 'Undefined while losses eat up most of the gains; above 1 where landlords or developers lose.',
    zh: '亏损抵消大部分增值时无定义；房东或开发商亏损时会超过 1。',
  },
  missing: {
    en: 'No value: together, land and homes gained nothing, or losses ate up most of what was gained.',
    zh: '无数值：土地和住房总体上没有增值，或亏损抵消了大部分增值。',
  },
  headline: true,
  lumpy: true,
  compute(city) {
    const { landGain, landHeld } = city.economy
    if (!(landHeld[0]! + landHeld[1]! > 0)) return null
    const [residents, landlords, developers, government] = landGain as unknown as [number, number, number, number]
    const captured = landValueCapture({ residents, landlords, developers, government })
    const moved = Math.abs(residents) + Math.abs(landlords) + Math.abs(developers) + Math.abs(government)
    return captured !== null && captured.total > LEFT_OF_GAINS * moved
      ? captured.shares.residents! + captured.shares.government!
      : null
  },
})
