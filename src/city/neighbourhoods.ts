import { column, type Table } from '../lib/table.ts'

export const zoneColumns = {
  homesAtStart: column(Uint32Array, 'count', 'dwellings at tick 0'),
  vacancy: column(Float32Array, 'share', 'of let and for-sale homes at the start of the tick', { cache: true }),
  hedonicGap: column(
    Float32Array,
    'ln',
    'what gate, small, large, green, rail, school add to price, as developers learned it',
    { width: 6 },
  ),
  incomeRank: column(Float32Array, '0–1', 'rank of its mean income at the start'),
  meeting: column(Int32Array, 'row', 'parcel in its middle where its own activities take place', { constant: true }),
  microSpaces: column(Float32Array, 'count', 'music rooms, book rooms and the like'),
  busking: column(Float32Array, 'count', 'areas where one may perform'),
  rooms: column(Float32Array, 'count', 'rooms for micro-jobs'),
  slots: column(Uint16Array, 'count', 'licensed stalls'),
  stalls: column(Float32Array, 'count', 'stalls that pay, as vendors have learned'),
  vendors: column(Uint16Array, 'count', 'stalls kept'),
  recyclers: column(Uint16Array, 'count', 'households that live on what others throw away'),
  stallIncome: column(Float64Array, 'fen a month', 'of a stall'),
  stallFee: column(Float64Array, 'fen a month', 'of a stall, mean of licensed and others'),
  recyclerIncome: column(Float64Array, 'fen a month', 'of a recycler'),
  enforcement: column(Float32Array, '0–1', 'effort against stalls without licence'),
  protected: column(Uint8Array, 'bool', 'its council has carried a proposal for the stalls'),
  complaints: column(Float32Array, 'share', 'of households that complained of stalls last month'),
  footfall: column(Float32Array, 'a day', 'people at its shops, markets and squares, visitors included'),
  visitors: column(Float32Array, 'a day', 'from outside the city'),
  capacity: column(Float32Array, '0–1', 'of the residents’ council to answer'),
  requests: column(Uint16Array, 'count', 'open to the council', { cache: true }),
  volunteers: column(Float32Array, 'per 100 households', 'who volunteer within a year'),
  called: column(Uint32Array, 'count', 'households asked for their vote: this year, last year', { width: 2 }),
  voted: column(Uint32Array, 'count', 'of these, who voted', { width: 2 }),
  conflictUntil: column(Int16Array, 'tick', 'of a project forced on its residents', { initial: -32768 }),
  fund: column(Float64Array, 'fen', 'of the public budget, for its council to spend'),
  work: column(Float64Array, 'small works', 'given by volunteers and organisations and not yet done'),
}
export type Zones = Table<typeof zoneColumns>

/** Districts: what reaches people beside the councils. */
export const districtColumns = {
  massOrganisation: column(Float32Array, '0–1', 'reach of mass organisations'),
  contract: column(Float64Array, 'fen/yr', 'services bought from social organisations'),
  productivity: column(Float32Array, 'factor', 'of these organisations; grows while the contract lasts', {
    initial: 1,
  }),
}
export type Districts = Table<typeof districtColumns>

/** A walled compound: its members are the parcels whose `estate` names it. */
export const estateColumns = {
  walled: column(Uint8Array, 'bool', 'closed to others'),
  privateGreen: column(Uint8Array, 'bool', 'a garden for members'),
  institution: column(Uint8Array, 'bool', 'university or government compound'),
  barrier: column(Float64Array, 'person minutes', 'detour it imposes on people outside at tick 0', { initial: -1 }),
  rank: column(Float32Array, '0–1', 'place in the order of opening', { initial: 2 }),
  openedAt: column(Int16Array, 'tick', '', { initial: -32768 }),
}
export type Estates = Table<typeof estateColumns>

/** A village collective owns the let homes of its buildings and the farmland. */
export const villageColumns = {
  cash: column(Float64Array, 'fen', 'kept for works'),
}
export type Villages = Table<typeof villageColumns>

/** A facility in use; kinds follow facilityKinds in plan.ts. */
export const facilityColumns = {
  kind: column(Uint8Array, 'code', 'facilityKinds'),
  parcel: column(Int32Array, 'row', 'where it stands'),
  capacity: column(Float32Array, 'persons', 'it can serve'),
  quality: column(Float32Array, '0–1', ''),
  open: column(Uint8Array, 'bool', '0 for members of its estate only'),
  estate: column(Int32Array, 'row', 'estate whose private green it is, −1 = none', { initial: -1 }),
  away: column(Uint16Array, '1/64 min', 'beyond the border: walk added'),
  history: column(Float32Array, '0–1', 'standing a school was born with'),
  funding: column(Float32Array, 'of standard', 'of a school'),
  peer: column(Float32Array, '0–4', 'mean quintile of its children'),
  built: column(Int16Array, 'tick', '', { initial: -32768 }),
  policy: column(Uint8Array, 'code', 'policy that paid for it: place among the levers + 1, 0 = none'),
}
export type Facilities = Table<typeof facilityColumns>

/** Centres of work. The last row is kept for a new one: it has no jobs before it is founded. */
export const centreColumns = {
  x: column(Float32Array, 'm', ''),
  y: column(Float32Array, 'm', ''),
  node: column(Int32Array, 'row', 'street node'),
  jobs: column(Float32Array, 'share', 'of all jobs'),
  visitorJobs: column(Float32Array, 'count', 'of these, jobs that visitors from outside pay for'),
  outside: column(Float32Array, 'min', 'beyond the border', { constant: true }),
  main: column(Uint8Array, 'bool', '', { constant: true }),
}
export type Centres = Table<typeof centreColumns>

/** Stations of rail, those that are being built included. */
export const stationColumns = {
  x: column(Float32Array, 'm', ''),
  y: column(Float32Array, 'm', ''),
  node: column(Int32Array, 'row', 'street node'),
  opens: column(Int16Array, 'tick', 'when trains begin to call', { initial: -32768 }),
}
export type Stations = Table<typeof stationColumns>

/** Stations where trains call. */
export function openStations({
  stations,
  tick,
}: {
  readonly stations: Stations
  readonly tick: number
}): { x: number; y: number; node: number }[] {
  const open: { x: number; y: number; node: number }[] = []
  for (let s = 0; s < stations.rows; s++)
    if (stations.opens[s]! <= tick) open.push({ x: stations.x[s]!, y: stations.y[s]!, node: stations.node[s]! })
  return open
}

export const edgeColumns = {
  a: column(Int32Array, 'row', 'node', { constant: true }),
  b: column(Int32Array, 'row', 'node', { constant: true }),
  units: column(Uint16Array, '1/64 min', 'walk', { constant: true }),
  estate: column(Int32Array, 'row', 'owner estate, −1 = public', { initial: -1 }),
  flags: column(
    Uint8Array,
    'bits',
    '1 gate, 2 bridge, 4 rail, 8 shared, 16 closed inside a superblock, 32 over walled ground',
  ),
}
export type Edges = Table<typeof edgeColumns>
