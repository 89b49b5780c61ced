import { listScenarios } from './scenarios.ts'

/** Every scenario in the page, once loaded; the first nine have keys. */
export const listed = listScenarios()
export const numbered = listed.slice(0, 9)
