/**
 * Conditions (`when`) and formulas of measures. mathjs reads the text; only a short list of node types passes, and what
 * runs is a tree of our own closures: nothing a scenario says is ever evaluated as code, and an indicator that has no
 * value (null) has one meaning everywhere: arithmetic with it is null, a comparison with it is false.
 */
import { create, parseDependencies } from 'mathjs/number'
import { say, type Words } from '../lib/declare.ts'
import { clamp, pow } from '../lib/numeric.ts'
import { didYouMean, ExpressionError, found, INDICATOR, quoted } from './error.ts'

const { parse } = create({ parseDependencies })

const MAX_LENGTH = 500
const MAX_NODES = 200
const MAX_DEPTH = 40
const MAX_MEAN_MONTHS = 240

/** The value of an indicator at the last tick, or of `tick` and `year`; null if it has none. */
export type ReadIndicator = (name: string) => number | null
/** The mean of an indicator over the last months; null if it has none. */
export type ReadMean = (name: string, months: number) => number | null

export interface Expression<V extends number | boolean = number | boolean> {
  /** indicators it reads, without `tick` and `year`, each once */
  readonly names: readonly string[]
  /** indicators whose means over months it reads, each pair once */
  readonly means: readonly { readonly indicator: string; readonly months: number }[]
  evaluate(read: ReadIndicator, mean: ReadMean): V | null
}

/** Names that every expression may use beside the indicators. */
export const clockNames = ['tick', 'year'] as const
/** Functions that an expression may call. */
export const expressionFunctions = ['min', 'max', 'abs', 'clamp', 'mean'] as const

/** The parts of mathjs's nodes that are looked at. */
interface Node {
  readonly type: string
  readonly value?: unknown
  readonly name?: string
  readonly op?: string
  readonly implicit?: boolean
  readonly fn?: Node
  readonly args?: readonly Node[]
  readonly params?: readonly Node[]
  readonly conditionals?: readonly string[]
  readonly content?: Node
  readonly condition?: Node
  readonly trueExpr?: Node
  readonly falseExpr?: Node
}

type Run<V> = (read: ReadIndicator, mean: ReadMean) => V
type Tree = { kind: 'number'; run: Run<number | null> } | { kind: 'truth'; run: Run<boolean> }

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': pow,
}

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
}
/** mathjs's words for them in a chain such as 0.1 < x < 0.2 */
const chained: Readonly<Record<string, string>> = {
  smaller: '<',
  smallerEq: '<=',
  larger: '>',
  largerEq: '>=',
  equal: '==',
  unequal: '!=',
}

/** `own` because a plain object also answers to "constructor". */
const own = <V>(table: Readonly<Record<string, V>>, key: string | undefined): V | undefined =>
  key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null)

const SYNTAX_REMEDY = say(
  'Use indicators, numbers, + - * / ^, comparisons, and, or, not, min, max, abs, clamp, mean(indicator, months).',
  '可用指标、数、+ - * / ^、比较、and、or、not、min、max、abs、clamp、mean(indicator, months)。',
)

