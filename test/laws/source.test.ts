import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const src = join(import.meta.dirname, '../../src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => file.split(sep).join('/'))
  .sort()

/** What IEEE 754 or the language standard fixes to the last bit. */
const EXACT = new Set([
  'abs',
  'ceil',
  'clz32',
  'floor',
  'fround',
  'imul',
  'max',
  'min',
  'round',
  'sign',
  'sqrt',
  'trunc',
])
const CONSTANTS = new Set(['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'])
const CLOCKS = new Set(['Date', 'performance', 'Temporal'])
const LOCALES = new Set([
  'Intl',
  'localeCompare',
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleLowerCase',
  'toLocaleUpperCase',
])

/** Uses of what differs between engines, machines or hours, as 'line: what'. */
function strayed(text: string): string[] {
  const source = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const note = (what: string): void => {
      found.push(`${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${what}`)
    }
    if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken
      if (kind === ts.SyntaxKind.AsteriskAsteriskToken || kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken) note('**')
    }
    if (ts.isIdentifier(node)) {
      const { parent, text: name } = node
      const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node
      const isKey = (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node
      if (name === 'Math' && !isMember) {
        if (!ts.isPropertyAccessExpression(parent)) note('Math itself')
        else if (!EXACT.has(parent.name.text) && !CONSTANTS.has(parent.name.text)) note(`Math.${parent.name.text}`)
      }
      if (CLOCKS.has(name) && !isMember && !isKey) note(name)
      if (LOCALES.has(name)) note(name)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

describe('the engine asks neither the machine nor the hour', () => {
  test('the search finds what it looks for, and not in words', () => {
    expect(strayed('const a = 2 ** 3; Math.exp(1); const { log } = Math; new Date(); performance.now()')).toEqual([
      '1: **',
      '1: Math.exp',
      '1: Math itself',
      '1: Date',
      '1: performance',
    ])
    expect(
      strayed("/** Math.exp, Date ** 2 */ const s = 'Math.exp' + `new Date()` + Math.sqrt(2) // Math.sin"),
    ).toEqual([])
  })

  test.each(files.filter(file => !file.startsWith('cli/') && !file.startsWith('results/report/')))('%s', file => {
    expect(strayed(readFileSync(join(src, file), 'utf8'))).toEqual([])
  })
})

/** Folders in the order in which they may know of each other; those of one line do not. */
const LAYERS = [
  ['lib'],
  ['city'],
  ['policies', 'processes', 'import'],
  ['metrics'],
  ['scenario'],
  ['simulation.ts'],
  ['results'],
  ['validation'],
  ['index.ts', 'cli'],
] as const

/** Importers read places, not scenarios; they stand beside the processes and know none of what is right of them. */
const levelOf = (folder: string): number => LAYERS.findIndex(layer => (layer as readonly string[]).includes(folder))
const folderOf = (file: string): string => file.split('/')[0]!

const importsOf = (file: string): string[] =>
  ts
    .preProcessFile(readFileSync(join(src, file), 'utf8'), true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter(name => name.startsWith('.'))
    .map(name =>
      relative(src, resolve(src, dirname(file), name))
        .split(sep)
        .join('/'),
    )

describe('imports go one way', () => {
  test('every file of the engine has its layer', () => {
    for (const file of files) expect(levelOf(folderOf(file)), file).toBeGreaterThanOrEqual(0)
  })

  test.each(files)('%s', file => {
    const own = folderOf(file)
    const mayKnow = (other: string): boolean =>
      other === own ||
      // measures name policies, and read the city: nothing of how it came about
      (levelOf(other) < levelOf(own) &&
        !(own === 'metrics' && other !== 'policies' && levelOf(other) > levelOf('city')))
    const wrong = importsOf(file).filter(other => !mayKnow(folderOf(other)))
    expect(wrong).toEqual([])
  })
})
