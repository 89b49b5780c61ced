import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import { type Lever, type LeverGroup, leverDeclarations } from '../city/levers.ts'
import { defaultParameters, type Parameters } from '../city/parameters.ts'
import { say, type Words } from '../lib/declare.ts'
import { nearest } from '../lib/nearest.ts'
import { policies as registry } from '../policies/index.ts'
import type { Policy, PolicyUse, SettingValues } from '../policies/policy.ts'
import { steerable, type Target } from '../policies/steering.ts'
import { crossedEnds } from './ends.ts'
import { didYouMean, ExpressionError, found, INDICATOR, type Problem, quoted, ScenarioError, whereOf } from './error.ts'
import { clockNames, compileCondition, compileFormula, type Expression, expressionFunctions } from './expression.ts'
import {
  type CitySource,
  MODEL_VERSION,
  type PresetName,
  type Scenario,
  scenarioDefaults,
  type UserMeasure,
} from './scenario.ts'
import { expectationAt, keysAt, scenarioSchema, timingKeys } from './schema.ts'
import { DEFAULT_FROM, monthsOf, tickOf } from './times.ts'

/** How the shells (command line, browser) give texts to the loader, which knows no files. */
export interface ScenarioFiles {
  /** the text at a path that `resolve` gave; null if there is none */
  read(path: string): string | null
  /**
   * The path of a scenario: `name` is a path, or the name of a file beside `from`, or of a built-in scenario; null if
   * there is none. `from` is the path of the file that names it; null for a name given by a person.
   */
  resolve(name: string, from: string | null): string | null
  /** names that `resolve` would find, for "did you mean" */
  names?(from: string | null): readonly string[]
}

export interface Known {
  /** names that conditions, formulas and `watch` may use */
  readonly indicators: readonly string[]
  /** policies that may be used; those of the registry unless stated */
  readonly policies?: readonly Policy[]
}

type Path = readonly (string | number)[]
type Settings = Record<string, unknown>

/** Longer files and chains are a mistake or an attack. */
const MAX_CHARACTERS = 500_000
const MAX_CHAIN = 20

const isSettings = (value: unknown): value is Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** One file of the chain of `extends`. */
interface Source {
  readonly file: string
  readonly text: string
  readonly doc: Document
  readonly lines: LineCounter
  readonly data: Settings
}

const pathText = (path: Path): string =>
  path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? key : `.${key}`)).join('')

/** The node at a path, or the deepest one on the way; of a key of a block the key itself if `key` is asked for. */
function nodeAt({ doc }: Source, path: Path, key: boolean): Node | null {
  let node: Node | null = doc.contents as Node | null
  for (const [i, step] of path.entries()) {
    if (isAlias(node)) node = (node.resolve(doc) as Node | undefined) ?? node
    let next: unknown
    if (isMap(node)) {
      const pair = node.items.find(item => String(isScalar(item.key) ? item.key.value : item.key) === String(step))
      const last = i === path.length - 1
      next = pair && ((last && key) || !pair.value ? pair.key : pair.value)
    } else if (isSeq(node)) next = node.items[Number(step)]
    if (!next) break
    node = next as Node
  }
  return node
}

interface Place {
  /** point at the key, not at its value */
  key?: boolean
  /** characters into the value's text */
  offset?: number | null
  /** the text that `offset` counts in */
  within?: string
}

function problemAt(source: Source, path: Path, what: Words, remedy: Words, place: Place = {}): Problem {
  return { ...placeAt(source, path, place), what, remedy }
}

function placeAt(source: Source, path: Path, place: Place = {}): Omit<Problem, 'what' | 'remedy'> {
  const range = nodeAt(source, path, place.key ?? false)?.range
  let at = range?.[0] ?? 0
  if (range && place.within !== undefined && place.offset !== null && place.offset !== undefined) {
    // a text folded or escaped in the file does not stand there letter by letter: then its beginning must do
    const begin = source.text.slice(range[0], range[1]).indexOf(place.within)
    if (begin >= 0) at += begin + place.offset
  }
  const { line, col } = source.lines.linePos(at)
  return { file: source.file, line, column: col, path: pathText(path) }
}

// YAML

