import type { Measure } from './measure.ts'

export const measures: readonly Measure[] = []
export const measureNames: readonly string[] = measures.map(({ name }) => name)
export const measureNamed = (name: string): Measure | undefined => measures.find(measure => measure.name === name)
