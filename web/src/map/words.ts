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

/** Rows of an importer's report. */
const REPORT_ROWS: Readonly<Record<string, string>> = {
  bounds: '范围',
  buildings: '建筑',
  'storeys of homes': '住宅层数',
  'kinds of homes': '住宅类型',
  dwellings: '住房（套）',
  rents: '租金',
  parcels: '地块',
  areas: '面状用地',
  streets: '街道',
  'walls and fences': '围墙与栅栏',
  'green cover, pollution': '绿化与污染',
  'historic value': '历史价值',
  heritage: '历史价值',
  canopy: '树冠覆盖',
  pollution: '污染',
  kind: '住宅类型',
  floor: '套均面积',
  quality: '房屋状况',
  age_years: '房龄',
  rent: '房租',
  capacity: '容量',
  far_max: '最大容积率',
  red_line: '保护红线',
  'railway stations': '轨道车站',
  water: '水面',
  facilities: '设施',
  'points of ways': '线上的点',
  'deleted elements': '已删除要素',
  'walled compounds': '封闭院落',
  gates: '大门',
  'ways over walled ground': '穿过围墙内空地的路',
  doors: '出入口',
  gateways: '门洞',
  'job centres inside': '区内就业中心',
  households: '家庭',
  'population tables': '人口表',
  'other features': '其他要素',
}

const FACILITY_ROWS: Readonly<Record<string, string>> = {
  school: '学校',
  clinic: '诊所',
  park: '公园',
  culture: '文化',
  market: '菜市场',
  'micro park': '口袋公园',
  'community room': '社区用房',
  square: '广场',
  nature: '自然地',
}

/** A row of an importer's report, in the page's language; what has no word stays as the importer says it. */
export function reportRow(what: string, language: Language): string {
  if (language === 'en') return what.replaceAll('_', ' ')
  const [, kind] = /^facilities: (.*)$/.exec(what) ?? []
  return kind === undefined ? (REPORT_ROWS[what] ?? what) : `设施：${FACILITY_ROWS[kind] ?? kind}`
}