type YamlFault = readonly [what: Words, remedy: Words]

const CLOSE: YamlFault = [
  say('something is left open', '有东西没有收尾'),
  say('Close what is open: a quotation mark, a bracket, or a colon after a key.', '请补上引号、括号，或键后的冒号。'),
]
const COLUMNS: YamlFault = [
  say('the indentation does not fit', '缩进不对'),
  say('Lines of one block begin in the same column.', '同一块的各行从同一列开始。'),
]
const COLON: YamlFault = [
  say('a second colon or a block stands where a value is expected', '该写值的地方有第二个冒号或一个块'),
  say(
    'Put text that holds a colon in quotation marks; indent only below a key without a value.',
    '含冒号的文字请加引号；只在没有值的键下面缩进。',
  ),
]
const TAG: YamlFault = [
  say('tags are not known here', '这里不认识标签'),
  say('Leave the tag (the word with !) out.', '请去掉标签（带!的词）。'),
]
const QUOTE: YamlFault = [
  say('this sign cannot begin a value', '值不能以这个符号开头'),
  say('Put text that begins with a special sign in quotation marks.', '以特殊符号开头的文字请加引号。'),
]

const yamlFaults: Readonly<Record<string, YamlFault>> = {
  BAD_INDENT: COLUMNS,
  BLOCK_AS_IMPLICIT_KEY: COLON,
  MULTILINE_IMPLICIT_KEY: COLON,
  MISSING_CHAR: CLOSE,
  UNEXPECTED_TOKEN: [
    say('this does not belong here', '这里多出了内容'),
    say(
      'Put commas between settings in {…}, and one setting a line elsewhere.',
      '{…}内的设置用逗号分开，其他地方每行一项。',
    ),
  ],
  BAD_SCALAR_START: QUOTE,
  BAD_DQ_ESCAPE: [
    say('\\ has a meaning inside "…"', '"…"里的\\有特殊含义'),
    say("Write '…' around text that holds \\.", "含\\的文字请用'…'括起。"),
  ],
  MULTIPLE_DOCS: [
    say('a second document begins', '开始了第二个文档'),
    say('Write one scenario a file, without a line of ---.', '一个文件只写一个情景，不要---行。'),
  ],
  TAG_RESOLVE_FAILED: TAG,
  BAD_ALIAS: [say('a reference leads nowhere', '引用没有指向'), say('Write the value itself.', '请直接写值。')],
}

function yamlFault(code: string, message: string): YamlFault {
  if (/must be.* end with|[Mm]issing closing/.test(message)) return CLOSE
  const reason = `${message.charAt(0).toLowerCase()}${message.slice(1).replace(/[.:]?\s*$/, '')}`
  return (
    yamlFaults[code] ?? [
      // the parser's own words, in English
      say(reason, '写法有误'),
      say(
        'Check colons, quotation marks, brackets and indentation here and in the line above.',
        '请检查这一行和上一行的冒号、引号、括号和缩进。',
      ),
    ]
  )
}

/** References to nothing, which the parser lets pass. */
function strayReferences(doc: Document): { code: string; message: string; pos: readonly [number, number] }[] {
  const stray: { code: string; message: string; pos: readonly [number, number] }[] = []
  visit(doc, {
    Alias(_, node) {
      if (node.resolve(doc) === undefined)
        stray.push({ code: 'BAD_ALIAS', message: '', pos: [node.range![0], node.range![1]] })
    },
  })
  return stray
}

