/** Who has a voice, and what comes of it: participation, trust, the sense of gain. */
import type { City } from '../../city/city.ts'
import { safetyAt, zoneTrust } from '../../city/participation.ts'
import { participationGini as giniOfActs } from '../calculators/justice/participation-gini.ts'
import { family, householdMean, single } from '../define.ts'
import { CELL_BITS, CELLS, EVERYBODY } from '../groups.ts'
import { countOfYear } from '../money.ts'
import { byBuilding, groupByBuilding, meanAtHome, once, SHARE_STEPS, type Snapshot, snapshotOf } from '../snapshot.ts'

const sumOf = (ring: ArrayLike<number>): number => {
  let sum = 0
  for (let m = 0; m < 12; m++) sum += ring[m]!
  return sum
}

/** Share of two rings over the last 12 months; null where there is nothing to divide by. */
const ratioOfYear = (part: ArrayLike<number>, whole: ArrayLike<number>): number | null => {
  const all = sumOf(whole)
  return all > 0 ? sumOf(part) / all : null
}

const NO_VOTE = {
  en: 'No value: nobody was asked to vote in the last 12 months.',
  zh: '无数值：过去 12 个月没有举行表决。',
}

/** One more than a household can be counted to have taken part in a year. */
const MOST_ACTS = 256

/** Households by how often they took part, and by cell. */
const actsOf = ({ households: { voiceAsked } }: City, s: Snapshot): Int32Array =>
  once(s, 'acts', () => {
    const acts = new Int32Array(MOST_ACTS << CELL_BITS)
    for (let h = 0; h < s.rows; h++) acts[(voiceAsked[h]! << CELL_BITS) | s.cell[h]!]!++
    return acts
  })

export const participationGini = family({
  name: 'participation_gini',
  theme: 'power',
  title: { en: 'Inequality of voice', zh: '参与不平等' },
  explains: {
    en: 'How unequally households take part in votes and requests: 0 if all do alike, near 1 if a few do all the speaking.',
    zh: '各户参与表决与诉求的不平等程度：人人相同为 0，少数人包办一切则接近 1。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'lower',
  formula: 'Gini index of votes cast and requests made since January by household, zeros included',
  source: 'participation-gini; Verba, Schlozman & Brady 1995',
  caveat: {
    en: 'It counts presence, not influence; where few are ever asked it is near 1 whatever the rules. Counts begin anew each January: compare Decembers.',
    zh: '它统计的是到场而不是影响力；很少征求意见时总接近 1。计数每年一月重新开始，应比较年末数值。',
  },
  missing: {
    en: 'No value: nobody has taken part since January.',
    zh: '无数值：今年以来无人参与。',
  },
  headline: true,
  groups: ['owner', 'tenant', 'migrant', 'local'],
  of(city, s, cells) {
    const acts = actsOf(city, s)
    const values: number[] = []
    const weights: number[] = []
    for (let count = 0; count < MOST_ACTS; count++) {
      let n = 0
      for (let c = 0; c < CELLS; c++) if ((cells >>> c) & 1) n += acts[(count << CELL_BITS) | c]!
      if (n === 0) continue
      values.push(count)
      weights.push(n)
    }
    return values.some(v => v > 0) ? giniOfActs(values, weights) : null
  },
})

export const turnout = single({
  name: 'turnout',
  theme: 'power',
  title: { en: 'Turnout', zh: '投票参与率' },
  explains: { en: 'Of 100 households asked to vote, how many did.', zh: '每一百户有权投票的家庭中，有多少户投了票。' },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula: 'votes cast/households with a vote, over all votes held in the last 12 months',
  source: 'model §2.9; Verba, Schlozman & Brady 1995',
  caveat: {
    en: 'Those without papers have no vote and are not in it, unless they are recognised.',
    zh: '没有户籍又未被承认的家庭无投票权，不计在内。',
  },
  missing: NO_VOTE,
  compute: ({ civics }) => ratioOfYear(civics.votes, civics.called),
})

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
    const cast = ratioOfYear(civics.votesWeak, civics.votes)
    const affected = ratioOfYear(civics.calledWeak, civics.affected)
    return cast === null || affected === null || affected === 0 ? null : 1 - cast / affected
  },
})

