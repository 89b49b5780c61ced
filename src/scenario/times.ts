/** Words for time in scenarios. Tick 0 is the first month after burn-in. */
import { say, type Words } from '../lib/declare.ts'

export const MAX_YEARS = 200
export const MAX_TICKS = 12 * MAX_YEARS
/** A policy without `from` starts with year 3: two years of the city as it is come first. */
export const DEFAULT_FROM = 24

// the ranges are in the patterns, so that editors with the JSON Schema know them too
const TO_200 = '([1-9][0-9]?|1[0-9]{2}|200)'
const TO_2400 = '([1-9][0-9]{0,2}|1[0-9]{3}|2[0-3][0-9]{2}|2400)'
export const timePattern = new RegExp(`^(year +${TO_200}|month +${TO_2400})$`)
export const spanPattern = new RegExp(`^(${TO_200} +years?|${TO_2400} +months?)$`)

/**
 * The tick of a time word: `month n` is tick n − 1, `year n` tick 12·(n − 1), a whole number is itself.
 * Null if it is no time or beyond 200 years.
 * @example tickOf('year 3') // => 24
 */
export function tickOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value < MAX_TICKS ? value : null
  if (typeof value !== 'string' || !timePattern.test(value)) return null
  const [unit, digits] = value.split(/ +/)
  const n = Number(digits)
  return unit === 'year' ? 12 * (n - 1) : n - 1
}

/**
 * Months of a span: `12 months`, `2 years`, or a whole number of months. Null if it is none or beyond 200 years.
 * @example monthsOf('2 years') // => 24
 */
export function monthsOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value <= MAX_TICKS ? value : null
  if (typeof value !== 'string' || !spanPattern.test(value)) return null
  const [digits, unit] = value.split(/ +/)
  return Number(digits) * (unit!.startsWith('year') ? 12 : 1)
}

export const EXPECTED_TIME = say(
  `a time: year 1 to year ${MAX_YEARS}, month 1 to month ${MAX_TICKS}, or a tick from 0 to ${MAX_TICKS - 1}`,
  `时间：year 1到year ${MAX_YEARS}，month 1到month ${MAX_TICKS}，或0到${MAX_TICKS - 1}的步数`,
)
export const EXPECTED_SPAN = say(
  `a span such as 12 months or 2 years, or a whole number of months, up to ${MAX_YEARS} years`,
  `时长，如12 months或2 years，或月数（整数），最多${MAX_YEARS}年`,
)

/** How to write the time that was meant. */
export function timeRemedy(value: unknown): Words {
  const text = String(value).trim().toLowerCase()
  const [digits] = text.match(/[0-9]+/) ?? []
  if (/^(month|year) +0+$/.test(text))
    return text.startsWith('year')
      ? say('The first year is year 1.', '第一年写作year 1。')
      : say('The first month is month 1.', '第一个月写作month 1。')
  if (/^y/.test(text) || /year|年/.test(text)) {
    const n = Number(digits ?? 3)
    if (n >= 1 && n <= MAX_YEARS)
      return say(`For the start of the ${ordinal(n)} year write year ${n}.`, `第${n}年年初写作year ${n}。`)
  }
  if (/^m/.test(text) || /month|月/.test(text)) {
    const n = Number(digits ?? 25)
    if (n >= 1 && n <= MAX_TICKS)
      return say(`For the ${ordinal(n)} month write month ${n}.`, `第${n}个月写作month ${n}。`)
  }
  return say(
    'Write year 3, month 25, or the tick 24: all three are the same month.',
    '可写year 3、month 25，或步数24：三者是同一个月。',
  )
}

/** How to write the span that was meant. */
export function spanRemedy(value: unknown): Words {
  const [, unit, n] = String(value).match(/^(month|year)s? *([0-9]+)$/i) ?? []
  if (unit !== undefined) {
    const span = `${n} ${unit.toLowerCase()}s`
    return say(`A span is written the other way round: ${span}.`, `时长的数字写在前面：${span}。`)
  }
  return say('Write 12 months, 2 years, or 12 for months.', '可写12 months、2 years，或只写月数12。')
}

function ordinal(n: number): string {
  const teen = n % 100 > 10 && n % 100 < 14
  const ending = teen ? undefined : ['st', 'nd', 'rd'][(n % 10) - 1]
  return `${n}${ending ?? 'th'}`
}
