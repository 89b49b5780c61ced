import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bits, normal, seedWord } from '../../../src/lib/random.ts'
import { type Outcomes, outcomesOf } from '../../../src/results/sweep/analysis.ts'
import { casesOf } from '../../../src/results/sweep/design.ts'
import { loadSweep } from '../../../src/results/sweep/file.ts'
import type { Case, Sweep } from '../../../src/results/sweep/sweep.ts'
import type { ScenarioFiles } from '../../../src/scenario/load.ts'

const baseline = readFileSync(join(import.meta.dirname, '../../../scenarios/baseline.yaml'), 'utf8')

export const filesOf = (texts: Record<string, string>): ScenarioFiles => ({
  read: path => ({ baseline, ...texts })[path] ?? null,
  resolve: name => (name in { baseline, ...texts } ? name : null),
  names: () => ['baseline', ...Object.keys(texts)],
})

/** Outcomes of a sweep that was not run: `value` stands in for the model. */
export function madeUp(
  text: string,
  value: (one: Case, sweep: Sweep, measure: string, luck: number) => number | null,
): Outcomes {
  const { sweep } = loadSweep('s.yaml', filesOf({ 's.yaml': text }))
  const rows: (number | null)[][] = []
  for (const one of casesOf(sweep))
    for (let replicate = 0; replicate < sweep.replications; replicate++)
      rows.push([
        one.number,
        replicate,
        ...sweep.measures.map(measure => value(one, sweep, measure, normal(bits(seedWord(measure), 7, replicate)))),
      ])
  return outcomesOf(sweep, rows)
}

/** A cap that raises burdens and leaves displacement alone; a quota that lowers burdens; placebos move a little. */
export const capAndQuota = (): Outcomes =>
  madeUp(
    `
design: grid
factors:
  profit_cap.max_margin: ['off', 0.2, 0.1]
  public_housing.share: [0, 0.2]
replications: 8
measures: [rent_burden_low, displacement_rate, green_300m]
`,
    ({ arm, values, number }, _, measure, luck) => {
      const chance = arm === 'placebo' ? 0.001 * (bits(1, 2, number) % 2 ? 1 : -1) + 0.0005 * luck : 0
      const own = 0.0004 * normal(bits(seedWord(measure), number, Math.round(1e6 * luck)))
      const base = 0.3 + 0.02 * luck + chance + own
      if (arm !== 'scenario' || measure !== 'rent_burden_low') return base
      const cap = values[0] === null ? 0 : values[0] === 0.2 ? 0.01 : 0.03
      return base + cap - 0.2 * Number(values[1] ?? 0)
    },
  )