const strangers: readonly (readonly [RegExp, Words])[] = [
  [
    /["'`“”‘’]/,
    say('Expressions hold no text: leave the quotation marks inside out.', '表达式中没有文字：请去掉里面的引号。'),
  ],
  [/[&|]/, say('Write the words and, or.', '请写单词and、or。')],
  [/%/, say('Shares are fractions: for 5 % write 0.05.', '比例写成小数：5%写作0.05。')],
  [/[[\]{}]/, say('Only round brackets are used.', '只用圆括号。')],
  [/[;#\\$@~]/, say('Write one expression only.', '只写一个表达式。')],
  [/[≤≥≠×÷]/, say('Write <= >= != * / instead.', '请改写为<= >= != * /。')],
  [/[（），。＜＞＝]/, say('Use the half-width signs ( ) , . < > =.', '请用半角符号( ) , . < > =。')],
]

/** Finds what no expression needs before the parser sees it. */
function checkText(text: string): void {
  if (text.trim() === '')
    throw new ExpressionError(
      say('is empty.', '是空的。'),
      say('Write an expression, or leave the line out.', '写一个表达式，或删去这一行。'),
    )
  if (text.length > MAX_LENGTH)
    throw new ExpressionError(
      say(
        `has ${text.length} characters; at most ${MAX_LENGTH} are read.`,
        `有${text.length}个字符，最多${MAX_LENGTH}个。`,
      ),
      say('Shorten it, or split it into two policies or measures.', '请缩短，或拆成两项政策或指标。'),
    )
  const at = text.search(/[^A-Za-z0-9_.,+\-*/^()<>=!?:\s]/)
  if (at >= 0) {
    const sign = String.fromCodePoint(text.codePointAt(at)!)
    const remedy = strangers.find(([pattern]) => pattern.test(sign))?.[1] ?? SYNTAX_REMEDY
    throw new ExpressionError(
      say(`holds the sign ${sign}, which expressions do not use.`, `含有符号${sign}，表达式不用它。`),
      remedy,
      at,
    )
  }
  let open = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') open++
    else if (text[i] === ')') open--
    if (open > MAX_DEPTH) throw tooDeep(i)
  }
}

const tooDeep = (at: number | null) =>
  new ExpressionError(
    say(`is nested more than ${MAX_DEPTH} deep.`, `嵌套超过${MAX_DEPTH}层。`),
    say('Simplify it; brackets round a single name are not needed.', '请简化；单个名称不需要括号。'),
    at,
  )

function parseText(text: string): Node {
  checkText(text)
  try {
    // a line break would begin a second expression
    return parse(text.replace(/\s/g, ' ')) as unknown as Node
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // the parser's recursion is bounded by the checks above, but small stacks exist
    if (error instanceof RangeError) throw tooDeep(null)
    const char = (error as { char?: unknown }).char
    const at = typeof char === 'number' ? Math.min(char - 1, text.length) : null
    const reason = error.message.replace(/\s*\(char \d+\)/, '')
    throw new ExpressionError(
      // the parser's own words, in English
      say(`cannot be read: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}.`, '无法读取：写法有误。'),
      SYNTAX_REMEDY,
      at,
    )
  }
}

/** Where a word or sign first stands in the text; the parser keeps no places. */
function placeOf(text: string, token: string): number | null {
  const escaped = token.replace(/[^\w]/g, '\\$&')
  const at = text.search(new RegExp(/^\w+$/.test(token) ? `\\b${escaped}\\b` : escaped))
  return at < 0 ? null : at
}

class Compiler {
  readonly names = new Set<string>()
  readonly means = new Map<string, { indicator: string; months: number }>()
  private readonly text: string
  private readonly known: readonly string[]
  private nodes = 0

  constructor(text: string, known: readonly string[]) {
    this.text = text
    this.known = known
  }

  private fail(what: Words, remedy: Words, token?: string): never {
    throw new ExpressionError(what, remedy, token === undefined ? null : placeOf(this.text, token))
  }

  compile(node: Node, depth = 1): Tree {
    if (++this.nodes > MAX_NODES)
      this.fail(say(`has more than ${MAX_NODES} parts.`, `超过${MAX_NODES}个部分。`), say('Simplify it.', '请简化。'))
    if (depth > MAX_DEPTH) throw tooDeep(null)
    const below = depth + 1
    switch (node.type) {
      case 'ParenthesisNode':
        return this.compile(node.content!, below)
      case 'ConstantNode':
        return this.constant(node.value)
      case 'SymbolNode':
        return this.symbol(node.name!)
      case 'OperatorNode':
        return this.operator(node, below)
      case 'RelationalNode': {
        const parts = node.params!.map((part, i) => this.number(part, below, comparisonSign(node, Math.max(0, i - 1))))
        const signs = node.conditionals!.map((_, i) => comparisons[comparisonSign(node, i)]!)
        return {
          kind: 'truth',
          run: (read, mean) => {
            let left = parts[0]!(read, mean)
            for (let i = 0; i < signs.length; i++) {
              const right = parts[i + 1]!(read, mean)
              if (left === null || right === null || !signs[i]!(left, right)) return false
              left = right
            }
            return true
          },
        }
      }
      case 'ConditionalNode': {
        const condition = this.truth(node.condition!, below, '?')
        const yes = this.compile(node.trueExpr!, below)
        const no = this.compile(node.falseExpr!, below)
        if (yes.kind === 'number' && no.kind === 'number')
          return { kind: 'number', run: (read, mean) => (condition(read, mean) ? yes.run : no.run)(read, mean) }
        if (yes.kind === 'truth' && no.kind === 'truth')
          return { kind: 'truth', run: (read, mean) => (condition(read, mean) ? yes.run : no.run)(read, mean) }
        return this.fail(
          say('gives a number in one case and true or false in the other.', '一种情况得出数，另一种得出真假。'),
          say('Give the same on both sides of :', '冒号两边应是同一种值。'),
          '?',
        )
      }
      case 'FunctionNode':
        return this.call(node, below)
      case 'AssignmentNode':
      case 'FunctionAssignmentNode':
        return this.fail(say('assigns with =.', '用=赋值。'), say('To compare, write ==.', '比较请写==。'), '=')
      case 'AccessorNode':
        return this.fail(
          say('asks for a part of something with a dot.', '用点号取某物的一部分。'),
          say('Indicators have no parts: write their names alone.', '指标没有部分：只写名称。'),
          '.',
        )
      case 'RangeNode':
        return this.fail(
          say('holds a range.', '含有区间。'),
          say('Write a comparison such as 0.1 < vacancy_rate < 0.2.', '请写比较，如0.1 < vacancy_rate < 0.2。'),
          ':',
        )
      default:
        return this.fail(say('holds something that expressions do not use.', '含有表达式不用的写法。'), SYNTAX_REMEDY)
    }
  }

  private number(node: Node, depth: number, around: string): Run<number | null> {
    const tree = this.compile(node, depth)
    if (tree.kind === 'number') return tree.run
    return this.fail(
      say(`uses true or false as a number beside ${around}.`, `在${around}旁把真假当作数。`),
      say('Write (condition ? 1 : 0) to count it.', '要计数请写(condition ? 1 : 0)。'),
      around,
    )
  }

  private truth(node: Node, depth: number, around: string): Run<boolean> {
    const tree = this.compile(node, depth)
    if (tree.kind === 'truth') return tree.run
    return this.fail(
      say(`uses a number as true or false beside ${around}.`, `在${around}旁把数当作真假。`),
      say('Compare it with something, as in rate > 0.1.', '请与某值比较，如rate > 0.1。'),
      around,
    )
  }

  private constant(value: unknown): Tree {
    if (typeof value === 'boolean') return { kind: 'truth', run: () => value }
    if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'number', run: () => value }
    const told = found(value)
    return this.fail(
      say(`holds ${told.en}, which is no number of use.`, `含有${told.zh}，不是可用的数。`),
      say('Write a finite number.', '请写有限的数。'),
      String(value),
    )
  }

  private symbol(name: string): Tree {
    if (!(clockNames as readonly string[]).includes(name)) this.names.add(this.indicator(name))
    return { kind: 'number', run: read => finiteOrNull(read(name)) }
  }

  private indicator(name: string): string {
    if (this.known.includes(name)) return name
    if ((expressionFunctions as readonly string[]).includes(name))
      this.fail(
        say(`names the function ${name} without its brackets.`, `函数${name}后缺少括号。`),
        say(`Write ${name}(…).`, `写作${name}(…)。`),
        name,
      )
    const names = [...this.known, ...clockNames]
    return this.fail(
      say(`names "${name}", which is no indicator.`, `“${name}”不是指标。`),
      didYouMean(name, names, INDICATOR),
      name,
    )
  }

  private operator(node: Node, depth: number): Tree {
    const op = node.op!
    const args = node.args!
    if (node.implicit)
      this.fail(
        say('leaves out the sign between two values.', '两个值之间缺少符号。'),
        say('Write * to multiply, or a comparison such as <.', '相乘写*，或写比较符号，如<。'),
      )
    if (args.length === 1) {
      if (op === 'not') {
        const inner = this.truth(args[0]!, depth, 'not')
        return { kind: 'truth', run: (read, mean) => !inner(read, mean) }
      }
      if (op === '-' || op === '+') {
        const inner = this.number(args[0]!, depth, op)
        if (op === '+') return { kind: 'number', run: inner }
        return {
          kind: 'number',
          run: (read, mean) => {
            const x = inner(read, mean)
            return x === null ? null : -x
          },
        }
      }
    }
    if (args.length === 2) {
      if (op === 'and' || op === 'or') {
        const left = this.truth(args[0]!, depth, op)
        const right = this.truth(args[1]!, depth, op)
        return op === 'and'
          ? { kind: 'truth', run: (read, mean) => left(read, mean) && right(read, mean) }
          : { kind: 'truth', run: (read, mean) => left(read, mean) || right(read, mean) }
      }
      const combine = own(arithmetic, op)
      const compare = own(comparisons, op)
      if (combine !== undefined || compare !== undefined) {
        const left = this.number(args[0]!, depth, op)
        const right = this.number(args[1]!, depth, op)
        if (combine !== undefined)
          return {
            kind: 'number',
            run: (read, mean) => {
              const a = left(read, mean)
              const b = right(read, mean)
              return a === null || b === null ? null : finite(combine(a, b))
            },
          }
        return {
          kind: 'truth',
          run: (read, mean) => {
            const a = left(read, mean)
            const b = right(read, mean)
            return a !== null && b !== null && compare!(a, b)
          },
        }
      }
    }
    return this.fail(
      say(`uses ${op}, which expressions do not know.`, `使用了${op}，表达式不认识它。`),
      SYNTAX_REMEDY,
      op,
    )
  }

  private call(node: Node, depth: number): Tree {
    const name = node.fn?.type === 'SymbolNode' ? node.fn.name! : undefined
    const args = node.args!
    const several = (least: number, most: number, usage: string): Run<number | null>[] => {
      if (args.length < least || args.length > most)
        this.fail(
          say(`gives ${args.length} values to ${name}.`, `给了${name} ${args.length}个值。`),
          say(`Write ${usage}.`, `写作${usage}。`),
          name,
        )
      return args.map(arg => this.number(arg, depth, name!))
    }
    switch (name) {
      case 'mean':
        return this.mean(args)
      case 'abs': {
        const [inner] = several(1, 1, 'abs(x)')
        return {
          kind: 'number',
          run: (read, mean) => {
            const x = inner!(read, mean)
            return x === null ? null : Math.abs(x)
          },
        }
      }
      case 'clamp': {
        const [inner, low, high] = several(3, 3, 'clamp(x, low, high)')
        return {
          kind: 'number',
          run: (read, mean) => {
            const x = inner!(read, mean)
            const a = low!(read, mean)
            const b = high!(read, mean)
            return x === null || a === null || b === null ? null : clamp(x, a, b)
          },
        }
      }
      case 'min':
      case 'max': {
        const parts = several(1, Number.POSITIVE_INFINITY, `${name}(a, b, …)`)
        const pick = name === 'min' ? Math.min : Math.max
        return {
          kind: 'number',
          run: (read, mean) => {
            let best: number | null = null
            for (const part of parts) {
              const x = part(read, mean)
              if (x === null) return null
              best = best === null ? x : pick(best, x)
            }
            return best
          },
        }
      }
      default:
        return this.fail(
          name === undefined
            ? say('calls something that is no function.', '调用的不是函数。')
            : say(`calls "${name}", which is no function here.`, `“${name}”不是这里的函数。`),
          didYouMean(name ?? '', expressionFunctions, say('function', '函数')),
          name,
        )
    }
  }

  private mean(args: readonly Node[]): Tree {
    const usage = say(
      `Write mean(indicator, months), months a whole number from 1 to ${MAX_MEAN_MONTHS}.`,
      `写作mean(indicator, months)，months为1到${MAX_MEAN_MONTHS}的整数。`,
    )
    const [what, over] = args
    if (args.length !== 2 || what!.type !== 'SymbolNode' || over!.type !== 'ConstantNode')
      return this.fail(
        say('gives mean something else than an indicator and a number of months.', 'mean要一个指标和一个月数。'),
        usage,
        'mean',
      )
    const months = over!.value
    if (typeof months !== 'number' || !Number.isInteger(months) || months < 1 || months > MAX_MEAN_MONTHS)
      return this.fail(
        say(`asks for a mean over ${quoted(months)} months.`, `要求${quoted(months)}个月的平均。`),
        usage,
        'mean',
      )
    this.nodes += 2
    const name = this.indicator(what!.name!)
    this.means.set(`${name} ${months}`, { indicator: name, months })
    return { kind: 'number', run: (_, mean) => finiteOrNull(mean(name, months)) }
  }
}

const comparisonSign = (node: Node, i: number): string => own(chained, node.conditionals![i]) ?? '<'

const finiteOrNull = (x: number | null): number | null => (x === null ? null : finite(x))

function compileTree(text: string, known: readonly string[]): { tree: Tree; compiler: Compiler } {
  const node = parseText(text)
  const compiler = new Compiler(text, known)
  return { tree: compiler.compile(node), compiler }
}

const expression = <V extends number | boolean>(
  { names, means }: Compiler,
  evaluate: Run<V | null>,
): Expression<V> => ({
  names: [...names],
  means: [...means.values()],
  evaluate,
})

/**
 * Compiles an expression of either kind.
 * @param text   at most 500 characters
 * @param known  names of indicators; `tick` and `year` are known anyway
 * @throws {ExpressionError} if it is anything but arithmetic, comparisons and the listed functions over known names
 * @example compileExpression('rent_burden_p80 > 0.4', ['rent_burden_p80']).evaluate(() => 0.5, () => null) // => true
 */
export function compileExpression(text: string, known: readonly string[]): Expression {
  const { tree, compiler } = compileTree(text, known)
  return expression<number | boolean>(compiler, tree.run)
}

/** Compiles an expression that is true or false; where an indicator has no value, comparisons with it are false. */
export function compileCondition(text: string, known: readonly string[]): Expression<boolean> {
  const { tree, compiler } = compileTree(text, known)
  if (tree.kind === 'truth') return expression(compiler, tree.run)
  throw new ExpressionError(
    say('is a number, not a condition.', '是数，不是条件。'),
    say('Compare it with something, as in vacancy_rate < 0.08.', '请与某值比较，如vacancy_rate < 0.08。'),
  )
}

/** Compiles an expression that is a number, or null where an indicator has no value or the result is not finite. */
export function compileFormula(text: string, known: readonly string[]): Expression<number> {
  const { tree, compiler } = compileTree(text, known)
  if (tree.kind === 'number') return expression(compiler, tree.run)
  throw new ExpressionError(
    say('is true or false, not a number.', '是真假，不是数。'),
    say('To count when it holds, write (condition ? 1 : 0).', '要在成立时计数，请写(condition ? 1 : 0)。'),
  )
}
