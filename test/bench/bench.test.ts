import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { entityColumns } from '../../src/city/city.ts'
import { bytesPerRow } from '../../src/lib/table.ts'

const committed = JSON.parse(readFileSync(join(import.meta.dirname, 'results.json'), 'utf8'))

/** Times are for reading: a machine that is busy must fail no test. What has moved is told, and whoever reads decides. */
test('the quick bench runs and names what has moved', () => {
  const told = execFileSync('node', [join(import.meta.dirname, 'run.mjs'), '--quick', '--model'], { encoding: 'utf8' })
  const moved = told.match(/\n(nothing moved|moved:\n[\s\S]*)\s*$/)
  expect(moved, told).not.toBeNull()
  console.log(moved![1])
}, 600_000)

test('the committed figures have every part, and sizes as tables are declared', () => {
  expect(Object.keys(committed.model)).toEqual(expect.arrayContaining(['tiny', 'small', 'medium', 'large']))
  for (const part of ['measures', 'kernels', 'product']) expect(Object.keys(committed[part]), part).not.toEqual([])
  const rows = Object.fromEntries(Object.entries(entityColumns).map(([name, columns]) => [name, bytesPerRow(columns)]))
  const known = Object.fromEntries(Object.keys(rows).map(name => [name, committed.bytes[name]?.row]))
  expect(known, 'tables have changed: npm run bench -- --quick --model --write').toEqual(rows)
})
