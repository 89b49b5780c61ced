import type { City } from '../city/city.ts'
import type { Rules } from '../city/rules.ts'

/** One submodel of the tick. It writes only the columns it names. */
export interface Process {
  readonly name: string
  /** 'table.column' for each column it changes */
  readonly writes: readonly string[]
  run(city: City, rules: Rules): void
}
