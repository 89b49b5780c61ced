import { landValueCapture } from '../../calculators/housing/land-value-capture.ts'
import { single } from '../../define.ts'

export const landGainPublicShare = single({
  name: 'land_gain_public_share',
  theme: 'production',
  short: { en: 'Shared gain in land value', zh: '土地增值的共享部分' },
  title: { en: 'Residents’ and public share of land gains', zh: '土地增值归居民和公共的份额' },
  explains: {
    en: 'Of what was gained in land and homes since the start, the share that residents and the public purse got.',
    zh: '自起始以来土地和住房增值的得益中，居民和公共财政所占的份额。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.2,
  better: 'higher',
  formula:
    'gain of residents and government together/all gains since tick 0, each month at its Ī: of these two, of landlords and of developers, each counted as 0 if it lost; gains being those of owner-occupied homes and of landlords’ stock with compensation, developers’ sales less land, construction and finance, land receipts and taxes on land and homes less costs; undefined while all together lost',
  source: 'land-value-capture; model §2.9; Alterman 2012; Smolka 2013',
  caveat: {
    en: 'It says who gains, not who loses: landlords or developers who lost count as nothing, so it can rise to 1 because they lose.',
    zh: '它说明谁得益，不说明谁亏损：亏损的房东或开发商按零计，所以他们亏损时它会上升，直到 1。',
  },
  missing: {
    en: 'No value: taken together, nothing was gained in land and homes since the start.',
    zh: '无数值：自起始以来，土地和住房总体上没有增值。',
  },
  headline: true,
  lumpy: true,
  compute(city) {
    const { landGain, landHeld } = city.economy
    if (!(landHeld[0]! + landHeld[1]! > 0)) return null
    const [residents, landlords, developers, government] = landGain as unknown as [number, number, number, number]
    const shared = residents + government
    if (!(shared + landlords + developers > 0)) return null
    // losses are not taken off others' gains: what is left of them is no whole, and shares of it passed 1 without bound
    const gained = [shared, landlords, developers].map(gain => Math.max(0, gain)) as [number, number, number]
    return landValueCapture({ shared: gained[0], landlords: gained[1], developers: gained[2] })!.shares.shared!
  },
})
