/** What may be said of one measure's difference, in words and marks: the terminal table and the report say the same. */
import type { Words } from '../lib/declare.ts'
import type { MeasureComparison } from './comparison.ts'
import { type ChangeText, formatChange, unitHead } from './format.ts'
import { fill, inBoth } from './report/html.ts'
import { words } from './report/words.ts'
import { justSign, signCounts } from './statistics.ts'

export interface Reading {
  /** more or less just, an effect without a just direction, or nothing resolved */
  tone: 'more' | 'less' | 'plain' | 'unresolved'
  /** ▸ more just, ◂ less just, ▴ ▾ up and down where neither is more just, ≈ unresolved */
  arrow: '▸' | '◂' | '▴' | '▾' | '≈'
  /** one word or two: more just, less just, … */
  word: Words
  /** sign of a difference that is more just; 1 where neither is, so that up lies to the right */
  sign: 1 | -1
  change: { en: ChangeText; zh: ChangeText }
  /** the sentence under the number */
  sentence: Words
}

/** The eleven measures fixed beforehand as headlines, in the order of the themes. */
export const headlineMeasures: readonly string[] = [
  'land_gain_public_share',
  'rent_burden_over_30',
  'access_floor',
  'access_ratio_migrant',
  'displacement_rate',
  'participation_gini',
  'segregation_walk',
  'green_300m',
  'below_sufficiency',
  'income_after_housing_ede',
  'deprivation_clustering',
]

/** Those of the measures that are headlines, in their order; all, if none of them is here. */
export function headlinesOf(measures: readonly MeasureComparison[], names = headlineMeasures): MeasureComparison[] {
  const found = names.flatMap(name => measures.find(m => m.name === name) ?? [])
  return found.length > 0 ? found : [...measures]
}

/** What other parameters that fit as well would say; null where none were run. */
export function membersSentence({ parameters, unit }: Pick<MeasureComparison, 'parameters' | 'unit'>): Words | null {
  if (parameters === undefined) return null
  const { range90, members: n, same_sign: k } = parameters
  const ends = (at: 0 | 1): Words =>
    inBoth(language => formatChange(range90[at], range90, null, unitHead(unit), language).difference)
  return fill('members', { n, k, low: ends(0), high: ends(1) })
}

/** How many runs a mean is of, where some have no value; null where all have, or none. */
export function pairsSentence({ differences }: Pick<MeasureComparison, 'differences'>): Words | null {
  const k = differences.filter(d => d !== null).length
  return k === 0 || k === differences.length ? null : fill('pairs', { k, n: differences.length })
}

function sentenceOf(m: MeasureComparison, sign: -1 | 0 | 1, change: Reading['change']): Words {
  const counts = signCounts(m.differences, sign)
  const part = (key: 'band'): Words => ({ en: change.en[key], zh: change.zh[key] })
  if (m.verdict === 'undefined') return words.noValue
  if (m.ci95 === null || m.placebo_band === null) return words.single
  if (m.verdict === 'unresolved') return fill('unresolved', { n: counts.runs })
  if (m.verdict === 'effect') {
    const word = toneWord(m, sign)
    const runs = fill('inRuns', { k: sameWay(m), n: counts.runs })
    const beyond = fill('beyond', { band: part('band') })
    return {
      en: `${word.en.charAt(0).toUpperCase()}${word.en.slice(1)} in ${runs.en}, ${beyond.en}.`,
      zh: `${runs.zh}${word.zh}，${beyond.zh}。`,
    }
  }
  const holdsZero = m.ci95[0] <= 0 && m.ci95[1] >= 0
  return holdsZero ? words.close : fill('chance', { band: part('band') })
}

/** Replications whose difference has the sign of the mean. */
const sameWay = (m: MeasureComparison): number => signCounts(m.differences, (m.difference ?? 0) < 0 ? -1 : 1).better

function toneWord(m: MeasureComparison, sign: -1 | 0 | 1): Words {
  const up = (m.difference ?? 0) > 0
  if (sign === 0) return up ? words.higher : words.lower
  return up === sign > 0 ? words.moreJust : words.lessJust
}

/** Reads a measure: nothing but an effect has a direction. */
export function readingOf(m: MeasureComparison): Reading {
  const sign = justSign(m.better, m.baseline, m.policy)
  const change = {
    en: formatChange(m.difference, m.ci95, m.placebo_band, unitHead(m.unit), 'en'),
    zh: formatChange(m.difference, m.ci95, m.placebo_band, unitHead(m.unit), 'zh'),
  }
  const base = { sign: sign || 1, change, sentence: sentenceOf(m, sign, change) } as const
  if (m.verdict !== 'effect') return { ...base, tone: 'unresolved', arrow: '≈', word: verdictWords[m.verdict] }
  const up = (m.difference ?? 0) > 0
  if (sign === 0) return { ...base, tone: 'plain', arrow: up ? '▴' : '▾', word: up ? words.goesUp : words.goesDown }
  const more = up === sign > 0
  return { ...base, tone: more ? 'more' : 'less', arrow: more ? '▸' : '◂', word: toneWord(m, sign) }
}

const verdictWords: Record<'no effect seen' | 'unresolved' | 'undefined', Words> = {
  'no effect seen': { en: 'no effect seen', zh: '未见效应' },
  unresolved: { en: 'unresolved', zh: '尚无定论' },
  undefined: { en: 'undefined', zh: '无数值' },
}
