/** A household's id as one text, for links, keys and lists. */
import { type HouseholdId, householdName } from '../../../src/results/story.ts'

/** @example textOf({ high: 7664, low: 41 }) // => '7664-41' */
export const textOf = ({ high, low }: HouseholdId): string => `${high}-${low}`

/** @example idOf('7664-41') // => { high: 7664, low: 41 } */
export function idOf(text: string): HouseholdId {
  const [high, low] = text.split('-').map(Number)
  return { high: high!, low: low! }
}

/** The short name that people read. */
export const nameOf = (text: string): string => householdName(idOf(text))
