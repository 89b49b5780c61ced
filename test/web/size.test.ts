import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { buildWeb, root } from './page.ts'

beforeAll(buildWeb, 180_000)

/** What a school's slow line fetches of the page in one file [bytes, packed]. */
const MOST = 1_600_000

test('the page in one file stays small enough to send', () => {
  const packed = gzipSync(readFileSync(join(root, 'dist/justcity.html'))).length
  expect(packed).toBeLessThan(MOST)
})
