/** Numbers and names of the map as people read them. */
import type { Words } from '../../../src/lib/declare.ts'
import { formatValue, grouped, type Language, onScale, unitScale } from '../../../src/results/format.ts'
import type { LevelLayer } from '../../../src/results/layers.ts'

const perHomes: Words = { en: 'per 100 homes', zh: '每百套住房' }

/** A layer's unit; empty where the numbers need none. */
export function unitOf({ unit }: LevelLayer, language: Language): string {
  if (unit === 'share') return '%'
  if (unit === '0–1') return ''
  if (unit === 'per 100 homes') return perHomes[language]
  return unit === 'yuan/month'
    ? language === 'zh'
      ? '元/月'
      : '¥ a month'
    : language === 'zh'
      ? '元/平方米/月'
      : '¥/m² a month'
}

/** A cut-off of a legend, without its unit. */
export function cutText({ unit }: LevelLayer, value: number, isSigned = false): string {
  const shown = unit === 'share' ? value * 100 : value
  const decimals = unit === '0–1' ? (Math.abs(value) < 0.1 ? 2 : 1) : Number.isInteger(Number(shown.toFixed(3))) ? 0 : 1
  return grouped(shown, unit === '0–1' && Math.round(value * 100) % 10 !== 0 ? 2 : decimals, isSigned)
}

/** A value of a parcel. */
export function valueText({ unit }: LevelLayer, value: number, language: Language): string {
  if (Number.isNaN(value)) return '–'
  if (unit === 'per 100 homes') return grouped(value, value < 10 ? 1 : 0, false)
  return formatValue(value, unit, language)
}

/** A change of a parcel's value. */
export function changeText({ unit }: LevelLayer, change: number, language: Language): string {
  if (unit === 'per 100 homes') return grouped(change, 1, true)
  const scale = unitScale(unit, Math.abs(change), language, true)
  const size = Math.abs(change * scale.factor)
  return onScale(change, scale, size >= 100 ? 0 : size >= 10 || unit === 'share' ? 1 : 2, true)
}