function parseYaml(file: string, text: string): { source: Source | null; problems: Problem[] } {
  const whole = (what: Words, remedy: Words) => ({
    source: null,
    problems: [{ file, line: 1, column: 1, path: '', what, remedy }],
  })
  if (text.length > MAX_CHARACTERS)
    return whole(
      say(
        `has ${text.length} characters; at most ${MAX_CHARACTERS} are read.`,
        `有${text.length}个字符，最多${MAX_CHARACTERS}个。`,
      ),
      say('State only what differs from baseline.', '只写与baseline不同之处。'),
    )
  const lines = new LineCounter()
  let doc: Document
  let data: unknown
  try {
    doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' }) as Document
    const faults = [...doc.errors, ...doc.warnings]
    const told = faults.length > 0 ? faults : strayReferences(doc)
    if (told.length > 0) return { source: null, problems: yamlProblems(file, text, lines, told) }
    data = doc.toJS({ maxAliasCount: 100 })
  } catch (error) {
    // the parser recurses, and references can multiply: both end here
    return whole(
      error instanceof RangeError
        ? say('cannot be read: it is nested too deeply.', '无法读取：嵌套太深。')
        : say('cannot be read: its references are too many or too deep.', '无法读取：引用太多或太深。'),
      say('Write it plainly, without references and deep nesting.', '请直接写，不用引用和过深的嵌套。'),
    )
  }
  const start = say('Begin with a line such as extends: baseline.', '第一行可写extends: baseline。')
  if (data === null || data === undefined) return whole(say('is empty.', '是空的。'), start)
  const source: Source = { file, text, doc, lines, data: isSettings(data) ? data : {} }
  if (isSettings(data)) return { source, problems: [] }
  const [, key, value] = (typeof data === 'string' && data.match(/^(\w+):(\S+)/)) || []
  const told = found(data)
  return {
    source: null,
    problems: [
      problemAt(
        source,
        [],
        say(`must be settings with names, but is ${told.en}.`, `应为带名称的设置，现为${told.zh}。`),
        key === undefined
          ? start
          : say(`Put a space after the colon: ${key}: ${value}`, `冒号后要有空格：${key}: ${value}`),
      ),
    ],
  }
}

/** What YAML finds, in words; of a line only the first, since the others follow from it. */
function yamlProblems(
  file: string,
  text: string,
  lines: LineCounter,
  faults: readonly { code: string; message: string; pos: readonly [number, number] }[],
): Problem[] {
  const problems = new Map<number, Problem>()
  for (const { code, message, pos } of faults) {
    const { line, col } = lines.linePos(pos[0])
    if (problems.has(line)) continue
    const here = text.slice(pos[0]).split('\n', 1)[0]!.trim()
    const lineText = text.slice(lines.lineStarts[line - 1]).split('\n', 1)[0]!
    let [what, remedy] = yamlFault(code, message)
    what = say(
      `is not YAML: ${what.en}, ${here === '' ? 'at the end of the line' : `at ${quoted(here)}`}.`,
      `不是YAML：${what.zh}，${here === '' ? '在行末' : `在${quoted(here)}处`}。`,
    )
    if (code === 'DUPLICATE_KEY') {
      const key = quoted(here.split(':', 1)[0])
      what = say(`states the key ${key} twice in one block.`, `键${key}在同一块中写了两次。`)
      remedy = say('Keep one of the two lines.', '两行中保留一行。')
    } else if (/^\s*\t/.test(lineText)) {
      const line = quoted(lineText.trim())
      what = say(`is not YAML: a tab stands in the indentation of ${line}.`, `不是YAML：${line}的缩进里有制表符。`)
      remedy = say('Indent with spaces: YAML takes no tabs.', '请用空格缩进：YAML不用制表符。')
    }
    problems.set(line, { file, line, column: col, path: '', what, remedy })
  }
  return [...problems.values()]
}

// what zod finds, in words

type Issue = z.core.$ZodIssue

function valueAt(data: unknown, path: Path): unknown {
  let here = data
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined
    here = (here as Settings)[key]
  }
  return here
}

const kindOfKeys = (path: Path): Words => {
  const [top, , third] = path
  if (top === undefined) return say('part of this file', '本文件的内容')
  if (top === 'parameters') return say('parameter', '参数')
  if (top === 'policies')
    return path.length === 2 ? say('policy', '政策') : say(`setting of ${third}`, `${third}的设置`)
  if (top === 'levers')
    return path.length === 1 ? say('group of levers', '政策名称') : say(`lever of ${path[1]}`, `${path[1]}的设置`)
  return say(`part of ${pathText(path)}`, `${pathText(path)}的内容`)
}

