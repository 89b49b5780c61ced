/**
 * Numbers as people read them, by unit and language. The same bytes in every engine: no locale services.
 *
 * The report's page calls these functions too: their text goes into it, so they use nothing but each other.
 */

export type Language = 'en' | 'zh'

/** How numbers of a unit are written: shown = value × factor, between prefix and suffix. */
export interface Scale {
  factor: number
  prefix: string
  suffix: string
}

/** Digits in threes, with a real minus; `signed` puts a plus before what is above 0. */
export function grouped(value: number, decimals: number, signed: boolean): string {
  const text = Math.abs(value).toFixed(decimals)
  const dot = text.indexOf('.')
  const whole = (dot < 0 ? text : text.slice(0, dot)).replace(/\B(?=(\d{3})+$)/g, ',')
  const sign = Number(text) === 0 ? '' : value < 0 ? '−' : signed ? '+' : ''
  return sign + whole + (dot < 0 ? '' : text.slice(dot))
}

/** Decimals that leave `digits` significant digits of a number of this size, from 0 to 5. */
export function decimalsFor(size: number, digits: number): number {
  let decimals = digits - 1
  for (let s = Math.abs(size); s >= 10 && decimals > 0; s /= 10) decimals--
  for (let s = Math.abs(size); s > 0 && s < 1 && decimals < 5; s *= 10) decimals++
  return decimals
}

/**
 * The scale of a unit for numbers up to `size`.
 * @param change  a difference of two values: shares differ by points, not by per cent
 * @example unitScale('share', 0.3, 'en', false) // => { factor: 100, prefix: '', suffix: '\u00a0%' }
 */
export function unitScale(unit: string, size: number, language: 'en' | 'zh', change: boolean): Scale {
  const zh = language === 'zh'
  const [, head = '', per = ''] = /^([^/]*)(.*)$/.exec(unit) ?? []
  const perWords: Record<string, [string, string]> = {
    '/yr': [' a year', '/年'],
    '/year': [' a year', '/年'],
    '/month': [' a month', '/月'],
    '/m²/month': ['/m²/month', '/平方米/月'],
    '/m²': ['/m²', '/平方米'],
  }
  const tail = perWords[per]?.[zh ? 1 : 0] ?? per
  if (head === 'share' || ((head === '' || head === '1') && per !== '')) {
    if (change) return { factor: 100, prefix: '', suffix: (zh ? '个百分点' : '\u00a0pts') + tail }
    return { factor: 100, prefix: '', suffix: (zh ? '%' : '\u00a0%') + tail }
  }
  if (head === 'yuan') {
    if (zh) {
      const big = size >= 1e8 ? 1e8 : size >= 1e5 ? 1e4 : 1
      return { factor: 1 / big, prefix: '', suffix: (big === 1e8 ? '亿元' : big === 1e4 ? '万元' : '元') + tail }
    }
    const big = size >= 1e9 ? 1e9 : size >= 1e5 ? 1e6 : 1
    return {
      factor: 1 / big,
      prefix: '¥\u00a0',
      suffix: (big === 1e9 ? '\u00a0bn' : big === 1e6 ? '\u00a0m' : '') + tail,
    }
  }
  const names: Record<string, [string, string]> = {
    '': ['', ''],
    n: ['', ''],
    count: ['', ''],
    number: ['', ''],
    index: ['', ''],
    ratio: ['', ''],
    '0–1': ['', ''],
    '0-1': ['', ''],
    m: ['\u00a0m', '米'],
    min: ['\u00a0min', '分钟'],
    minutes: ['\u00a0min', '分钟'],
    months: ['\u00a0months', '个月'],
    metres: ['\u00a0m', '米'],
    households: ['\u00a0households', '户'],
    homes: ['\u00a0homes', '套'],
  }
  const name = names[head]
  return { factor: 1, prefix: '', suffix: (name ? name[zh ? 1 : 0] : `\u00a0${head}`) + tail }
}

