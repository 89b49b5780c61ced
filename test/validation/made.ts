import { type Observation, unwatched } from '../../src/validation/facts.ts'
import { type CrossSection, nothingSeen } from '../../src/validation/observe.ts'

/** A city seen over twenty years in which nothing moves. */
export const stillCity = (
  seed: string,
  values: Record<string, number>,
  section: Partial<CrossSection>,
): Observation => ({
  ...unwatched(seed),
  yearly: Array.from({ length: 21 }, () => values),
  sections: Array.from({ length: 3 }, () => ({ ...nothingSeen, ...section })),
  lnRents: Array.from({ length: 21 }, () => 3),
})
