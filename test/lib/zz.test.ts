import { test } from 'vitest'
import { createLuck } from '../../src/lib/random.ts'
test('x', () => { console.log('empty=' + createLuck('', 0).stable('slot')) })
