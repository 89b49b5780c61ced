/** Measures that the page shows: those of the dashboard, and those that the open scenario defines. */
import { measureNamed, measures } from '../../src/metrics/index.ts'
import type { Measure } from '../../src/metrics/measure.ts'
import type { UserMeasure } from '../../src/scenario/scenario.ts'
import { choice } from './state.svelte.ts'

/** What a scenario does not say of a measure of its own follows from its name and formula. */
const inWords = ({ name, formula, title, unit, better }: UserMeasure): Measure => ({
  name,
  theme: 'mechanism',
  title: title ?? { en: name, zh: name },
  explains: { en: `Defined by this scenario: ${formula}.`, zh: `由本情景定义：${formula}。` },
  unit: unit ?? 'ratio',
  range: 'any number',
  better,
  formula,
  source: choice.scenario.name,
  caveat: {
    en: 'It can mislead as the measures it is made of can: read their caveats.',
    zh: '组成它的指标如何误导，它就如何误导，请看那些指标的说明。',
  },
  compute: () => null,
})

/** All of them; a scenario's own come last. */
export const shownMeasures = (): readonly Measure[] => [...measures, ...choice.scenario.measures.map(inWords)]

/** The one of a name, groups' variants too. */
export function shownMeasure(name: string): Measure | undefined {
  const own = choice.scenario.measures.find(measure => measure.name === name)
  return measureNamed(name) ?? (own && inWords(own))
}
