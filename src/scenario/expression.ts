/**
 * Conditions (`when`) and formulas of measures. mathjs reads the text; only a short list of node types passes, and what
 * runs is a tree of our own closures: nothing a scenario says is ever evaluated as code, and an indicator that has no
 * value (null) has one meaning everywhere: arithmetic with it is null, a comparison with it is false.
 */
import { create, parseDependencies } from 'mathjs/number'
import { clamp, pow } from '../lib/numeric.ts'
import { didYouMean, ExpressionError, found } from './error.ts'

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

const SYNTAX_REMEDY =
  'Use indicators, numbers, + - * / ^, comparisons, and, or, not, min, max, abs, clamp, mean(indicator, months).'

const strangers: readonly (readonly [RegExp, string])[] = [
  [/["'`“”‘’]/, 'Expressions hold no text: leave the quotation marks inside out.'],
  [/[&|]/, 'Write the words and, or.'],
  [/%/, 'Shares are fractions: for 5 % write 0.05.'],
  [/[[\]{}]/, 'Only round brackets are used.'],
  [/[;#\\$@~]/, 'Write one expression only.'],
  [/[≤≥≠×÷]/, 'Write <= >= != * / instead.'],
  [/[（），。＜＞＝]/, 'Use the half-width signs ( ) , . < > =.'],
]

/** Finds what no expression needs before the parser sees it. */
function checkText(text: string): void {
  if (text.trim() === '') throw new ExpressionError('is empty.', 'Write an expression, or leave the line out.')
  if (text.length > MAX_LENGTH)
    throw new ExpressionError(
      `has ${text.length} characters; at most ${MAX_LENGTH} are read.`,
      'Shorten it, or split it into two policies or measures.',
    )
  const at = text.search(/[^A-Za-z0-9_.,+\-*/^()<>=!?:\s]/)
  if (at >= 0) {
    const sign = String.fromCodePoint(text.codePointAt(at)!)
    const remedy = strangers.find(([pattern]) => pattern.test(sign))?.[1] ?? SYNTAX_REMEDY
    throw new ExpressionError(`holds the sign ${sign}, which expressions do not use.`, remedy, at)
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
    `is nested more than ${MAX_DEPTH} deep.`,
    'Simplify it; brackets round a single name are not needed.',
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
    throw new ExpressionError(`cannot be read: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}.`, SYNTAX_REMEDY, at)
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

  private fail(what: string, remedy: string, token?: string): never {
    throw new ExpressionError(what, remedy, token === undefined ? null : placeOf(this.text, token))
  }

  compile(node: Node, depth = 1): Tree {
    if (++this.nodes > MAX_NODES) this.fail(`has more than ${MAX_NODES} parts.`, 'Simplify it.')
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
          'gives a number in one case and true or false in the other.',
          'Give the same on both sides of :',
          '?',
        )
      }
      case 'FunctionNode':
        return this.call(node, below)
      case 'AssignmentNode':
      case 'FunctionAssignmentNode':
        return this.fail('assigns with =.', 'To compare, write ==.', '=')
      case 'AccessorNode':
        return this.fail(
          'asks for a part of something with a dot.',
          'Indicators have no parts: write their names alone.',
          '.',
        )
      case 'RangeNode':
        return this.fail('holds a range.', 'Write a comparison such as 0.1 < vacancy_rate < 0.2.', ':')
      default:
        return this.fail('holds something that expressions do not use.', SYNTAX_REMEDY)
    }
  }

  private number(node: Node, depth: number, around: string): Run<number | null> {
    const tree = this.compile(node, depth)
    if (tree.kind === 'number') return tree.run
    return this.fail(
      `uses true or false as a number beside ${around}.`,
      'Write (condition ? 1 : 0) to count it.',
      around,
    )
  }

  private truth(node: Node, depth: number, around: string): Run<boolean> {
    const tree = this.compile(node, depth)
    if (tree.kind === 'truth') return tree.run
    return this.fail(
      `uses a number as true or false beside ${around}.`,
      'Compare it with something, as in rate > 0.1.',
      around,
    )
  }

  private constant(value: unknown): Tree {
    if (typeof value === 'boolean') return { kind: 'truth', run: () => value }
    if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'number', run: () => value }
    return this.fail(`holds ${found(value)}, which is no number of use.`, 'Write a finite number.', String(value))
  }

  private symbol(name: string): Tree {
    if (!(clockNames as readonly string[]).includes(name)) this.names.add(this.indicator(name))
    return { kind: 'number', run: read => finiteOrNull(read(name)) }
  }

  private indicator(name: string): string {
    if (this.known.includes(name)) return name
    if ((expressionFunctions as readonly string[]).includes(name))
      this.fail(`names the function ${name} without its brackets.`, `Write ${name}(…).`, name)
    const names = [...this.known, ...clockNames]
    return this.fail(`names "${name}", which is no indicator.`, didYouMean(name, names, 'indicator'), name)
  }

  private operator(node: Node, depth: number): Tree {
    const op = node.op!
    const args = node.args!
    if (node.implicit)
      this.fail('leaves out the sign between two values.', 'Write * to multiply, or a comparison such as <.')
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
    return this.fail(`uses ${op}, which expressions do not know.`, SYNTAX_REMEDY, op)
  }

  private call(node: Node, depth: number): Tree {
    const name = node.fn?.type === 'SymbolNode' ? node.fn.name! : undefined
    const args = node.args!
    const several = (least: number, most: number, usage: string): Run<number | null>[] => {
      if (args.length < least || args.length > most)
        this.fail(`gives ${args.length} values to ${name}.`, `Write ${usage}.`, name)
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
          name === undefined ? 'calls something that is no function.' : `calls "${name}", which is no function here.`,
          didYouMean(name ?? '', expressionFunctions, 'function'),
          name,
        )
    }
  }

  private mean(args: readonly Node[]): Tree {
    const usage = `Write mean(indicator, months), months a whole number from 1 to ${MAX_MEAN_MONTHS}.`
    const [what, over] = args
    if (args.length !== 2 || what!.type !== 'SymbolNode' || over!.type !== 'ConstantNode')
      return this.fail('gives mean something else than an indicator and a number of months.', usage, 'mean')
    const months = over!.value
    if (typeof months !== 'number' || !Number.isInteger(months) || months < 1 || months > MAX_MEAN_MONTHS)
      return this.fail(`asks for a mean over ${found(months)} months.`, usage, 'mean')
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
  throw new ExpressionError('is a number, not a condition.', 'Compare it with something, as in vacancy_rate < 0.08.')
}

/** Compiles an expression that is a number, or null where an indicator has no value or the result is not finite. */
export function compileFormula(text: string, known: readonly string[]): Expression<number> {
  const { tree, compiler } = compileTree(text, known)
  if (tree.kind === 'number') return expression(compiler, tree.run)
  throw new ExpressionError('is true or false, not a number.', 'To count when it holds, write (condition ? 1 : 0).')
}
