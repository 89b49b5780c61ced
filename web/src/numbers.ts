/** Numbers of levers and measures as people read them, by what their declarations say. */
import type { Lever, NumberLever } from '../../src/city/levers.ts'
import type { Words } from '../../src/lib/declare.ts'
import { optionWords } from '../../src/policies/options.ts'
import type { SettingValue } from '../../src/policies/policy.ts'
import { decimalsFor, formatValue, grouped, type Language, unitHead, unitPer } from '../../src/results/format.ts'

/** Levers that are said as per cent. */
const isShare = (unit: string): boolean => /^(share|of )/.test(unit)

/** A switch: nothing but no and yes. */
export const isSwitch = (lever: Lever): boolean => lever.kind === 'integer' && lever.min === 0 && lever.max === 1

/** Words of a setting; what the numbers of a switch mean is said by the switch itself. */
export const settingWords = ({ en, zh }: Words): Words => ({
  en: en.replace(/: 0 no, 1 yes$/, ''),
  zh: zh.replace(/：0 否，1 是$/, ''),
})

/** A round step of about a fiftieth of the range; whole levers go one by one, or in about fifty steps. */
export function stepOf({ kind, min, max }: NumberLever): number {
  const raw = (max - min) / 50
  let power = 1
  while (power > raw) power /= 10
  while (power * 10 <= raw) power *= 10
  const step = [1, 2, 5, 10].map(n => n * power).find(s => s >= raw * 0.999) ?? power
  return kind === 'integer' ? Math.max(1, Math.round(step)) : Number(step.toPrecision(3))
}

/** Where the slider stands when a lever rests: levers that can be off rest at the end that binds least. */
export const restPlace = (lever: NumberLever): number => lever.rest ?? lever.loosest ?? lever.max

/** The value of a lever at a place of its slider: on steps from rest, off at the loose end of those that can be off. */
export function valueAt(lever: NumberLever, place: number): number | null {
  const step = stepOf(lever)
  const rest = restPlace(lever)
  const stepped = rest + Math.round((place - rest) / step) * step
  const value = Number(Math.max(lever.min, Math.min(lever.max, stepped)).toPrecision(10))
  return lever.rest === null && value === rest ? null : value
}

/** A lever's number in digits with a short unit. */
export function leverNumber(lever: NumberLever, value: number, language: Language): string {
  const step = stepOf(lever)
  const { unit } = lever
  if (isShare(unit)) {
    const decimals = Math.max(0, Math.min(2, decimalsFor(step * 100, 1)))
    return (
      grouped(value * 100, Number.isInteger(Number((value * 100).toFixed(4))) ? 0 : decimals || 1, false) +
      (language === 'zh' ? '%' : '\u202f%')
    )
  }
  const decimals = lever.kind === 'integer' ? 0 : step >= 1 ? 0 : Math.min(3, decimalsFor(step, 1))
  // the unit of a rate may be told by many digits: zeros at the end say nothing
  const digits = grouped(value, decimals, false)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
  if (/^yuan/.test(unit)) return language === 'zh' ? `${digits}元` : `¥\u202f${digits}`
  if (/^months?\b/.test(unit)) return language === 'zh' ? `${digits}个月` : `${digits}\u202fmo`
  if (/^years?\b/.test(unit)) return language === 'zh' ? `${digits}年` : `${digits}\u202fy`
  if (/^hectares?\b|^ha\b/.test(unit)) return language === 'zh' ? `${digits}公顷` : `${digits}\u202fha`
  if (/^minutes?\b/.test(unit)) return language === 'zh' ? `${digits}分钟` : `${digits}\u202fmin`
  if (/^(m|metres)\b/.test(unit)) return language === 'zh' ? `${digits}米` : `${digits}\u202fm`
  return digits
}

/** A setting as it stands; `words` say off, no and yes. */
export function settingText(
  lever: Lever,
  value: SettingValue,
  language: Language,
  words: { off: string; no: string; yes: string },
): string {
  if (value === null) return words.off
  if (lever.kind === 'choice' || typeof value === 'string')
    return optionWords[String(value)]?.[language] ?? String(value)
  if (isSwitch(lever)) return value === 0 ? words.no : words.yes
  return leverNumber(lever, value, language)
}

/** A measure's value, its digits and its unit apart, so that the unit can be small. */
export function split(value: number | null, unit: string, language: Language): { digits: string; unit: string } {
  if (value === null) return { digits: '–', unit: '' }
  // indices from 0 to 1 fit their column: what is below a thousandth is noise there
  const text =
    unit === '0–1' || unit === 'ratio'
      ? grouped(value, Math.abs(value) >= 10 ? 1 : 3, false)
      : formatValue(value, unitHead(unit), language)
  const [, digits = text, tail = ''] = /^(−?(?:¥\u00a0)?[\d,.]+)(.*)$/.exec(text) ?? []
  return { digits: digits.replace('¥\u00a0', ''), unit: tail.replace('\u00a0', '') }
}

/** What the digits of a measure count, where that is no per cent: "¥ a month", "min". */
export function unitNote(unit: string, language: Language): string {
  const per = unitPer(unit, language)
  const head = unitHead(unit)
  if (head === 'yuan')
    return language === 'zh' ? `元${per && `/${per.replace(/^每/, '')}`}` : `¥${per ? ` ${per}` : ''}`
  return per
}

/** Money a year, short. */
export const money = (yuan: number, language: Language): string => formatValue(yuan, 'yuan', language)