function unknownKey(source: Source, path: Path, key: string, schema: z.ZodType): Problem {
  const keys = keysAt(schema, path)
  const kind = kindOfKeys(path)
  let remedy = didYouMean(key, keys, kind)
  if (path.length === 0 && nearest(key, keys).length === 0) {
    if (keysAt(schema, ['parameters']).includes(key))
      remedy = say(`Parameters stand under parameters: {${key}: …}.`, `参数写在parameters下：{${key}: …}。`)
    else if (keysAt(schema, ['policies', 0]).includes(key))
      remedy = say(
        `Policies stand in a list: policies, then - ${key}: {…}.`,
        `政策写成列表：先写policies，再写- ${key}: {…}。`,
      )
  }
  if (path[0] === 'policies' && path.length === 2) {
    const siblings = Object.keys((valueAt(source.data, path) as Settings | undefined) ?? {})
    const policy = siblings.find(name => keysAt(schema, [...path, name]).includes(key))
    if (policy !== undefined)
      remedy = say(`Indent it under ${policy}, or put it inside its {…}.`, `请缩进到${policy}下，或写进它的{…}里。`)
    else if ((timingKeys as readonly string[]).includes(key))
      remedy = say('Put it inside the {…} of a policy.', '请写进某项政策的{…}里。')
  }
  return problemAt(source, [...path, key], say(`"${key}" is no ${kind.en}.`, `“${key}”不是${kind.zh}。`), remedy, {
    key: true,
  })
}

function problemsOf(source: Source, issue: Issue, schema: z.ZodType, under: Path = []): Problem[] {
  const path = [...under, ...issue.path] as Path
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknownKey(source, path, key, schema))
  if (issue.code === 'invalid_union') {
    // the alternative that fits the value's form tells more than "none of them"
    const inner = issue.errors.find(errors => errors.every(e => e.path.length > 0 || e.code === 'unrecognized_keys'))
    if (inner && inner.length > 0) return inner.flatMap(e => problemsOf(source, e, schema, path))
  }
  const value = valueAt(source.data, path)
  const { expected, remedy } = expectationAt(schema, path)
  return [problemAt(source, path, mustBe(expected, value), remedy(value))]
}

/** What stands against what is wanted. */
export function mustBe(expected: Words, value: unknown): Words {
  const { en, zh } = found(value)
  return value === undefined
    ? say(`is missing; it must be ${expected.en}.`, `缺失，应为${expected.zh}。`)
    : say(`must be ${expected.en}, but is ${en}.`, `应为${expected.zh}，现为${zh}。`)
}

// what no schema can say

function checkExpression(
  source: Source,
  path: Path,
  text: string,
  compile: (text: string, known: readonly string[]) => Expression,
  known: readonly string[],
): Problem[] {
  try {
    compile(text, known)
    return []
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    const place = { within: text, offset: error.at }
    const what = say(`${error.what.en} It reads ${quoted(text)}.`, `${error.what.zh}原文：${quoted(text)}。`)
    return [problemAt(source, path, what, error.remedy, place)]
  }
}

function checkCity(source: Source): Problem[] {
  const city = source.data.city
  if (!isSettings(city)) return []
  const imports = ['osm', 'geojson', 'file'].filter(key => Object.hasOwn(city, key))
  const synthetic = ['preset', 'seed'].filter(key => Object.hasOwn(city, key))
  if (imports.length > 1)
    return [
      problemAt(
        source,
        ['city', imports[1]!],
        say(`names two cities: ${imports.join(' and ')}.`, `写了两个城市：${imports.join('和')}。`),
        say('Keep one of them.', '请保留其一。'),
        { key: true },
      ),
    ]
  if (imports.length === 1 && synthetic.length > 0)
    return [
      problemAt(
        source,
        ['city', synthetic[0]!],
        say(
          `"${synthetic[0]}" belongs to synthetic cities, but the city is ${found(city[imports[0]!]).en}.`,
          `“${synthetic[0]}”只用于虚拟城市，而这里的城市是${found(city[imports[0]!]).zh}。`,
        ),
        say(
          `Leave ${synthetic.join(' and ')} out; luck comes from the seed of the run.`,
          `请删去${synthetic.join('和')}；偶然性来自运行的种子。`,
        ),
        { key: true },
      ),
    ]
  return []
}

