/**
 * The form of a scenario file, made from the declarations: parameters, levers and policies bring their own ranges and
 * words, this file joins them. The same zod schema checks files and is written out as JSON Schema for editors.
 */
import { z } from 'zod'
import { type Lever, leverDeclarations } from '../city/levers.ts'
import { parameterDeclarations } from '../city/parameters.ts'
import { type Declaration, type Declarations, inBoth, isDeclaration, say, type Words } from '../lib/declare.ts'
import { directions, measureUnits } from '../metrics/measure.ts'
import type { Policy } from '../policies/policy.ts'
import { didYouMean } from './error.ts'
import { MODEL_VERSION, presetNames, scenarioDefaults } from './scenario.ts'
import {
  EXPECTED_SPAN,
  EXPECTED_TIME,
  MAX_TICKS,
  MAX_YEARS,
  spanPattern,
  spanRemedy,
  timePattern,
  timeRemedy,
} from './times.ts'

/** What a place of the schema wants, in words. */
export interface Expectation {
  /** completes "must be …" */
  readonly expected: Words
  /** how to put right the value found */
  remedy(value: unknown): Words
}

const expectations = new WeakMap<z.ZodType, Expectation>()

/** Gives a schema its words: what completes "must be …", and the remedy for a value found. */
export function expects<S extends z.ZodType>(
  schema: S,
  expected: Words | string,
  remedy: (value: unknown) => Words | string,
): S {
  expectations.set(schema, { expected: inBoth(expected), remedy: value => inBoth(remedy(value)) })
  return schema
}

const wrapped = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? wrapped(schema.unwrap() as z.ZodType) : schema

/** The schema at a path of the file; undefined where none is. */
export function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  let here: z.ZodType | undefined = wrapped(schema)
  for (const key of path) {
    if (here instanceof z.ZodUnion)
      here = (here.options as z.ZodType[]).find(option => option instanceof z.ZodObject || option instanceof z.ZodArray)
    if (here instanceof z.ZodRecord) here = here.valueType as z.ZodType
    else if (here instanceof z.ZodObject) here = Object.hasOwn(here.shape, key) ? here.shape[key as string] : undefined
    else if (here instanceof z.ZodArray) here = here.element as z.ZodType
    else return undefined
    if (here === undefined) return undefined
    here = wrapped(here)
  }
  return here
}

/** Keys that may stand at a path. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let here = schemaAt(schema, path)
  if (here instanceof z.ZodUnion) here = (here.options as z.ZodType[]).find(option => option instanceof z.ZodObject)
  return here instanceof z.ZodObject ? Object.keys(here.shape) : []
}

/** What is wanted at a path, in words. */
export function expectationAt(schema: z.ZodType, path: readonly PropertyKey[]): Expectation {
  const here = schemaAt(schema, path)
  const stated = here && expectations.get(here)
  if (stated) return stated
  if (here instanceof z.ZodObject) {
    const some = keysAt(schema, path).slice(0, 8)
    return {
      expected: say('a block of settings', '一组设置'),
      remedy: () => say(`Write some of: ${some.join(', ')}.`, `可写其中几项：${some.join('、')}。`),
    }
  }
  return {
    expected: say('something else', '别的内容'),
    remedy: () => say('Compare it with baseline.yaml.', '请对照baseline.yaml。'),
  }
}

// numbers

export interface NumberForm {
  readonly min: number
  readonly max: number
  readonly unit: string
  readonly whole?: boolean
  readonly off?: boolean
}

const LEAVE_OUT = say('Write a value after the colon, or leave the line out.', '在冒号后写一个值，或删去这一行。')

const WHOLE = say('a whole number', '整数')
const NUMBER = say('a number', '数')

function expectedNumber({ min, max, unit, whole, off }: NumberForm): Words {
  const share = unit === 'share' && !whole
  const kind = whole ? WHOLE : share ? say('a share', '比例') : NUMBER
  const tail = share || unit === '' ? '' : ` [${unit}]`
  return say(
    `${kind.en} from ${min} to ${max}${tail}${off ? ', or off' : ''}`,
    // units are declared in English: those of levers stand on the page, those of parameters in its list
    `${min}到${max}之间的${kind.zh}${off ? '，或off' : ''}`,
  )
}

const asShare = (percent: number | string, share: number): Words =>
  say(`Shares are fractions: for ${percent} % write ${share}.`, `比例写成小数：${percent}%写作${share}。`)

