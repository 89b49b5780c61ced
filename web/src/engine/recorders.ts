import type { Recorder, Recorders } from '../contracts.ts'
import { createMapRecorder } from '../map/handlers.ts'

/** What is written down of the shown replicate, by part. A new part is its line here. */
const parts: Readonly<Record<string, () => Recorder>> = { map: createMapRecorder }

export const createRecorders = (): Recorders =>
  Object.fromEntries(Object.entries(parts).map(([name, create]) => [name, create()]))

export const forkRecorders = (recorders: Recorders): Recorders =>
  Object.fromEntries(Object.entries(recorders).map(([name, recorder]) => [name, recorder.fork()]))