/** Targets must name a measure, and a lever that is a number. */
function checkTargets(source: Source, path: Path, targets: Settings, known: Known): Problem[] {
  const problems: Problem[] = []
  const levers = Object.entries(leverDeclarations as Record<string, Record<string, Lever>>).flatMap(
    ([policy, settings]) =>
      Object.keys(settings)
        .filter(setting => steerable(policy, setting) !== undefined && policy !== 'feedback')
        .map(setting => `${policy}.${setting}`),
  )
  for (const [indicator, target] of Object.entries(targets)) {
    if (!known.indicators.includes(indicator))
      problems.push(
        problemAt(
          source,
          [...path, indicator],
          mustBe(say('an indicator', '指标'), indicator),
          didYouMean(indicator, known.indicators, INDICATOR),
          { key: true },
        ),
      )
    if (!isSettings(target) || typeof target.lever !== 'string' || levers.includes(target.lever)) continue
    problems.push(
      problemAt(
        source,
        [...path, indicator, 'lever'],
        mustBe(
          say('a lever that is a number, as policy.setting', '数值型的政策设置，写作policy.setting'),
          target.lever,
        ),
        didYouMean(target.lever, levers, say('lever that can be steered', '可调控的政策设置')),
      ),
    )
  }
  return problems
}

function checkPolicies(source: Source, known: Known): Problem[] {
  if (!Array.isArray(source.data.policies)) return []
  const problems: Problem[] = []
  for (const [i, item] of source.data.policies.entries()) {
    if (!isSettings(item)) continue
    const names = Object.keys(item)
    const all = (known.policies ?? registry).map(policy => policy.name)
    if (names.length === 0)
      problems.push(
        problemAt(
          source,
          ['policies', i],
          say('must be one policy and its settings, but is {}.', '应为一项政策及其设置，现为{}。'),
          say('Leave it out.', '请删去。'),
        ),
      )
    if (names.length > 1 && names.every(name => all.includes(name)))
      problems.push(
        problemAt(
          source,
          ['policies', i, names[1]!],
          say(
            `is a second policy, ${names[1]}, in one entry of the list.`,
            `是列表同一项中的第二项政策：${names[1]}。`,
          ),
          say(`Begin it with a dash of its own: - ${names[1]}: {…}.`, `请另起一项，以短横线开头：- ${names[1]}: {…}。`),
          { key: true },
        ),
      )
    for (const name of names) {
      const use = item[name]
      if (!isSettings(use)) continue
      const path: Path = ['policies', i, name]
      if (typeof use.when === 'string' && use.when !== '')
        problems.push(...checkExpression(source, [...path, 'when'], use.when, compileCondition, known.indicators))
      if (isSettings(use.targets)) problems.push(...checkTargets(source, [...path, 'targets'], use.targets, known))
      const from = use.from === undefined ? DEFAULT_FROM : tickOf(use.from)
      const until = tickOf(use.until)
      if (from !== null && until !== null && until <= from) {
        const start =
          use.from === undefined
            ? say('its start, year 3 unless from says otherwise', '开始时间（未写from即year 3）')
            : say(`its start, from: ${use.from}`, `开始时间（from: ${use.from}）`)
        problems.push(
          problemAt(
            source,
            [...path, 'until'],
            mustBe(say(`later than ${start.en}`, `晚于${start.zh}的时间`), use.until),
            say('Move from or until.', '请改动from或until。'),
          ),
        )
      }
    }
  }
  return problems
}

function checkMeasures(source: Source, known: Known): Problem[] {
  if (!Array.isArray(source.data.measures)) return []
  const problems: Problem[] = []
  const taken = new Set<unknown>()
  for (const [i, measure] of source.data.measures.entries()) {
    if (!isSettings(measure)) continue
    const { name, formula } = measure
    const reserved = [...known.indicators, ...clockNames, ...expressionFunctions]
    if (typeof name === 'string' && (taken.has(name) || reserved.includes(name)))
      problems.push(
        problemAt(
          source,
          ['measures', i, 'name'],
          mustBe(say('a name that is still free', '尚未使用的名称'), name),
          say(`Choose another, such as ${name}_own.`, `请另选一个，如${name}_own。`),
        ),
      )
    taken.add(name)
    if (typeof formula === 'string' && formula !== '')
      problems.push(...checkExpression(source, ['measures', i, 'formula'], formula, compileFormula, known.indicators))
  }
  return problems
}

