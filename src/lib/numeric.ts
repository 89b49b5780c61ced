/**
 * Elementary functions with the same bits in every JavaScript engine.
 *
 * `Math.exp`, `Math.log`, `Math.pow`, `Math.sin` and `Math.cos` are left to the engine by the language standard and do
 * differ; these are built from + − × ÷, sqrt and integer arithmetic only, whose results IEEE 754 fixes.
 * Error bounds are in ulp (units in the last place of the result) and are tested against 200-bit arithmetic.
 */

const float = new Float64Array(1)
const words = new Uint32Array(float.buffer) // little-endian, as every engine's typed arrays are in practice

const LN2_HIGH = 0.6931471803691238 // ln 2 in two parts: the first has 32 trailing zero bits, so k·LN2_HIGH is exact
const LN2_LOW = 1.9082149292705877e-10

/** 1/n!: Taylor terms of sine and cosine. */
const INVERSE_FACTORIAL = [1]
for (let n = 1; n <= 21; n++) INVERSE_FACTORIAL.push(INVERSE_FACTORIAL[n - 1]! / n)

/** 2^k for whole numbers k from −1023 to 1023 at k + 1023, exactly: writing half of a double and reading it whole is slow. */
const POWERS = new Float64Array(2047)
for (let k = 0, up = 1, down = 1; k <= 1023; k++, up *= 2, down /= 2) {
  POWERS[1023 + k] = up
  POWERS[1023 - k] = down
}

/** 2^k for a whole number k from −1022 to 1023. */
const powerOfTwo = (k: number): number => POWERS[k + 1023]!

/**
 * e^x, error below 1.5 ulp for normal results; 0 below −745.2, Infinity above 709.78, NaN for NaN.
 * @example exp(0) // => 1
 */
export function exp(x: number): number {
  if (!(x > -745.2)) return x <= -745.2 ? 0 : Number.NaN
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY
  const k = Math.floor(x * 1.4426950408889634 + 0.5)
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW
  const r = high - low
  // 1/2! + r/3! + r²/4! + … as literals: engines do not fold quotients of constants, and a division takes long
  const tail =
    0.5 +
    r *
      (0.16666666666666666 +
        r *
          (0.041666666666666664 +
            r *
              (0.008333333333333333 +
                r *
                  (0.001388888888888889 +
                    r *
                      (0.0001984126984126984 +
                        r *
                          (0.0000248015873015873 +
                            r *
                              (0.0000027557319223985893 +
                                r *
                                  (2.755731922398589e-7 +
                                    r * (2.505210838544172e-8 + r * (2.08767569878681e-9 + r / 6227020800))))))))))
  // 1 + r + r²·tail, adding the small parts first; (high − r) − low is what rounding r lost
  const sum = 1 + (r + (r * r * tail + (high - r - low)))
  if (k > -1022 && k < 1023) return sum * powerOfTwo(k)
  const half = k >> 1
  return sum * powerOfTwo(half) * powerOfTwo(k - half)
}

/**
 * Natural logarithm, error below 1.5 ulp; −Infinity at 0, NaN below.
 * @example log(2) // => 0.6931471805599453
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  let k = 0
  let m = x
  if (m < 2.2250738585072014e-308) {
    m *= 18014398509481984 // 2^54: subnormals have no exponent of their own
    k = -54
  }
  float[0] = m
  const exponent = (words[1]! >>> 20) - 1023
  k += exponent
  m *= POWERS[1023 - exponent]!
  if (m > 1.4142135623730951) {
    m *= 0.5
    k++
  }
  // ln m = 2·atanh(s), s = f/(2 + f), f = m − 1 (exact); written as f − f²/2 + s·(f²/2 + R) to keep f's own bits
  const f = m - 1
  const s = f / (2 + f)
  const z = s * s
  // the series 2z/3 + 2z²/5 + …, unrolled, its quotients as literals: this is the innermost function of the whole model
  const z2 = z * z
  const even =
    z2 *
    (0.4 +
      z2 * (0.2222222222222222 + z2 * (0.15384615384615385 + z2 * (0.11764705882352941 + z2 * 0.09523809523809523))))
  const odd =
    z *
    (0.6666666666666666 +
      z2 *
        (0.2857142857142857 +
          z2 *
            (0.18181818181818182 + z2 * (0.13333333333333333 + z2 * (0.10526315789473684 + z2 * 0.08695652173913043)))))
  const r = even + odd
  const half = 0.5 * f * f
  return k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f)
}

const PIECE_BITS = 11
const PIECES = 1 << PIECE_BITS
/** Pieces 1 + i/2048 … into which an octave falls: one over where they begin, and the logarithm of that. */
const INVERSE = Float64Array.from({ length: PIECES }, (_, i) => 1 / (1 + i / PIECES))
const LN_PIECE = INVERSE.map(inverse => -log(inverse))
/** Logarithms of powers of two, by the exponent as it is written in a double. */
const LN_POWER = POWERS.map((_, written) => (written - 1023) * log(2))

/**
 * ln x in less than half the time of `log`, from tables and four terms: for sums over many, where no last bit counts.
 * Error below 2⁻⁵⁰·max(1, |ln x|); 0 for 1.
 * @param x a normal positive double: at least 2⁻¹⁰²², finite
 * @example quickLog(0.5) // => -0.6931471805599453
 */
