import { readdirSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { build, folderOf, program } from './command.ts'

beforeAll(build, 240_000)

test.each([
  [['--only', 'calibratoin'], '--only calibratoin: Did you mean calibration'],
  [['--only', 'screening,nothing'], '--only nothing: There is: screening,'],
  [['--misses', 'many'], '--misses many: must be a whole number from 0'],
  [['--misses', '1.5'], '--misses 1.5: must be a whole number from 0'],
  [['--widen', 'wide'], '--widen wide: must be a share, as in 0.2'],
  [['--second-points', '1'], '--second-points 1: must be a whole number from 2 to 10000'],
  [['--leave-out', 'C99'], '--leave-out C99:'],
] as const)('sensitivity %j is refused before anything is run or written', (options, message) => {
  const out = folderOf({})
  const { code, error } = program('sensitivity', '--only', 'screening', '--out', out, ...options)
  expect(error).toContain(message)
  expect(code).toBe(2)
  expect(readdirSync(out)).toEqual([])
})