/** How to write the number that was meant: percentages, quoted numbers, decimal commas, yes and no. */
function numberRemedy(value: unknown, form: NumberForm): Words {
  const { min, max, whole, off } = form
  const inside = (x: number): boolean => x >= min && x <= max && (!whole || Number.isInteger(x))
  const kind = whole ? WHOLE : NUMBER
  const choose = say(
    `Choose ${kind.en} from ${min} to ${max}${off ? ', or off for no limit' : ''}.`,
    `请选${min}到${max}之间的${kind.zh}${off ? '，或写off表示不设限' : ''}。`,
  )
  if (value === null || value === undefined) return LEAVE_OUT
  if (Array.isArray(value) || typeof value === 'object')
    return say(`Write one number. ${choose.en}`, `只写一个数。${choose.zh}`)
  const text = String(value).trim()
  if (whole && min === 0 && max === 1 && /^(true|false|yes|no|on|off)$/i.test(text))
    return say('Write 1 for yes, 0 for no.', '1表示是，0表示否。')
  if (off && /^(false|none|no|null|off)$/i.test(text)) return say('Write the word off, alone.', '只写off一词。')
  if (typeof value === 'number') {
    // 5 / 100 carries rounding noise for some values; twelve digits are more than anybody types
    const share = Number((value / 100).toPrecision(12))
    if (whole && !Number.isInteger(value) && inside(Math.round(value)))
      return say(`Write ${Math.round(value)}.`, `写作${Math.round(value)}。`)
    // 0.9 where 0.5 is the most is too much, not 0.9 %
    if (value > Math.max(1, max) && max <= 2 && !whole && inside(share)) return asShare(value, share)
    return choose
  }
  const percent = text.match(/^(-?[0-9]+(?:\.[0-9]+)?) *[%％]$/)
  if (percent) {
    const share = Number((Number(percent[1]) / 100).toPrecision(12))
    return inside(share) ? asShare(percent[1]!, share) : choose
  }
  if (text !== '' && Number.isFinite(Number(text)))
    return inside(Number(text))
      ? say(`Write the number without quotation marks: ${Number(text)}.`, `数字不加引号：${Number(text)}。`)
      : choose
  if (/^-?[0-9]+,[0-9]+$/.test(text)) {
    const point = Number(text.replace(',', '.'))
    if (inside(point)) return say(`Write a decimal point: ${point}.`, `小数点用句点：${point}。`)
    const thousands = Number(text.replace(',', ''))
    if (inside(thousands)) return say(`Write thousands without a comma: ${thousands}.`, `千位不加逗号：${thousands}。`)
  }
  return say(`Write the number alone, without words or units. ${choose.en}`, `只写数字，不带文字或单位。${choose.zh}`)
}

/** A number in a range, with words for what is wrong. */
export function numberSchema(form: NumberForm, meta: { description: string; default?: unknown }): z.ZodType {
  const base = form.whole ? z.int() : z.number()
  const bounded = base.min(form.min).max(form.max)
  const schema = form.off ? z.union([bounded, z.literal('off')]) : bounded
  return expects(schema.meta(meta), expectedNumber(form), value => numberRemedy(value, form))
}

// parameters

/** Counts and months are steps of the model: half a month is none. */
export const isWhole = ({ unit }: Declaration): boolean => unit === 'count' || unit === 'months'

const described = (...parts: (string | undefined)[]): string => parts.filter(part => part).join('; ')

function parameterSchema(declaration: Declaration): z.ZodType {
  const [min, max] = declaration.range ?? [-Number.MAX_VALUE, Number.MAX_VALUE]
  const form: NumberForm = { min, max, unit: declaration.unit, whole: isWhole(declaration) }
  const description = described(
    declaration.meaning,
    declaration.unit && `unit: ${declaration.unit}`,
    declaration.source,
  )
  const value = declaration.value
  if (!Array.isArray(value)) return numberSchema(form, { description, default: value })
  const list = z.array(numberSchema(form, { description: declaration.meaning })).length(value.length)
  return expects(
    list.meta({ description, default: value }),
    say(`a list of ${value.length} numbers`, `${value.length}个数的列表`),
    () =>
      say(
        `Write all ${value.length}, as in [${value.join(', ')}].`,
        `写全${value.length}个，如[${value.join(', ')}]。`,
      ),
  )
}

function parametersSchema(tree: Declarations): z.ZodType {
  const shape: Record<string, z.ZodType> = {}
  for (const [name, entry] of Object.entries(tree))
    shape[name] = (isDeclaration(entry) ? parameterSchema(entry) : parametersSchema(entry)).optional()
  return z.strictObject(shape)
}

