import { moves } from './policy.ts'

export const openWalls = moves('open_walls', {
  theme: 'distribution',
  kind: 'stock',
  title: { en: 'Take down the walls', zh: '打开围墙' },
  short: { en: 'Open gated estates', zh: '打开围墙' },
  summary: {
    en: 'Walled estates are opened, those that bar the most people first, and new gates may be banned. Walks get shorter for everybody outside; insiders lose what they paid for, and developers a premium.',
    zh: '按阻隔程度由大到小打开封闭小区，可禁止新设门禁。外部居民步行缩短；内部居民失去所购之物，开发商失去溢价。',
  },
  source: 'State Council opinion of February 2016 on open neighbourhoods; Miao 2003; model §2.2 D9',
  words: {
    share: { en: 'walled estates opened', zh: '打开的封闭小区比例' },
    compensate: { en: "share of the insiders' loss that is paid to them", zh: '对内部居民损失的补偿比例' },
    new_gates: { en: 'may new estates be walled', zh: '新建小区可否封闭' },
  },
  cost: {
    en: "400,000 yuan an estate opened, and the insiders' compensation: twelve times the monthly worth of the gate to them.",
    zh: '每打开一个小区 40 万元，另加对内部居民的补偿：围墙月价值的十二倍。',
  },
  // paid estate by estate, as each opens
  bill: () => 0,
})
