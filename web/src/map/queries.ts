import type { CityView, Frame } from '../contracts.ts'

export interface MapQueries {
  /** the place to draw */
  place: { ask: null; answer: CityView }
  frame: { ask: { layer: string; year: number }; answer: Frame | null }
}
