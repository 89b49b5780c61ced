/**
 * Chance in named streams: every draw is a hash of what it is for, never the next of a sequence.
 *
 * A draw depends on (seed, replicate, stream, tick, agent, index), so a policy does not reshuffle anybody's luck and two
 * runs can be subtracted. The first four words are mixed once into a key; inside loops a draw costs a few multiplications.
 */
import seedrandom from 'seedrandom'
import { log, normalQuantile } from './numeric.ts'

/** A scenario's text seed as one 32-bit word. @example seedWord('harbour') */
export const seedWord = (seed: string): number => seedrandom(seed).int32() >>> 0

/** One round of a 32-bit bijective mixer (multiply–xor–shift; constants by C. Wellons' "lowbias32" search). */
export function mix(x: number): number {
  x ^= x >>> 16
  x = Math.imul(x, 0x21f0aaad)
  x ^= x >>> 15
  x = Math.imul(x, 0x735a2d97)
  return (x ^ (x >>> 15)) >>> 0
}

/** What `combine` makes of a hash before a word joins: combine(h, w) = mix(stem(h) + w). For loops over w. */
export const stem = (hash: number): number => Math.imul(hash ^ 0x9e3779b9, 0x85ebca6b)

/** Folds one more word into a hash. Order matters: combine(combine(k, a), b) ≠ combine(combine(k, b), a). */
export const combine = (hash: number, word: number): number => mix(stem(hash) + word)

/** 32 random bits for one agent (id of two words). */
export const bits = (key: number, idHigh: number, idLow: number): number => combine(combine(key, idHigh), idLow)

/** A uniform number in (0, 1) from 32 bits: (h + ½)/2³², so never 0 or 1. */
export const unit = (hash: number): number => (hash + 0.5) * 2.3283064365386963e-10

const TABLE = 65536

/** Standard normal values by the top 16 bits of a hash: no logarithm inside loops, the same bits in every engine. */
export const NORMAL = Float64Array.from({ length: TABLE }, (_, i) =>
  i < TABLE / 2 ? normalQuantile((i + 0.5) / TABLE) : 0,
)
for (let i = TABLE / 2; i < TABLE; i++) NORMAL[i] = -NORMAL[TABLE - 1 - i]!

/** Standard Gumbel values −ln(−ln u) by the top 16 bits of a hash. */
export const GUMBEL = Float64Array.from({ length: TABLE }, (_, i) => -log(-log((i + 0.5) / TABLE)))

/** The most that the Gumbel value of a hash can be, by its top 10 bits: a table small enough to be at hand. */
const GUMBEL_MOST = Float64Array.from({ length: 1024 }, (_, i) => GUMBEL[i * 64 + 63]!)

/** An upper bound of `gumbel`: most homes are passed over by it, and their taste is never looked up. */
export const gumbelAtMost = (hash: number): number => GUMBEL_MOST[hash >>> 22]!

/** Standard normal value of a hash. */
export const normal = (hash: number): number => NORMAL[hash >>> 16]!

/** Standard Gumbel value of a hash. */
export const gumbel = (hash: number): number => GUMBEL[hash >>> 16]!

/** What chance is used for. A new purpose is a line at the end: the order is part of the draws. */
export const streams = [
  'synthesis',
  'income',
  'demography',
  'move',
  'sample',
  'gumbel',
  'migrate',
  'land',
  'developer',
  'deliberate',
  'turnout',
  'school',
  'vend',
  'event',
  'heritage',
  'queue',
  'slot',
  'placebo',
] as const
export type Stream = (typeof streams)[number]

/** The run's luck: keys of named streams. */
export interface Luck {
  /** Key of a stream that does not depend on time (stable tastes, yearly hashes with the year as a word). */
  stable(stream: Stream): number
  /** Key of a stream at a tick. */
  at(stream: Stream, tick: number): number
}

/**
 * The luck of one run.
 * @param seed text seed of the run
 * @param replicate number of the replicate, 0 first
 * @example const key = createLuck('harbour', 0).at('move', 12); unit(bits(key, idHigh, idLow))
 */
export function createLuck(seed: string, replicate: number): Luck {
  const root = combine(seedWord(seed), replicate)
  const keys = new Map(streams.map((name, i) => [name, combine(root, i + 1)]))
  return {
    stable: stream => keys.get(stream)!,
    at: (stream, tick) => combine(keys.get(stream)!, tick + 100_000),
  }
}
