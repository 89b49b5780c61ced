import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inOrder, sortByWords } from '../../src/lib/sort.ts'

test('rows come in the order of their two words, and rows beyond the count stay where they are', () => {
  const word = fc.oneof(fc.integer({ min: 0, max: 4294967295 }), fc.integer({ min: 0, max: 3 }))
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word), { maxLength: 200 }), keys => {
      const high = Uint32Array.from(keys, ([h]) => h)
      const low = Uint32Array.from(keys, ([, l]) => l)
      const rows = Int32Array.from([...keys.keys()].reverse().concat([-7]))
      sortByWords(rows, keys.length, new Int32Array(keys.length), high, low)
      const expected = [...keys.keys()].reverse().sort((a, b) => high[a]! - high[b]! || low[a]! - low[b]!)
      expect([...rows]).toEqual([...expected, -7])
    }),
  )
})

test('the head of a queue is that of the queue in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 })), fc.nat(60), (numbers, asked) => {
      const at = inOrder(numbers.slice(), (a, b) => a - b)
      const found = Array.from({ length: asked }, (_, i) => at(i))
      const due = numbers.toSorted((a, b) => a - b)
      expect(found).toEqual(Array.from({ length: asked }, (_, i) => due[i]))
    }),
  )
})
