/** Public life: what is put to a vote, and what came of it. */
import { column, type Table } from '../lib/table.ts'
import { byCell } from './economy.ts'

/** What may be proposed. Demolitions are projects of their own; the rest is asked for by residents or built by the city. */
export const PROPOSAL = {
  redevelop: 0,
  openEstate: 1,
  publicHomes: 2,
  facility: 3,
  vendorZone: 4,
  pocketPark: 5,
  repair: 6,
  openGarden: 7,
} as const

export const PROPOSAL_STATE = { free: 0, open: 1, carried: 2 } as const

/** Proposals of residents to their council; a row in state free is an empty slot. */
export const proposalColumns = {
  parcel: column(Int32Array, 'row', 'where', { initial: -1 }),
  kind: column(Uint8Array, 'code', 'PROPOSAL'),
  /** for a facility */
  service: column(Uint8Array, 'code', 'kind of access it serves: school 0, clinic 1'),
  state: column(Uint8Array, 'code', 'PROPOSAL_STATE'),
  cost: column(Float64Array, 'yuan', 'at income level 1'),
  opened: column(Int16Array, 'tick', 'when it was put forward'),
  decideAt: column(Int16Array, 'tick', 'when it is voted on'),
  support: column(Float32Array, 'share', 'of the votes'),
  yes: column(Uint32Array, 'count', 'votes'),
  no: column(Uint32Array, 'count', 'votes'),
}
export type Proposals = Table<typeof proposalColumns>

const ring = (meaning: string) => column(Uint32Array, 'count', `${meaning}, by month`, { width: 12 })

/** Counts of the last 12 months, in one row. */
export const civicColumns = {
  called: byCell('households with a vote on something'),
  calledWeak: ring('of the households affected, those of low income, skill or without papers'),
  affected: ring('households affected by what was voted on'),
  votes: byCell('votes cast'),
  votesWeak: ring('of these, by households of low income, skill or without papers'),
  wanted: ring('proposals that most of the poor or the unregistered wanted'),
  recognised: ring('of these, carried'),
  conflicts: ring('projects forced on most of those whose homes they take'),
  answered: ring('requests answered'),
  lapsed: ring('requests left unanswered for six months'),
  delay: column(Uint32Array, 'months', 'from proposal to start or end, of projects started or dropped, by month', {
    width: 12,
  }),
  decided: ring('projects started or dropped'),
  microProjects: ring('small works of volunteers and organisations'),
}
export type Civics = Table<typeof civicColumns>
export const civicCounts = Object.keys(civicColumns) as (keyof typeof civicColumns)[]