// levers and policies

const oneOf = (options: readonly string[]): Words => say(`one of ${options.join(', ')}`, `${options.join('、')}之一`)

function chosen(value: unknown, options: readonly string[]): Words {
  if (value === null || value === undefined) return LEAVE_OUT
  const { en, zh } = didYouMean(String(value), options, say('choice', '选项'))
  return say(`${en} It can be ${options.join(', ')}.`, `${zh}可选：${options.join('、')}。`)
}

function settingSchema(lever: Lever, words: string): z.ZodType {
  if (lever.kind !== 'choice') {
    const { min, max, unit, rest } = lever
    const form: NumberForm = { min, max, unit, whole: lever.kind === 'integer', off: rest === null }
    return numberSchema(form, { description: described(words, `unit: ${unit}`), default: rest ?? 'off' })
  }
  const schema = z
    .enum(lever.options as readonly [string, ...string[]])
    .meta({ description: words, default: lever.rest })
  return expects(schema, oneOf(lever.options), value => chosen(value, lever.options))
}

/** Keys that every policy takes beside its own settings. */
export const timingKeys = ['from', 'until', 'over', 'when'] as const

const timeSchema = (description: string, fallback?: string) =>
  expects(
    z
      .union([
        z
          .int()
          .min(0)
          .max(MAX_TICKS - 1),
        z.string().regex(timePattern),
      ])
      .meta(fallback === undefined ? { description } : { description, default: fallback }),
    EXPECTED_TIME,
    value => (value === null ? LEAVE_OUT : timeRemedy(value)),
  )

/** Some text. */
export const textSchema = (description: string, expected: Words | string = say('text', '文字')) =>
  expects(z.string().min(1).meta({ description }), expected, value =>
    value === null || value === ''
      ? LEAVE_OUT
      : say('Write text, if need be in quotation marks.', '请写文字，必要时加引号。'),
  )

function settingsOf(policy: Policy): Record<string, z.ZodType> {
  const shape: Record<string, z.ZodType> = {}
  for (const [name, lever] of Object.entries(policy.settings)) {
    if ((timingKeys as readonly string[]).includes(name))
      throw new RangeError(`Policy ${policy.name}: a setting cannot be called ${name}, which every policy has.`)
    shape[name] = settingSchema(lever, policy.words[name]?.en ?? name).optional()
  }
  return shape
}

/** A policy's own settings, without the times that every policy has. */
export const settingsSchema = (policy: Policy): z.ZodType => z.strictObject(settingsOf(policy))

/** Goals of a feedback: which indicator, where to, by which lever. */
function targetsSchema(): z.ZodType {
  const number = (min: number, max: number, description: string): z.ZodType =>
    numberSchema({ min, max, unit: '' }, { description })
  const target = z.strictObject({
    goal: number(-1e12, 1e12, 'value that the indicator should reach'),
    lever: textSchema(
      'the lever that moves it: policy.setting',
      say('a lever such as public_housing.share', '一项政策设置，如public_housing.share'),
    ),
    sign: expects(
      z.union([z.literal(1), z.literal(-1)]).meta({ description: 'which way the indicator goes when the lever rises' }),
      say('1 or -1', '1或-1'),
      () => say('Write 1 if the indicator rises with the lever, -1 if it falls.', '指标随该设置上升写1，下降写-1。'),
    ),
    scale: number(1e-9, 1e12, 'distance from the goal that counts as one step'),
  })
  return expects(
    z.record(z.string(), target).meta({ description: 'indicators to steer by' }),
    say('a block of targets', '一组目标'),
    () => {
      const targets = 'targets: {rent_burden_low: {goal: 0.25, lever: public_housing.share, sign: -1, scale: 0.1}}'
      return say(`Write ${targets}.`, `写作${targets}。`)
    },
  )
}

function policySchema(policy: Policy): z.ZodType {
  return z
    .strictObject({
      ...settingsOf(policy),
      ...(policy.targets ? { targets: targetsSchema().optional() } : {}),
      from: timeSchema('first month in force: year 3, month 25, or a tick', 'year 3').optional(),
      until: timeSchema('first month no longer in force; without it, to the end').optional(),
      over: expects(
        z
          .union([z.int().min(0).max(MAX_TICKS), z.string().regex(spanPattern)])
          .meta({ description: 'time from rest to the full setting', default: 0 }),
        EXPECTED_SPAN,
        value => (value === null ? LEAVE_OUT : spanRemedy(value)),
      ).optional(),
      when: textSchema(
        "condition on last month's indicators, such as vacancy_rate < 0.08",
        say('a condition such as vacancy_rate < 0.08', '条件，如vacancy_rate < 0.08'),
      ).optional(),
    })
    .nullable()
    .meta({ description: `${policy.title.en}. ${policy.summary.en}` })
}

