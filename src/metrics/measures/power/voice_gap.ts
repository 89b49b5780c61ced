import { single } from '../../define.ts'
import { EVERYBODY } from '../../groups.ts'
import { NO_VOTE } from '../../measure.ts'
import { ratioOfYear, shareOf, sumOfCells, sumOfYear } from '../../year.ts'

export const voiceGap = single({
  name: 'voice_gap',
  theme: 'power',
  title: { en: 'Gap of voice', zh: '发声差距' },
  explains: {
    en: 'How far the poor, the low-skilled and newcomers fall short among votes of their share of those affected: 0 no gap, 1 no vote at all.',
    zh: '穷人、低技能者与外来者在选票中的比例低于其在受影响者中比例的程度：0 无差距，1 完全无票。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.2,
  better: 'lower',
  range: '1 and below',
  formula: '1 − (their share of votes cast/their share of households affected), last 12 months',
  source: 'model §2.9; Fraser 2000',
  caveat: { en: 'A vote is no win: they may be outvoted.', zh: '有票不等于赢：仍可能被多数否决。' },
  missing: NO_VOTE,
  compute({ civics }) {
    const cast = shareOf(sumOfYear(civics.votesWeak), sumOfCells(civics.votes, EVERYBODY, 0))
    const affected = ratioOfYear(civics.calledWeak, civics.affected)
    return cast === null || affected === null || affected === 0 ? null : 1 - cast / affected
  },
})
