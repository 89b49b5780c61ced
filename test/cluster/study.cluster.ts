import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { build, root } from '../cli/command.ts'
import { need } from './sweep.ts'

/** Debian's own, whatever else is installed beside it. */
const PYTHON = '/usr/bin/python3'

beforeAll(() => {
  build()
  need(`${PYTHON} -c 'import pandas, matplotlib'`, 'python3', 'python3-pandas', 'python3-matplotlib')
})

test('the study of docs/sweeps.md runs as written, from question to figure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'justcity-study-'))
  const [study] = readFileSync(join(root, 'docs/sweeps.md'), 'utf8').split('\n## A sweep file')
  const blocks = [...study!.matchAll(/```(sh|python)\n([\s\S]*?)```/g)].map(([, language, code]) => ({
    language,
    code: code!,
  }))
  expect(blocks.map(({ language }) => language)).toEqual(['sh', 'sh', 'sh', 'python', 'sh'])
  for (const { language, code } of blocks) {
    if (language === 'python') writeFileSync(join(folder, 'figure.py'), code)
    // in a smaller city, for fewer years of computing
    const shell = code
      .replaceAll('npx justcity', `node ${join(root, 'dist/cli/main.js')}`)
      .replaceAll('--preset small', '--preset tiny --replications 2')
    const { status, stderr } =
      language === 'python'
        ? spawnSync(PYTHON, ['figure.py'], { cwd: folder, encoding: 'utf8' })
        : spawnSync('bash', ['-ec', shell], { cwd: folder, encoding: 'utf8' })
    expect(status, `${code}\n${stderr}`).toBe(0)
  }
  expect(statSync(join(folder, 'study/cap-curve.png')).size).toBeGreaterThan(5000)
  expect(existsSync(join(folder, 'study/report.html'))).toBe(true)
})