/** Levers are listed in baseline.yaml for the reader; policies are what moves them. */
function leversSchema(): z.ZodType {
  const groups: Record<string, z.ZodType> = {}
  for (const [group, settings] of Object.entries(leverDeclarations)) {
    const shape: Record<string, z.ZodType> = {}
    for (const [name, lever] of Object.entries(settings as Record<string, Lever>)) {
      const rest = lever.rest ?? 'off'
      shape[name] = expects(z.literal(rest), say(`${rest}, its value at rest`, `${rest}（不动时的值）`), value => {
        const use = `- ${group}: {${name}: ${String(value ?? '…')}}`
        return say(`Levers are moved by policies; write there: ${use}`, `设置由政策改动，请写在policies里：${use}`)
      }).optional()
    }
    groups[group] = z.strictObject(shape).optional()
  }
  return z.strictObject(groups).meta({ description: 'every lever at rest, to read; policies move them' })
}

// the file

/** Words in both languages, or one text for both. */
export const wordsSchema = (description: string) =>
  expects(
    z
      .union([
        z.string().min(1),
        z.strictObject({ en: textSchema('English').optional(), zh: textSchema('中文').optional() }),
      ])
      .meta({ description }),
    say('words: {en: "…", zh: "…"}', '文字：{en: "…", zh: "…"}'),
    value =>
      value === null
        ? LEAVE_OUT
        : say('Write {en: "…", zh: "…"}, or one text for both.', '写作{en: "…", zh: "…"}，或两种语言共用一段文字。'),
  )

const snake = /^[a-z][a-z0-9_]{0,59}$/

const wholeSchema = (min: number, max: number, unit: string, description: string, fallback: number) =>
  numberSchema({ min, max, unit, whole: true }, { description, default: fallback })

function citySchema(): z.ZodType {
  const path = (description: string) =>
    textSchema(description, say('a path, relative to this file', '相对于本文件的路径'))
  return expects(
    z
      .strictObject({
        preset: expects(
          z
            .enum(presetNames)
            .meta({ description: 'a synthetic city of this size', default: scenarioDefaults.city.preset }),
          oneOf(presetNames),
          value => chosen(value, presetNames),
        ).optional(),
        seed: expects(
          z
            .union([z.string().min(1).max(100), z.number()])
            .meta({ description: 'of the synthetic city', default: scenarioDefaults.city.seed }),
          say('a word of up to 100 letters, or a number', '不超过100个字母的词，或一个数'),
          value =>
            value === null || value === '' ? LEAVE_OUT : say('Write a word such as harbour.', '写一个词，如harbour。'),
        ).optional(),
        osm: path('an OpenStreetMap extract').optional(),
        geojson: path('parcels as GeoJSON').optional(),
        file: path('a city file').optional(),
      })
      .meta({ description: 'a synthetic city (preset, seed), or one of osm, geojson, file' }),
    say(
      'a block such as {preset: medium, seed: harbour} or {osm: district.osm.gz}',
      '一组设置，如{preset: medium, seed: harbour}或{osm: district.osm.gz}',
    ),
    value => {
      if (typeof value !== 'string')
        return say(
          'Write {preset: medium}, or {osm: …}, {geojson: …}, {file: …}.',
          '写作{preset: medium}，或{osm: …}、{geojson: …}、{file: …}。',
        )
      const kind = /\.osm|\.pbf/.test(value)
        ? 'osm'
        : /json$/.test(value)
          ? 'geojson'
          : /[./]/.test(value)
            ? 'file'
            : 'preset'
      return say(`Write city: {${kind}: ${value}}.`, `写作city: {${kind}: ${value}}。`)
    },
  )
}