export const recognisedShare = single({
  name: 'recognised_share',
  theme: 'power',
  short: { en: 'Wishes of the weak met', zh: '弱势者诉求的通过率' },
  title: { en: 'Wishes of the weak that were carried', zh: '弱势者诉求的通过率' },
  explains: {
    en: 'Of proposals that most of the poor, or most newcomers, wanted, the share that was carried.',
    zh: '穷人或外来者多数赞成的提案中，获得通过的比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.2,
  better: 'higher',
  formula:
    'proposals wanted by a majority of the lower two fifths or of the unregistered that were carried/all such, last 12 months',
  source: 'model §2.9; Honneth 1995',
  caveat: { en: 'Carried is not built: money decides that.', zh: '通过不等于建成，还要看有没有钱。' },
  missing: {
    en: 'No value: no vote was held in the last 12 months on anything that they wanted.',
    zh: '无数值：过去 12 个月没有就他们的诉求举行表决。',
  },
  compute: ({ civics }) => ratioOfYear(civics.recognised, civics.wanted),
})

export const conflicts = single({
  name: 'conflicts',
  theme: 'power',
  title: { en: 'Conflicts', zh: '冲突' },
  explains: {
    en: 'Projects a year that were forced on most of the people whose homes they took, and were held up.',
    zh: '每年违背多数被拆迁者意愿强行推进、因而停滞的项目数。',
  },
  unit: 'count/yr',
  better: 'lower',
  formula:
    'projects without a hearing that over half of at least 20 households with much at stake oppose, last 12 months',
  source: 'model §2.9; Hsing 2010',
  caveat: {
    en: 'Rare and large: a small city may see none for years. No conflict may mean that nobody could object.',
    zh: '少而大：小城市可能多年没有。没有冲突也可能是无人能够反对。',
  },
  lumpy: true,
  compute: city => countOfYear(city, city.civics.conflicts),
})

export const projectDelay = single({
  name: 'project_delay',
  theme: 'production',
  title: { en: 'Months to start', zh: '开工前月数' },
  explains: {
    en: 'Months from the proposal of a project to the bare site, or to its end if it was given up.',
    zh: '项目从提出到净地（或放弃）所需的月数。',
  },
  unit: 'months',
  axis: [0, 24],
  halfRange: 4,
  better: 'lower',
  range: '0 and above',
  formula: 'mean months from proposal to site or drop, of projects that came so far in the last 12 months',
  source: 'model §2.9',
  caveat: {
    en: 'Few projects: it jumps from year to year. Slow may be fair.',
    zh: '项目少，年际波动大。慢也可能是公平。',
  },
  missing: {
    en: 'No value: no project started or was dropped in the last 12 months.',
    zh: '无数值：过去 12 个月没有项目开工或放弃。',
  },
  lumpy: true,
  compute: ({ civics }) => ratioOfYear(civics.delay, civics.decided),
})

export const requestsAnswered = single({
  name: 'requests_answered',
  theme: 'mechanism',
  title: { en: 'Requests answered', zh: '诉求答复率' },
  explains: {
    en: 'Of residents’ requests to their council, the share answered within half a year.',
    zh: '居民向居委会提出的诉求中，半年内得到答复的比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.2,
  better: 'higher',
  formula: 'requests answered/(answered + lapsed after 6 months), last 12 months',
  source: 'model §2.9; O’Brien 2018, The Urban Commons',
  caveat: { en: 'Those who never ask are not in it.', zh: '从不提诉求的人不在其中。' },
  missing: {
    en: 'No value: no request was answered or lapsed in the last 12 months.',
    zh: '无数值：过去 12 个月没有诉求办结或失效。',
  },
  compute({ civics }) {
    const answered = sumOf(civics.answered)
    const all = answered + sumOf(civics.lapsed)
    return all > 0 ? answered / all : null
  },
})

export const volunteers = single({
  name: 'volunteers',
  theme: 'mechanism',
  title: { en: 'Volunteers', zh: '志愿者' },
  explains: { en: 'Of 100 households, how many volunteer within a year.', zh: '每一百户一年中有多少户参加志愿服务。' },
  unit: 'count',
  axis: [0, 40],
  halfRange: 5,
  better: 'higher',
  range: '0 to 100',
  formula: 'mean of zones’ volunteers per 100 households, weighted by households',
  source: 'model §2.9, §3.19; Putnam 2000',
  caveat: {
    en: 'What volunteers do, the city need not: it can be a saving on others’ time.',
    zh: '志愿者做了，政府就可以不做：也可能是用他人的时间省钱。',
  },
  compute(city, rules) {
    const { zones, parcels } = city
    const here = byBuilding(city, p => zones.volunteers[parcels.zone[p]!]!)
    return meanAtHome(city, snapshotOf(city, rules), 'household', EVERYBODY, here)
  },
})

const trustWords = {
  theme: 'power',
  title: { en: 'Trust', zh: '信任' },
  explains: {
    en: 'Trust of households in their neighbours and the government, from 0 to 1.',
    zh: '居民对邻里和政府的信任，0 至 1。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula: 'mean trust of households',
  source: 'model §3.20; Tyler 1990; Putnam 2000',
  caveat: {
    en: 'A scale of the model, not a survey: read its differences, not its level.',
    zh: '这是模型的尺度而非调查：看差异，不看水平。',
  },
} as const

export const trustMean = householdMean({
  ...trustWords,
  name: 'trust_mean',
  groups: [],
  column: 'trust',
  value: ({ households }) => households.trust,
})

export const trust = householdMean({
  ...trustWords,
  name: 'trust',
  whole: false,
  listed: ['low', 'migrant'],
  column: 'trust',
  value: ({ households }) => households.trust,
})

const gainWords = {
  theme: 'mechanism',
  title: { en: 'Sense of gain', zh: '获得感' },
  explains: {
    en: 'Whether households feel that life has been getting better, from 0 to 1; a half is as before.',
    zh: '居民是否觉得生活在变好，0 至 1，0.5 为与从前一样。',
  },
  unit: '0–1',
  axis: [0.4, 0.6],
  halfRange: 0.02,
  better: 'higher',
  formula:
    'mean of a memory of yearly changes in money after housing, access, security, voice, encounters and environment, losses × 1.5',
  source: 'model §3.20; Tversky & Kahneman 1991',
  caveat: {
    en: 'Changes are measured against how much everybody’s life changed that year: what lifts all alike shows little.',
    zh: '变化以当年众人变化的幅度衡量：人人同升时显现较少。',
  },
} as const

export const gainMean = householdMean({
  ...gainWords,
  name: 'gain_mean',
  groups: [],
  column: 'gain',
  value: ({ households }) => households.gain,
})

export const gain = householdMean({
  ...gainWords,
  name: 'gain',
  whole: false,
  listed: ['low'],
  column: 'gain',
  value: ({ households }) => households.gain,
})

export const safetyMean = single({
  name: 'safety_mean',
  theme: 'mechanism',
  title: { en: 'Sense of safety', zh: '安全感' },
  explains: {
    en: 'How safe people feel at home, from 0 to 1: by the street outside, trust around, and a wall.',
    zh: '居家的安全感，0 至 1：取决于门前街道、周围的信任，以及围墙。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.05,
  better: 'higher',
  formula: '0.4·street quality + 0.4·mean trust of the zone + 0.2·[in a walled estate], mean of households with a home',
  source: 'model §3.20; Jacobs 1961; Newman 1972',
  caveat: {
    en: 'Walls raise it for those inside alone; a city of walls can score well.',
    zh: '围墙只让里面的人更安心；满是围墙的城市也可能得分高。',
  },
  compute(city, rules) {
    const residents = groupByBuilding(city, snapshotOf(city, rules), 'household', EVERYBODY)
    const trustOfZones = zoneTrust(city)
    let sum = 0
    let count = 0
    for (let b = 0; b < residents.length; b++) {
      if (residents[b] === 0) continue
      sum += residents[b]! * Math.floor(safetyAt(city, trustOfZones, b) * SHARE_STEPS + 0.5)
      count += residents[b]!
    }
    return count > 0 ? sum / SHARE_STEPS / count : null
  },
})
