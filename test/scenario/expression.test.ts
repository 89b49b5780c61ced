import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pow } from '../../src/lib/numeric.ts'
import { ExpressionError } from '../../src/scenario/error.ts'
import { compileCondition, compileExpression, compileFormula } from '../../src/scenario/expression.ts'
import { expectSpoken } from '../spoken.ts'

const known = ['vacancy_rate', 'rent_burden_p80', 'rent_burden_low', 'land_net']
const values: Record<string, number | null> = {
  vacancy_rate: 0.06,
  rent_burden_p80: 0.4,
  rent_burden_low: null,
  land_net: -8,
  tick: 24,
  year: 3,
}
const read = (name: string) => values[name] ?? null
const mean = (name: string, months: number) => (name === 'rent_burden_low' ? null : months)

const value = (text: string) => compileExpression(text, known).evaluate(read, mean)

function refusal(text: string, compile: typeof compileExpression = compileExpression): ExpressionError {
  try {
    compile(text, known)
  } catch (error) {
    expect(error).toBeInstanceOf(ExpressionError)
    const { what, remedy } = error as ExpressionError
    for (const words of [what, remedy]) expectSpoken(words)
    return error as ExpressionError
  }
  throw new Error(`accepted: ${text}`)
}

describe('values', () => {
  test.each<[string, number | boolean | null]>([
    ['1 + 2 * 3 - 4 / 8', 6.5],
    ['-2 ^ 2', -4],
    ['2 ^ 3 ^ 2', 512],
    ['2 ^ 0.5', pow(2, 0.5)],
    ['land_net ^ 2', 64],
    ['+vacancy_rate', 0.06],
    ['min(3, land_net, 2)', -8],
    ['max(3, land_net, 2)', 3],
    ['abs(land_net)', 8],
    ['clamp(land_net, -1, 1)', -1],
    ['mean(vacancy_rate, 12)', 12],
    ['tick / 12 + 1 == year', true],
    ['vacancy_rate < 0.08 or rent_burden_p80 > 0.4', true],
    ['vacancy_rate < 0.08 and rent_burden_p80 > 0.4', false],
    ['not (vacancy_rate < 0.08)', false],
    ['0.05 < vacancy_rate <= 0.06', true],
    ['0.05 < vacancy_rate < 0.06', false],
    ['1 < 2 < 3 < 3', false],
    ['vacancy_rate != 0.06', false],
    ['vacancy_rate < 0.08 ? 1 : 2', 1],
    ['year < 3 ? true : false', false],
    ['vacancy_rate < 0.08\n  and year == 3', true],
  ])('%s is %s', (text, expected) => {
    expect(value(text)).toBe(expected)
  })

  test('the indicators and means it reads are told, the clock is not among them', () => {
    const { names, means } = compileExpression(
      'land_net > 0 and mean(vacancy_rate, 6) < mean(vacancy_rate, 12) + mean(vacancy_rate, 6) and land_net < tick + year',
      known,
    )
    expect(names).toEqual(['land_net'])
    expect(means).toEqual([
      { indicator: 'vacancy_rate', months: 6 },
      { indicator: 'vacancy_rate', months: 12 },
    ])
  })
})

describe('an indicator without a value', () => {
  test.each([
    'rent_burden_low + 1',
    '-rent_burden_low',
    'min(1, rent_burden_low)',
    'max(rent_burden_low, 1)',
    'abs(rent_burden_low)',
    'clamp(0.5, 0, rent_burden_low)',
    'rent_burden_low ^ 0',
    'mean(rent_burden_low, 12)',
  ])('makes %s null', text => {
    expect(value(text)).toBeNull()
  })

  test.each(['<', '<=', '>', '>=', '==', '!='])('makes a comparison with %s false', sign => {
    expect(value(`rent_burden_low ${sign} 0.3`)).toBe(false)
    expect(value(`0.3 ${sign} rent_burden_low * 2`)).toBe(false)
    expect(value(`not (rent_burden_low ${sign} 0.3)`)).toBe(true)
  })

  test('makes a chain false and leaves the other side of or alone', () => {
    expect(value('0 < rent_burden_low < 1')).toBe(false)
    expect(value('rent_burden_low > 0.3 or year == 3')).toBe(true)
  })
})

