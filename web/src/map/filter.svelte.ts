/** The households chosen by a brush, on the map. */
import { gains } from '../gains/data.svelte.ts'
import { choice } from '../state.svelte.ts'

/** 1 for parcels where none of the chosen households lived at the start; null while all are chosen. */
export function parcelsWithChosen(parcels: number): Uint8Array | null {
  const { filter } = choice
  const { rows } = gains
  if (!filter || !rows) return null
  const chosen = new Set(filter)
  const dimmed = new Uint8Array(parcels).fill(1)
  for (let i = 0; i < rows.parcel.length; i++)
    if (rows.parcel[i]! >= 0 && chosen.has(gains.idOf(i))) dimmed[rows.parcel[i]!] = 0
  return dimmed
}
