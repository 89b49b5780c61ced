import type { City } from '../city/city.ts'
import type { Rules } from '../city/rules.ts'
import { measureNamed } from './index.ts'

export const readIndicators = (city: City, rules: Rules, names: readonly string[]): Record<string, number | null> =>
  Object.fromEntries(names.map(name => [name, measureNamed(name)?.compute(city, rules) ?? null]))
