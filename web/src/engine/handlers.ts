import type { Handlers, Queries } from '../contracts.ts'
import { gainsHandlers } from '../gains/handlers.ts'
import { mapHandlers } from '../map/handlers.ts'
import { storyHandlers } from '../stories/handlers.ts'

/** Answers to every query of the page. */
export const handlers: Handlers<Queries> = { ...mapHandlers, ...storyHandlers, ...gainsHandlers }
