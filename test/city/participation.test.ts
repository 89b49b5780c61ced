import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chance, favours, happens } from '../../src/city/participation.ts'
import { log } from '../../src/lib/numeric.ts'
import { unit } from '../../src/lib/random.ts'

const draws = fc.integer({ min: 0, max: 0xffffffff })
const logits = fc.double({ min: -30, max: 30, noNaN: true })

test('bounds settle what the exact comparison would: whether somebody comes', () => {
  fc.assert(fc.property(draws, logits, (hash, logit) => happens(hash, logit) === Number(unit(hash) < chance(logit))))
  // and next to where it turns
  fc.assert(
    fc.property(draws, fc.double({ min: -1e-6, max: 1e-6, noNaN: true }), (hash, off) => {
      const u = unit(hash)
      const logit = log(u / (1 - u)) + off
      expect(happens(hash, logit)).toBe(Number(u < chance(logit)))
    }),
  )
})

test('bounds settle what the exact comparison would: whether somebody is for it', () => {
  const isFor = (hash: number, dV: number, spread: number): boolean => {
    const u = unit(hash)
    return dV + spread * log(u / (1 - u)) > 0
  }
  const spreads = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 5, noNaN: true }))
  fc.assert(
    fc.property(draws, fc.double({ min: -20, max: 20, noNaN: true }), spreads, (hash, dV, spread) => {
      expect(favours(hash, dV, spread)).toBe(Number(isFor(hash, dV, spread)))
    }),
  )
  fc.assert(
    fc.property(draws, spreads, fc.double({ min: -1e-6, max: 1e-6, noNaN: true }), (hash, spread, off) => {
      const u = unit(hash)
      const dV = off - spread * log(u / (1 - u))
      expect(favours(hash, dV, spread)).toBe(Number(isFor(hash, dV, spread)))
    }),
  )
})
