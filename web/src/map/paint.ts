/** From values to colours: levels, differences, kinds, and the ground where there is no value. */
import { USE } from '../../../src/city/parcels.ts'
import { differenceOf, type LevelLayer, levelOf, type MapLayer } from '../../../src/results/layers.ts'
import type { Palette, Rgba } from './citymap.ts'

/** Colours of the data and of the ground, as the page's tokens give them. */
export interface Colours {
  ground: Palette
  levels: Rgba[]
  /** less just → none → more just */
  differences: Rgba[]
  /** a change without a just direction: fall → none → rise */
  plain: Rgba[]
  kinds: Rgba[]
}

const TOKENS = {
  land: '--land',
  street: '--street',
  water: '--water',
  park: '--park',
  field: '--field',
  wall: '--wall',
  paper: '--bg',
  ink: '--ink',
  ink2: '--ink2',
  accent: '--acc',
} as const satisfies Record<keyof Palette, string>

/** @example rgba('#2f4bc7') // => [47, 75, 199, 255] */
export function rgba(hex: string): Rgba {
  const text = hex.trim().replace('#', '')
  const full = text.length === 3 ? [...text].map(c => c + c).join('') : text
  const at = (i: number): number => Number.parseInt(full.slice(i, i + 2), 16)
  return [at(0), at(2), at(4), full.length === 8 ? at(6) : 255]
}

/** Reads the tokens that hold on an element now. */
export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element)
  const token = (name: string): Rgba => rgba(style.getPropertyValue(name))
  const list = (letter: string, count: number): Rgba[] =>
    Array.from({ length: count }, (_, i) => token(`--map-${letter}${i}`))
  return {
    ground: Object.fromEntries(Object.entries(TOKENS).map(([key, name]) => [key, token(name)])) as unknown as Palette,
    levels: list('l', 7),
    differences: list('d', 7),
    plain: list('p', 7),
    kinds: list('k', 5),
  }
}

const put = (fill: Uint8Array, p: number, [r, g, b, a]: Rgba): void => {
  fill[4 * p] = r
  fill[4 * p + 1] = g
  fill[4 * p + 2] = b
  fill[4 * p + 3] = a
}

function groundOf(use: number, { land, water, park, field }: Palette): Rgba {
  if (use === USE.water) return water
  if (use === USE.nature) return park
  return use === USE.farmland ? field : land
}

/** Colours of one future. @param dimmed households chosen live elsewhere: parcels to be shown pale */
export function paintLevels(
  layer: MapLayer,
  values: Float32Array,
  use: Uint8Array,
  colours: Colours,
  dimmed: Uint8Array | null = null,
): Uint8Array {
  const fill = new Uint8Array(values.length * 4)
  for (let p = 0; p < values.length; p++) {
    const value = values[p]!
    if (Number.isNaN(value) || dimmed?.[p]) put(fill, p, groundOf(use[p]!, colours.ground))
    else if (layer.kind === 'kinds') put(fill, p, colours.kinds[value]!)
    else put(fill, p, colours.levels[levelOf(layer.cuts, value)]!)
  }
  return fill
}

/** The value of a change as it is coloured, −3 … 3; null where either future has none. */
export function stepOf(layer: MapLayer, before: number, after: number, halfWidth = 0): number | null {
  if (Number.isNaN(before) || Number.isNaN(after)) return null
  if (layer.kind === 'kinds') return before === after ? 0 : 1
  return differenceOf(layer, after - before, halfWidth)
}

/** Colours of the change. @param halfWidths by parcel, half of the interval of the change over runs; null = one run */
export function paintDifference(
  layer: MapLayer,
  before: Float32Array,
  after: Float32Array,
  use: Uint8Array,
  colours: Colours,
  halfWidths: Float32Array | null = null,
): Uint8Array {
  const fill = new Uint8Array(before.length * 4)
  const scale = layer.kind === 'levels' && layer.better !== 'none' ? colours.differences : colours.plain
  for (let p = 0; p < before.length; p++) {
    const step = stepOf(layer, before[p]!, after[p]!, halfWidths?.[p] ?? 0)
    // a kind that changed is drawn as what it has become
    if (step === null) put(fill, p, groundOf(use[p]!, colours.ground))
    else if (layer.kind === 'kinds') put(fill, p, step === 0 ? scale[3]! : colours.kinds[after[p]!]!)
    else put(fill, p, scale[step + 3]!)
  }
  return fill
}

/** Colours between two pictures, for a replay. */
export function between(from: Uint8Array, to: Uint8Array, share: number): Uint8Array {
  if (from.length !== to.length) return to
  const fill = new Uint8Array(to.length)
  for (let i = 0; i < to.length; i++) fill[i] = Math.round(from[i]! + (to[i]! - from[i]!) * share)
  return fill
}

/** Values of a difference legend from left (less just) to right: the six limits with their sign. */
export function differenceLimits({ better, differences }: LevelLayer): number[] {
  const [a, b, c] = differences
  const rising = [-c, -b, -a, a, b, c]
  return better === 'lower' ? rising.map(v => -v) : rising
}