export function quickLog(x: number): number {
  float[0] = x
  const upper = words[1]!
  const written = upper >>> 20
  const piece = (upper >>> (20 - PIECE_BITS)) & (PIECES - 1)
  const r = x * POWERS[2046 - written]! * INVERSE[piece]! - 1
  return LN_POWER[written]! + LN_PIECE[piece]! + r * (1 - r * (0.5 - r * (0.3333333333333333 - r * 0.25)))
}

/**
 * x^y for x ≥ 0. Relative error below (2 + |y·ln x|)·2⁻⁵²; whole |y| ≤ 64 by repeated multiplication, which is exact
 * where the powers are doubles and else within |y|·2⁻⁵³.
 * @example pow(2, 0.5) // => 1.4142135623730951
 */
export function pow(x: number, y: number): number {
  if (Math.abs(y) <= 64 && Math.floor(y) === y) {
    let result = 1
    let base = x
    for (let n = Math.abs(y); n > 0; n = Math.floor(n / 2)) {
      if (n % 2 === 1) result *= base
      base *= base
    }
    return y < 0 ? 1 / result : result
  }
  if (y === 0.5) return Math.sqrt(x)
  if (x === 0) return y > 0 ? 0 : Number.POSITIVE_INFINITY
  return exp(y * log(x))
}

/** π/2 in three parts, the first two with 33 significant bits, so k·part is exact for |k| < 2²⁰. */
const HALF_PI_1 = 1.5707963267341256
const HALF_PI_2 = 6.077100506303966e-11
const HALF_PI_3 = 2.0222662487959506e-21

function sinNear(r: number): number {
  const z = r * r
  let tail = 0
  for (let n = 17; n >= 3; n -= 2) tail = tail * -z + INVERSE_FACTORIAL[n]!
  return r - r * z * tail
}

function cosNear(r: number): number {
  const z = r * r
  let tail = 0
  for (let n = 18; n >= 4; n -= 2) tail = tail * -z + INVERSE_FACTORIAL[n]!
  return 1 - (0.5 * z - z * z * tail)
}

function quarterTurns(x: number, shift: number): number {
  if (!(Math.abs(x) < 1e6)) return Number.NaN
  const k = Math.floor(x * 0.6366197723675814 + 0.5)
  const r = x - k * HALF_PI_1 - k * HALF_PI_2 - k * HALF_PI_3
  switch ((((k + shift) % 4) + 4) % 4) {
    case 0:
      return sinNear(r)
    case 1:
      return cosNear(r)
    case 2:
      return -sinNear(r)
    default:
      return -cosNear(r)
  }
}

/** Sine, absolute error below 2·10⁻¹⁶ for |x| < 10⁶; NaN beyond. @example sin(1) // => 0.8414709848078965 */
export const sin = (x: number): number => quarterTurns(x, 0)

/** Cosine, absolute error below 2·10⁻¹⁶ for |x| < 10⁶; NaN beyond. @example cos(0) // => 1 */
export const cos = (x: number): number => quarterTurns(x, 1)

/** Density φ of the standard normal distribution. @example normalPdf(0) // => 0.3989422804014327 */
export const normalPdf = (x: number): number => 0.3989422804014327 * exp(-0.5 * x * x)

/**
 * Φ, the standard normal distribution function; relative error below 10⁻¹³ down to Φ(−37).
 * Series Φ = ½ + φ·Σ x^(2n+1)/(2n+1)!! inside |x| < 3, Laplace's continued fraction beyond
 * (Abramowitz & Stegun 1964, 26.2.11 and 26.2.14).
 * @example normalCdf(1.959963984540054) // => 0.975
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return x
  const size = Math.abs(x)
  if (size < 3) {
    let term = x
    let sum = x
    for (let n = 3; n < 120; n += 2) {
      term *= (x * x) / n
      const next = sum + term
      if (next === sum) break
      sum = next
    }
    return 0.5 + normalPdf(x) * sum
  }
  if (size > 38.6) return x < 0 ? 0 : 1
  let fraction = 0
  for (let n = 160; n >= 1; n--) fraction = n / (size + fraction)
  const tail = normalPdf(size) / (size + fraction)
  return x < 0 ? tail : 1 - tail
}

/**
 * The x with Φ(x) = p: Newton steps on Φ, bracketed by bisection; absolute error below 10⁻¹².
 * @param p probability, strictly between 0 and 1; 0 and 1 give ∓Infinity
 * @example normalQuantile(0.975) // => 1.959963984540054
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) {
    if (p === 0) return Number.NEGATIVE_INFINITY
    return p === 1 ? Number.POSITIVE_INFINITY : Number.NaN
  }
  if (p > 0.5) return -normalQuantile(1 - p)
  let low = -38.6
  let high = 0
  let x = p > 0.02 ? (p - 0.5) * 2.5 : -Math.sqrt(-2 * log(p))
  for (let step = 0; step < 100; step++) {
    if (!(x > low && x < high)) x = 0.5 * (low + high)
    const excess = normalCdf(x) - p
    if (excess > 0) high = x
    else low = x
    const next = x - excess / normalPdf(x)
    if (Math.abs(next - x) < 1e-14 * (1 + Math.abs(x))) return next
    x = next
  }
  return x
}

/** x limited to [low, high]. @example clamp(7, 0, 5) // => 5 */
export const clamp = (x: number, low: number, high: number): number => (x < low ? low : x > high ? high : x)