test.each(['1 / 0', '0 / 0', '10 ^ 400', 'land_net ^ 0.5', '1e300 * 1e300'])('%s is not finite, so null', text => {
  expect(value(text)).toBeNull()
  expect(value(`${text} > 0`)).toBe(false)
})

test('an indicator that is not finite counts as none', () => {
  const { evaluate } = compileExpression('vacancy_rate', known)
  expect(evaluate(() => Number.NaN, mean)).toBeNull()
})

test('a condition must be true or false, a formula a number', () => {
  expect(compileCondition('vacancy_rate < 1', known).evaluate(read, mean)).toBe(true)
  expect(compileFormula('vacancy_rate * 2', known).evaluate(read, mean)).toBe(0.12)
  expect(refusal('vacancy_rate', compileCondition).what.en).toMatch(/not a condition/)
  expect(refusal('vacancy_rate < 1', compileFormula).what.en).toMatch(/not a number/)
})

describe('refused', () => {
  test.each<[string, string, RegExp]>([
    ['an assignment', 'vacancy_rate = 3', /write ==/],
    ['a function definition', 'f(x) = x', /write ==/],
    ['a way to the constructor', 'cos.constructor("return process")()', /quotation marks/],
    ['the same without text', 'abs.constructor(1)', /Did you mean|There is/],
    ['a property', 'vacancy_rate.constructor', /no parts/],
    ['a call of a call', 'min(1)(2)', /\*|There is/],
    ['import', 'import(1)', /There is: min/],
    ['eval', 'eval(1)', /There is|Did you mean/],
    ['parse', 'parse(1)', /There is|Did you mean/],
    ['constructor as a name', 'constructor', /There is|Did you mean/],
    ['constructor as a function', 'constructor(1)', /There is|Did you mean/],
    ['__proto__', '__proto__', /There is|Did you mean/],
    ['toString', 'toString()', /There is|Did you mean/],
    ['text', '"vacancy_rate" == 1', /quotation marks/],
    ['a list', '[1, 2]', /round brackets/],
    ['an object', '{a: 1}', /round brackets/],
    ['an index', 'vacancy_rate[1]', /round brackets/],
    ['a range', '1:3', /comparison/],
    ['two expressions', '1; 2', /one expression/],
    ['a comment', '1 # 2', /one expression/],
    ['a percentage', 'vacancy_rate < 8 %', /0\.05/],
    ['signs of programming', 'vacancy_rate < 1 && year == 3', /and, or/],
    ['a missing sign', '2 vacancy_rate', /\* to multiply/],
    ['a factorial', '3!', /Use indicators/],
    ['modulo by word', '3 mod 2', /Use indicators/],
    ['a conversion', '3 to 2', /Use indicators/],
    ['an element-wise product', '3 .* 2', /Use indicators/],
    ['infinity', 'Infinity', /finite/],
    ['a number too large', '1e400', /finite/],
    ['null', 'null', /finite/],
    ['nothing', '   ', /Write an expression/],
    ['half an expression', 'vacancy_rate <', /Use indicators/],
    ['open brackets', '(1 + 2', /Use indicators/],
    ['full-width signs', 'min（1，2）', /half-width/],
    ['a typing slip', 'vacnacy_rate < 1', /Did you mean vacancy_rate\?/],
    ['a function without brackets', 'abs + 1', /abs\(…\)/],
    ['too few values', 'clamp(1, 2)', /clamp\(x, low, high\)/],
    ['a mean of a sum', 'mean(vacancy_rate + 1, 12)', /mean\(indicator, months\)/],
    ['a mean of the clock', 'mean(tick, 12)', /There is|Did you mean/],
    ['a mean over half a month', 'mean(vacancy_rate, 0.5)', /whole number/],
    ['a truth as a number', '(vacancy_rate < 1) + 1', /condition \? 1 : 0/],
    ['a number as a truth', 'vacancy_rate and year == 3', /Compare it/],
    ['two kinds of outcome', 'year == 3 ? 1 : true', /same on both sides/],
  ])('%s: %s', (_, text, remedy) => {
    expect(refusal(text).remedy.en).toMatch(remedy)
  })

  test('what is too long, has too many parts or is nested too deeply', () => {
    expect(refusal(`1${' + 1'.repeat(125)}`).what.en).toMatch(/501 characters/)
    expect(refusal(`1${'+1'.repeat(150)}`).what.en).toMatch(/deep|parts/)
    expect(refusal(`max(${'1,'.repeat(220)}1)`).what.en).toMatch(/parts/)
    expect(refusal(`${'('.repeat(200)}1${')'.repeat(200)}`).what.en).toMatch(/deep/)
    expect(refusal(`${'-'.repeat(400)}1`).what.en).toMatch(/deep/)
    expect(refusal(`${'('.repeat(499)}`).what.en).toMatch(/deep/)
    expect(refusal(`${'true?'.repeat(60)}`).what.en).toMatch(/read|deep/)
    expect(value(`${'('.repeat(38)}1${')'.repeat(38)}`)).toBe(1)
  })

  test('the place is told', () => {
    expect(refusal('vacancy_rate < 1 or vacnacy_rate > 2').at).toBe(20)
    expect(refusal('vacancy_rate < "a"').at).toBe(15)
    expect(refusal('1 + * 2').at).toBe(4)
  })
})

