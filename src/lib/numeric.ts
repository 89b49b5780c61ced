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

/** 2^k for a whole number k from −1022 to 1023, exactly. */
function powerOfTwo(k: number): number {
  words[0] = 0
  words[1] = (k + 1023) << 20
  return float[0]!
}

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
  const tail =
    1 / 2 +
    r *
      (1 / 6 +
        r *
          (1 / 24 +
            r *
              (1 / 120 +
                r *
                  (1 / 720 +
                    r *
                      (1 / 5040 +
                        r *
                          (1 / 40320 +
                            r *
                              (1 / 362880 +
                                r * (1 / 3628800 + r * (1 / 39916800 + r * (1 / 479001600 + r / 6227020800))))))))))
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
  const high = words[1]!
  k += (high >>> 20) - 1023
  words[1] = (high & 0x000fffff) | 0x3ff00000
  m = float[0]!
  if (m > 1.4142135623730951) {
    m *= 0.5
    k++
  }
  // ln m = 2·atanh(s), s = f/(2 + f), f = m − 1 (exact); written as f − f²/2 + s·(f²/2 + R) to keep f's own bits
  const f = m - 1
  const s = f / (2 + f)
  const z = s * s
  // the series 2z/3 + 2z²/5 + …, unrolled: this is the innermost function of the whole model
  const z2 = z * z
  const even = z2 * (2 / 5 + z2 * (2 / 9 + z2 * (2 / 13 + z2 * (2 / 17 + z2 * (2 / 21)))))
  const odd = z * (2 / 3 + z2 * (2 / 7 + z2 * (2 / 11 + z2 * (2 / 15 + z2 * (2 / 19 + z2 * (2 / 23))))))
  const r = even + odd
  const half = 0.5 * f * f
  return k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f)
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