/**
 * A unit without its “per”: numbers stay short where the “per” stands beside the measure's name.
 * @example unitHead('/yr') // => 'share'
 */
export const unitHead = (unit: string): string => {
  const head = /^[^/]*/.exec(unit)![0]
  return (head === '' || head === '1') && unit.includes('/') ? 'share' : head
}

/** A unit in words, as it stands apart from numbers: '¥/m²/month', '元/平方米/月'. */
export function unitIn(unit: string, language: Language): string {
  const { prefix, suffix } = unitScale(unit, 0, language, false)
  return (prefix.trim() + suffix).trim()
}

/** The “per” of a unit in words: 'a year', '每年'; empty if there is none. */
export const unitPer = (unit: string, language: Language): string =>
  unitScale(unit, 0, language, false)
    .suffix.slice(unitScale(unitHead(unit), 0, language, false).suffix.length)
    .trim()
    .replace(/^\//, language === 'zh' ? '每' : '/')

/** One number on a scale. The sign stands before the currency: −¥ 60. */
export function onScale(value: number, scale: Scale, decimals: number, signed: boolean): string {
  const text = grouped(value * scale.factor, decimals, signed)
  const sign = /^[−+]/.test(text) ? text[0] : ''
  return sign + scale.prefix + text.slice(sign.length) + scale.suffix
}

/**
 * A level in its unit.
 * @param bare  without the unit's word, for narrow columns whose head names it
 * @example formatValue(0.312, 'share', 'en') // => '31.2\u00a0%'
 */
export function formatValue(value: number | null, unit: string, language: 'en' | 'zh', bare = false): string {
  if (value === null) return '–'
  const named = unitScale(unit, Math.abs(value), language, false)
  const scale = bare ? { ...named, suffix: '' } : named
  const size = Math.abs(value * scale.factor)
  // an index from 0 to 1 says no more beyond its third decimal, and its column is narrow
  const most = unit === '0–1' ? 3 : 5
  return onScale(value, scale, Math.min(most, decimalsFor(size, scale.factor === 100 && size < 10 ? 2 : 3)), false)
}

/** A difference, its interval and its band with the same decimals, two significant digits of the interval's half-width. */
export interface ChangeText {
  difference: string
  low: string
  high: string
  /** half-width of the placebo band, with ± */
  band: string
  /** short forms without the unit, for narrow columns */
  bare: { difference: string; low: string; high: string; band: string }
}

/**
 * A difference as people read it.
 * @example formatChange(-0.05, [-0.061, -0.039], [-0.008, 0.008], 'share', 'en').low // => '−6.1\u00a0pts'
 */
export function formatChange(
  difference: number | null,
  interval: readonly [number, number] | null,
  band: readonly [number, number] | null,
  unit: string,
  language: 'en' | 'zh',
): ChangeText {
  const ends = [difference ?? 0, ...(interval ?? []), ...(band ?? [])]
  const scale = unitScale(unit, Math.max(...ends.map(Math.abs)), language, true)
  const half = interval === null ? Math.abs(difference ?? 0) : (interval[1] - interval[0]) / 2
  const decimals = decimalsFor((half || Math.abs(difference ?? 0)) * scale.factor, 2)
  const bareScale = { ...scale, prefix: '', suffix: '' }
  const put = (value: number | null | undefined, on: Scale): string =>
    value === null || value === undefined ? '–' : onScale(value, on, decimals, true)
  const putBand = (on: Scale): string => (band === null ? '–' : `±${onScale(band[1], on, decimals, false)}`)
  return {
    difference: put(difference, scale),
    low: put(interval?.[0], scale),
    high: put(interval?.[1], scale),
    band: putBand(scale),
    bare: {
      difference: put(difference, bareScale),
      low: put(interval?.[0], bareScale),
      high: put(interval?.[1], bareScale),
      band: putBand(bareScale),
    },
  }
}

/** What the report's page needs of this file, as JavaScript. */
export const formatSource = (): string =>
  [grouped, decimalsFor, unitScale, onScale, formatValue, formatChange].map(String).join('\n')