function buildSchema(policies: readonly Policy[]): z.ZodType {
  const uses: Record<string, z.ZodType> = {}
  for (const policy of policies) uses[policy.name] = policySchema(policy).optional()
  const use = expects(
    z.strictObject(uses).meta({ minProperties: 1, maxProperties: 1 }),
    say('one policy and its settings', '一项政策及其设置'),
    value =>
      typeof value === 'string'
        ? say(`Write - ${value}: {…} with its settings.`, `写作- ${value}: {…}，括号内是它的设置。`)
        : say('Write - policy: {setting: value}.', '写作- policy: {setting: value}。'),
  )
  return z.strictObject({
    name: expects(
      z
        .string()
        .regex(/^[\p{L}\p{N}][\p{L}\p{N}_. -]{0,79}$/u)
        .meta({ description: 'short name in tables and files; without it, the name of the file' }),
      say('a name of up to 80 letters, digits, spaces and - _ .', '不超过80个字的名称，可含字母、数字、空格和- _ .'),
      value =>
        value === null
          ? LEAVE_OUT
          : say(
              'Write a name such as rent-cap; title is the place for a sentence.',
              '写一个名称，如rent-cap；整句话请写在title里。',
            ),
    ).optional(),
    model_version: wholeSchema(1, 1_000_000, '', 'version of the model it was made with', MODEL_VERSION).optional(),
    title: wordsSchema('what it is called').optional(),
    question: wordsSchema('what it is meant to answer').optional(),
    prompt: wordsSchema('a question for a workshop to talk about').optional(),
    purse: numberSchema(
      { min: 0, max: 1, unit: '' },
      {
        description:
          'what levers may cost a year in a workshop, share of taxes and net land revenue: the page tells where it is overspent',
      },
    ).optional(),
    extends: textSchema(
      'scenario that this one changes: a path, or a name',
      say('the name or path of a scenario', '情景的名称或路径'),
    ).optional(),
    city: citySchema().optional(),
    years: wholeSchema(1, MAX_YEARS, 'years', 'length of a run', scenarioDefaults.years).optional(),
    burn_in: wholeSchema(
      0,
      120,
      'months',
      'run before tick 0 without policies and discarded',
      scenarioDefaults.burn_in,
    ).optional(),
    parameters: parametersSchema(parameterDeclarations).optional(),
    levers: leversSchema().optional(),
    policies: expects(
      z.array(use).meta({ description: 'in the order in which they act; of two on one lever the later wins' }),
      say('a list of policies', '政策列表'),
      value => {
        const [name] = value !== null && typeof value === 'object' ? Object.keys(value) : []
        const use = `- ${name ?? 'profit_cap'}: {…}`
        return say(`Begin each policy with a dash: ${use}.`, `每项政策以短横线开头：${use}。`)
      },
    ).optional(),
    measures: expects(
      z
        .array(
          z.strictObject({
            name: expects(
              z.string().regex(snake),
              say('a name in small letters, digits and _', '由小写字母、数字和_组成的名称'),
              () => say('Write a name such as burden_gap.', '写一个名称，如burden_gap。'),
            ),
            formula: textSchema(
              'over indicators',
              say(
                'a formula such as rent_burden_migrant - rent_burden_local',
                '公式，如rent_burden_migrant - rent_burden_local',
              ),
            ),
            title: wordsSchema('what it is called; its name if not given').optional(),
            unit: expects(
              z.enum(measureUnits).meta({ description: 'how its values are written', default: 'ratio' }),
              oneOf(measureUnits),
              value => chosen(value, measureUnits),
            ).optional(),
            better: expects(
              z.enum(directions).meta({ description: 'which way is more just', default: 'none' }),
              oneOf(directions),
              value => chosen(value, directions),
            ).optional(),
          }),
        )
        .meta({ description: "measures of one's own" }),
      say('a list of measures', '指标列表'),
      () => say('Write - {name: …, formula: …, better: lower}.', '写作- {name: …, formula: …, better: lower}。'),
    ).optional(),
    watch: expects(
      z.array(textSchema('an indicator or a measure of this file', say('the name of an indicator', '指标名称'))),
      say('a list of indicators', '指标名称的列表'),
      value => {
        const list = `[${typeof value === 'string' ? value : 'rent_burden_p80, displacement_rate'}]`
        return say(`Write ${list}.`, `写作${list}。`)
      },
    ).optional(),
  })
}

const built = new WeakMap<readonly Policy[], z.ZodType>()

/** The schema of a scenario file in which these policies may be used. */
export function scenarioSchema(policies: readonly Policy[]): z.ZodType {
  let schema = built.get(policies)
  if (schema === undefined) built.set(policies, (schema = buildSchema(policies)))
  return schema
}

/** scenario.schema.json: JSON Schema (draft 7, which editors of YAML read best) as text. */
export function schemaText(policies: readonly Policy[]): string {
  const { $schema, ...schema } = z.toJSONSchema(scenarioSchema(policies), { io: 'input', target: 'draft-7' })
  return `${JSON.stringify({ $schema, title: 'justcity scenario', ...schema }, null, 2)}\n`
}
