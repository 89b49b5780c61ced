import type { Observation } from '../../src/validation/facts.ts'
import type { CrossSection } from '../../src/validation/observe.ts'

/** A city seen over twenty years in which nothing moves. */
export function stillCity(seed: string, values: Record<string, number>, section: Partial<CrossSection>): Observation {
  const nothing: CrossSection = {
    gradient: null,
    green: null,
    rail: null,
    school: null,
    gate: null,
    filtering: null,
    density: null,
    moran: null,
    elasticity: null,
    migrantOwners: null,
  }
  return {
    seed,
    yearly: Array.from({ length: 21 }, () => values),
    sections: Array.from({ length: 3 }, () => ({ ...nothing, ...section })),
    homes: 1000,
    demolished: 0,
    demolishedByZone: [],
    margins: [],
    estateSizes: [],
    gapRanks: [],
    tipping: null,
    gentrified: null,
    lnRents: Array.from({ length: 21 }, () => 3),
  }
}
