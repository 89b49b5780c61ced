import type { Handlers, Queries } from '../contracts.ts'
import { mapHandlers } from '../map/handlers.ts'

/** Answers to every query of the page. */
export const handlers: Handlers<Queries> = { ...mapHandlers }
