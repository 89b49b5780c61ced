import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { assumptionsText, entityTables, glossaryText, scheduleTable } from '../../src/results/documents.ts'

const docs = join(import.meta.dirname, '../../docs')
const read = (file: string): string => readFileSync(join(docs, file), 'utf8')

/** The committed file is what the code generates; UPDATE=1 writes it. */
function expectGenerated(file: string, text: string): void {
  if (process.env.UPDATE === '1') writeFileSync(join(docs, file), text)
  expect(read(file) === text, `${file} is out of date: UPDATE=1 npx vitest run test/results/documents.test.ts`).toBe(
    true,
  )
}

test('the tables of the ODD protocol are what the code declares', () => {
  const blocks: Record<string, string> = { entities: entityTables(), schedule: scheduleTable() }
  const made = read('odd.md').replace(
    /<!-- generated: (\w+) -->[\s\S]*?<!-- end -->/g,
    (_, name: string) => `<!-- generated: ${name} -->\n\n${blocks[name]}\n\n<!-- end -->`,
  )
  expect(made.match(/<!-- generated/g)).toHaveLength(Object.keys(blocks).length)
  expectGenerated('odd.md', made)
})

test('the assumptions are what the code declares', () => expectGenerated('assumptions.md', assumptionsText()))

test('the glossary is what the code declares', () => expectGenerated('glossary.md', glossaryText()))

test('documents cite only sections that the model has', () => {
  const model = read('model.md')
  const sections = new Set([...model.matchAll(/^#+ (\d+(?:\.\d+)?)/gm)].map(match => match[1]))
  for (const file of [
    'odd.md',
    'assumptions.md',
    'glossary.md',
    'findings.md',
    'validation.md',
    'sources.md',
    'sensitivity.md',
  ])
    for (const [, section] of read(file).matchAll(/§(\d+(?:\.\d+)?)/g))
      expect(sections, `${file}: §${section}`).toContain(section)
})