function checkSource(source: Source, schema: z.ZodType, known: Known): Problem[] {
  const result = schema.safeParse(source.data, { reportInput: false })
  const problems = result.success ? [] : result.error.issues.flatMap(issue => problemsOf(source, issue, schema))
  problems.push(...checkCity(source), ...checkPolicies(source, known), ...checkMeasures(source, known))
  return problems.sort((a, b) => a.line! - b.line! || a.column! - b.column!)
}

/** A file of another kind that has been read: its values, and a problem at one of its places. */
export interface CheckedFile {
  readonly data: Record<string, unknown>
  problem(path: readonly (string | number)[], what: Words, remedy: Words, at?: 'key' | 'value'): Problem
}

/**
 * Reads a YAML file of another kind than a scenario, checked by a schema of its own.
 * @throws {ScenarioError} with every problem found, each with its place and remedy
 */
export function readChecked(file: string, text: string, schema: z.ZodType): CheckedFile {
  const { source, problems } = parseYaml(file, text)
  if (source === null) throw new ScenarioError(problems)
  const result = schema.safeParse(source.data, { reportInput: false })
  if (!result.success) {
    const found = result.error.issues.flatMap(issue => problemsOf(source, issue, schema))
    throw new ScenarioError(found.sort((a, b) => a.line! - b.line! || a.column! - b.column!))
  }
  return {
    data: source.data,
    problem: (path, what, remedy, at = 'value') => problemAt(source, path, what, remedy, { key: at === 'key' }),
  }
}

// the chain of extends

function notFound(name: string, from: string | null, files: ScenarioFiles): Pick<Problem, 'what' | 'remedy'> {
  const names = files.names?.(from) ?? []
  const remedy =
    names.length > 0
      ? didYouMean(name, names, say('scenario', '情景'))
      : say('Give a path, or the name of a built-in scenario.', '请给出路径，或内置情景的名称。')
  return { what: say(`There is no scenario ${quoted(name)}.`, `没有名为${quoted(name)}的情景。`), remedy }
}

/** Reads a file and those it extends, child first. */
function readChain(name: string, files: ScenarioFiles, schema: z.ZodType, known: Known): Source[] {
  const problems: Problem[] = []
  const chain: Source[] = []
  const visited: string[] = []
  let wanted = name
  let from: Source | null = null
  for (;;) {
    const path = files.resolve(wanted, from?.file ?? null)
    const text = path === null ? null : files.read(path)
    if (path === null || text === null) {
      const { what, remedy } = notFound(wanted, from?.file ?? null, files)
      problems.push(
        from
          ? problemAt(from, ['extends'], what, remedy)
          : { file: wanted, line: null, column: null, path: '', what, remedy },
      )
      break
    }
    if (visited.includes(path)) {
      const circle = [...visited.slice(visited.indexOf(path)), path].join(' → ')
      problems.push(
        problemAt(
          from!,
          ['extends'],
          say(`${quoted(wanted)} leads round in a circle: ${circle}.`, `${quoted(wanted)}绕成了圈：${circle}。`),
          say('Let one of them extend baseline.', '让其中一个extends: baseline。'),
        ),
      )
      break
    }
    if (visited.length >= MAX_CHAIN) {
      problems.push(
        problemAt(
          from!,
          ['extends'],
          say(
            `${quoted(wanted)} is the ${MAX_CHAIN + 1}th file of a chain.`,
            `${quoted(wanted)}是extends链上的第${MAX_CHAIN + 1}个文件。`,
          ),
          say('Extend fewer files.', '请减少extends的层数。'),
        ),
      )
      break
    }
    visited.push(path)
    const parsed = parseYaml(path, text)
    problems.push(...parsed.problems)
    if (parsed.source === null) break
    from = parsed.source
    chain.push(from)
    problems.push(...checkSource(from, schema, known))
    const next = from.data.extends
    if (typeof next !== 'string' || next === '') break
    wanted = next
  }
  if (problems.length > 0) throw new ScenarioError(problems)
  return chain
}

// merging; from here on every file has the form of the schema

