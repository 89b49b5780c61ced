import type { City } from '../city/city.ts'
import type { Rules } from '../city/rules.ts'
import { measureNamed } from './index.ts'

/**
 * Reads measures by name as the city stands now.
 * @param names of `measureNames`; a name that is no measure reads null
 * @returns a value a name; null where undefined
 * @example readIndicators(city, rules, ['vacancy_rate']) // => { vacancy_rate: 0.06 }
 */
export function readIndicators(city: City, rules: Rules, names: readonly string[]): Record<string, number | null> {
  const values: Record<string, number | null> = {}
  for (const name of names) {
    const value = measureNamed(name)?.compute(city, rules) ?? null
    values[name] = value !== null && Number.isFinite(value) ? value : null
  }
  return values
}