test('whatever the text, it is refused in words or gives a number, a truth or null', () => {
  const piece = fc.oneof(
    fc.constantFrom(...known, 'tick', 'year', 'min', 'max', 'abs', 'clamp', 'mean', 'and', 'or', 'not', 'constructor'),
    fc.constantFrom(
      '(',
      ')',
      ',',
      '+',
      '-',
      '*',
      '/',
      '^',
      '<',
      '<=',
      '==',
      '!=',
      '=',
      '?',
      ':',
      '.',
      ' ',
      '!',
      "'",
      '"',
      '[',
      ']',
      '{',
      ';',
      '\n',
      '%',
    ),
    fc.double({ noNaN: true }).map(String),
    fc.string({ unit: 'binary', maxLength: 4 }),
  )
  const text = fc.array(piece, { maxLength: 60 }).map(pieces => pieces.join(' '))
  fc.assert(
    fc.property(text, written => {
      let outcome: unknown
      try {
        outcome = value(written)
      } catch (error) {
        return error instanceof ExpressionError
      }
      return outcome === null || typeof outcome === 'boolean' || Number.isFinite(outcome)
    }),
    { numRuns: 3000 },
  )
})

test('arithmetic agrees with JavaScript', () => {
  type Node = { text: string; value: number }
  const { tree } = fc.letrec<{ tree: Node }>(tie => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.integer({ min: 0, max: 99 }).map(n => ({ text: String(n), value: n })),
      fc
        .tuple(tie('tree') as fc.Arbitrary<Node>, fc.constantFrom('+', '-', '*'), tie('tree') as fc.Arbitrary<Node>)
        .map(([a, op, b]) => ({
          text: `(${a.text} ${op} ${b.text})`,
          value: op === '+' ? a.value + b.value : op === '-' ? a.value - b.value : a.value * b.value,
        })),
    ),
  }))
  fc.assert(
    fc.property(tree, ({ text, value: expected }) => {
      fc.pre(text.length <= 500)
      return value(text) === expected || (expected === 0 && value(text) === 0)
    }),
  )
})