/** `changes` laid over `values`, block by block; lists are replaced whole. */
function overlay(values: Settings, changes: Settings): Settings {
  const merged = { ...values }
  for (const [key, change] of Object.entries(changes)) {
    const now = merged[key]
    merged[key] = isSettings(now) && isSettings(change) ? overlay(now, change) : change
  }
  return merged
}

/**
 * A path in a scenario, seen from where the scenario stands; absolute paths and addresses stay.
 * @example pathBeside('scenarios/a.yaml', '../cities/b.osm') // => 'cities/b.osm'
 */
export function pathBeside(file: string, path: string): string {
  if (/^([\\/]|[a-z][a-z0-9+.-]*:)/i.test(path)) return path
  const steps = file.split(/[\\/]/).slice(0, -1)
  for (const step of path.split(/[\\/]/)) {
    const last = steps.at(-1)
    if (step === '..' && last !== undefined && last !== '' && last !== '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  return steps.join('/')
}

function cityOf(chain: readonly Source[]): CitySource {
  let city: CitySource = { ...scenarioDefaults.city }
  for (const { file, data } of chain.toReversed()) {
    const stated = data.city as
      | { preset?: PresetName; seed?: string | number; osm?: string; geojson?: string; file?: string }
      | undefined
    if (stated === undefined) continue
    if (stated.osm !== undefined) city = { osm: pathBeside(file, stated.osm) }
    else if (stated.geojson !== undefined) city = { geojson: pathBeside(file, stated.geojson) }
    else if (stated.file !== undefined) city = { file: pathBeside(file, stated.file) }
    else {
      const before: { preset: PresetName; seed: string } = 'preset' in city ? city : scenarioDefaults.city
      city = { preset: stated.preset ?? before.preset, seed: String(stated.seed ?? before.seed) }
    }
  }
  return city
}

const wordsOf = (value: unknown): Words | null => {
  if (typeof value === 'string') return { en: value, zh: value }
  if (!isSettings(value)) return null
  const { en, zh } = value as Partial<Words>
  const one = en ?? zh
  return one === undefined ? null : { en: en ?? one, zh: zh ?? one }
}

type StatedMeasure = Pick<UserMeasure, 'name' | 'formula'> & Partial<UserMeasure> & { title?: unknown }

function userMeasureOf({ title: stated, ...measure }: StatedMeasure): UserMeasure {
  const title = wordsOf(stated)
  return { better: 'none', ...measure, ...(title ? { title } : {}) }
}

const targetOf = ([indicator, stated]: [string, unknown]): Target => {
  const { goal, lever, sign, scale } = stated as { goal: number; lever: string; sign: 1 | -1; scale: number }
  const [policy, setting] = lever.split('.') as [LeverGroup, string]
  return { indicator, goal, policy, setting, sign, scale }
}

function useOf(item: Settings): PolicyUse {
  const [policy, stated] = Object.entries(item)[0] as [string, Settings | null]
  const { from, until, over, when, targets, ...rest } = stated ?? {}
  const settings = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, value === 'off' ? null : value]),
  )
  return {
    policy,
    settings: settings as SettingValues,
    from: from === undefined ? DEFAULT_FROM : tickOf(from)!,
    until: until === undefined ? null : tickOf(until)!,
    over: over === undefined ? 0 : monthsOf(over)!,
    when: (when as string | undefined) ?? null,
    ...(targets === undefined ? {} : { targets: Object.entries(targets as Settings).map(targetOf) }),
  }
}

/** Groups that hold two ends of a range must hold them the right way round, whichever file stated which. */
function checkEnds(parameters: Settings, chain: readonly Source[]): Problem[] {
  return crossedEnds(parameters).map(({ group, low, high, from, to }) => {
    const stated = (source: Source, end: string) => valueAt(source.data, ['parameters', group, end]) !== undefined
    const source = chain.find(candidate => stated(candidate, low) || stated(candidate, high))!
    const end = stated(source, low) ? low : high
    const what = say(
      `${low} must not be above ${high}, but they are ${from} and ${to}.`,
      `${low}不能大于${high}，现为${from}和${to}。`,
    )
    const remedy = say('State both ends, the smaller first.', '两端都要写，小的在前。')
    return problemAt(source, ['parameters', group, end], what, remedy)
  })
}

