import { moves } from './policy.ts'

export const feedback = moves('feedback', {
  theme: 'mechanism',
  kind: 'rule',
  title: { en: 'Listen and adjust', zh: '反馈与再调整' },
  summary: {
    en: 'Indicators are held against goals, and each gap shifts a lever a little. It corrects course; steered too hard on a slow city it overshoots, and a goal missed for a year costs trust.',
    zh: '以指标对照目标，差距使相应政策略作调整。它能纠偏；但城市反应慢，用力过猛会过头，目标落空一年则失去信任。',
  },
  source: 'Åström & Murray 2008 on integral control with delay; Forrester 1969; model §2.7 M3',
  words: {
    gain: { en: 'how strongly a gap moves its lever', zh: '差距对政策的影响强度' },
    every: { en: 'months between adjustments', zh: '调整间隔月数' },
  },
  targets: true,
  cost: {
    en: '2 yuan a household and year, and what the steered levers cost.',
    zh: '每户每年 2 元，另加所调政策的费用。',
  },
  bill: ({ households }, { gain }) => (gain ? 2 * households : 0),
})