/** What is allowed but probably not meant. */
function warningsAbout(scenario: Scenario, stating: (key: string) => Source | undefined): Words[] {
  const warnings: Words[] = []
  const warn = (path: Path, { en, zh }: Words): void => {
    const where = whereOf(placeAt(stating(path[0] as string)!, path))
    warnings.push(say(`${where}: ${en}`, `${where}：${zh}`))
  }
  if (scenario.model_version !== MODEL_VERSION)
    warn(
      ['model_version'],
      say(
        `made with version ${scenario.model_version} of the model, run with version ${MODEL_VERSION}: outcomes may have changed.`,
        `用模型第${scenario.model_version}版写成，现用第${MODEL_VERSION}版运行：结果可能有变化。`,
      ),
    )
  for (const [i, use] of scenario.policies.entries()) {
    const path: Path = ['policies', i, use.policy]
    if (use.from >= 12 * scenario.years)
      warn(
        path,
        say(
          `starts at tick ${use.from}, after the run has ended (${scenario.years} years), and has no effect.`,
          `从第${use.from}步开始，那时运行（${scenario.years}年）已结束，不起作用。`,
        ),
      )
    if (Object.keys(use.settings).length === 0)
      warn(path, say('states no settings and has no effect.', '没有写设置，不起作用。'))
  }
  return warnings
}

/**
 * Loads a scenario: reads it and what it extends, checks everything, fills in defaults, turns times into ticks.
 *
 * A child's `city`, `years`, `burn_in`, `policies`, `measures` and `watch` replace its parent's, parameters are laid
 * over the parent's one by one, and `name`, `title`, `question`, `prompt` and `purse` are each file's own.
 *
 * @param name   what a person gave: a path, or the name of a scenario
 * @throws {ScenarioError} with every problem found, each with its place and remedy
 * @example loadScenario('profit-cap', files, { indicators: ['vacancy_rate'] }).scenario.years // => 20
 */
export function loadScenario(
  name: string,
  files: ScenarioFiles,
  known: Known,
): { scenario: Scenario; warnings: Words[] } {
  const schema = scenarioSchema(known.policies ?? registry)
  const chain = readChain(name, files, schema, known)
  const child = chain[0]!
  const stating = (key: string): Source | undefined => chain.find(({ data }) => data[key] !== undefined)
  const stated = <V>(key: string, fallback: V): V => (stating(key)?.data[key] as V | undefined) ?? fallback

  let parameters = defaultParameters() as unknown as Settings
  for (const { data } of chain.toReversed())
    parameters = overlay(parameters, (data.parameters as Settings | undefined) ?? {})

  const measures = stated<StatedMeasure[]>('measures', [])
  const watch = stated<string[]>('watch', [])
  const watchable = [...known.indicators, ...measures.map(measure => measure.name)]
  const problems = checkEnds(parameters, chain)
  for (const [i, indicator] of watch.entries())
    if (!watchable.includes(indicator))
      problems.push(
        problemAt(
          stating('watch')!,
          ['watch', i],
          mustBe(say('an indicator or a measure of this file', '指标，或本文件的自定指标'), indicator),
          didYouMean(indicator, watchable, INDICATOR),
        ),
      )
  if (problems.length > 0) throw new ScenarioError(problems)

  const ownName = (child.data.name as string | undefined) ?? child.file.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/i, '')
  const scenario: Scenario = {
    name: ownName,
    model_version: stated<number>('model_version', MODEL_VERSION),
    title: wordsOf(child.data.title) ?? { en: ownName, zh: ownName },
    question: wordsOf(child.data.question),
    prompt: wordsOf(child.data.prompt),
    ...(child.data.purse === undefined ? {} : { purse: child.data.purse as number }),
    city: cityOf(chain),
    years: stated<number>('years', scenarioDefaults.years),
    burn_in: stated<number>('burn_in', scenarioDefaults.burn_in),
    parameters: parameters as unknown as Parameters,
    policies: stated<Settings[]>('policies', []).map(useOf),
    measures: measures.map(userMeasureOf),
    watch: [...watch],
  }
  return { scenario, warnings: warningsAbout(scenario, stating) }
}
