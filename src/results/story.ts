/**
 * The life of one household or one parcel in a run: where it lived, what it paid, why it moved and who decided. A story
 * is read while the run goes on, after each process, and changes no bit of it.
 */
import { ORIGIN } from '../city/buildings.ts'
import type { City } from '../city/city.ts'
import { STATE } from '../city/developers.ts'
import { NEVER, REASON, REGISTERED, SHARING, TENURE } from '../city/households.ts'
import { housingCost, income, meanRent } from '../city/housing.ts'
import type { Rules } from '../city/rules.ts'
import type { Worth } from '../city/utility.ts'
import { log } from '../lib/numeric.ts'
import { schedule } from '../processes/schedule.ts'
import { type Option, type Ranking, rankHomes } from '../processes/search.ts'
import { deflator } from './layers.ts'

/** What became of a plan to rebuild a parcel, as those who live there hear of it. */
type PlanNews = 'proposed' | 'not asked' | 'vote carried' | 'vote refused' | 'plan given up'

/** Until land is sold a plan may be given up. */
const isOpen = (state: number): boolean => state >= STATE.proposed && state <= STATE.auctioned

/** Follows the plans for one parcel at a time. */
function followPlans(): (
  city: City,
  process: string,
  parcel: number,
) => { news: PlanNews; support: number | null; homes: number }[] {
  let known = { parcel: -1, state: STATE.free as number, round: 0, support: 0 }
  return ({ projects }, process, parcel) => {
    let i = projects.rows - 1
    while (i >= 0 && (projects.parcel[i] !== parcel || projects.state[i] === STATE.free)) i--
    const now = {
      parcel,
      state: i < 0 ? STATE.free : projects.state[i]!,
      round: i < 0 ? 0 : projects.round[i]!,
      support: i < 0 ? 0 : projects.support[i]!,
    }
    const last = known
    known = now
    // who has moved here finds what stands
    if (last.parcel !== parcel) return []
    const homes = i < 0 ? 0 : projects.dwellings[i]!
    if (isOpen(last.state) && now.state === STATE.free) return [{ news: 'plan given up', support: null, homes: 0 }]
    const news: { news: PlanNews; support: number | null; homes: number }[] = []
    if (last.state === STATE.free && isOpen(now.state)) news.push({ news: 'proposed', support: null, homes })
    if (process !== 'deliberation') return news
    if (now.round > last.round)
      news.push({ news: now.state === STATE.approved ? 'vote carried' : 'vote refused', support: now.support, homes })
    else if (now.round === 0 && now.support !== last.support)
      news.push({ news: 'not asked', support: now.support, homes })
    return news
  }
}

/** A household's stable id. */
export interface HouseholdId {
  high: number
  low: number
}

const CHILD = 0x80000000

/**
 * A short name for people: a number for who was there from the start, month and number for who came (b = in a month
 * before year 0), letters for a child.
 * @example householdName({ high: 7664, low: 41 }) // => '42'
 */
export function householdName({ high, low }: HouseholdId): string {
  if (high >= CHILD) return `c${(low >>> 0).toString(36).slice(-5)}`
  const isArrival = (high & 7) === 1
  if (!isArrival) return String(low + 1)
  const month = Math.floor(high / 8) - 1024
  return `${month < 0 ? 'b' : ''}${Math.abs(month)}-${low + 1}`
}

/** Row of a household now, −1 = not in the city. */
export function householdRow(city: City, { high, low }: HouseholdId): number {
  const { idHigh, idLow, size, rows } = city.households
  for (let h = 0; h < rows; h++) if (size[h] !== 0 && idHigh[h] === high && idLow[h] === low) return h
  return -1
}

/** Reasons of a choice as they are told, in yuan a month: rent and travel apart, what they leave together in V. */
export type ChoiceTerm = 'rent' | 'travel' | Exclude<keyof Worth, 'money'> | 'attachment' | 'luck'

/** Why a home was taken rather than the next best: terms that sum to the whole advantage. */
export interface Choice {
  /** what it was weighed against: staying, or another home */
  against: 'stay' | 'home'
  againstParcel: number
  againstTenure: number
  /** homes it wanted more and did not get */
  refused: number
  /** yuan a month at Ī; positive speaks for the home it took */
  terms: { term: ChoiceTerm; yuan: number }[]
  total: number
}

export type EventKind =
  | 'arrived'
  | 'formed'
  | 'moved'
  | 'shared'
  | 'public home'
  | 'inherited'
  | 'returned'
  | 'public home lost'
  | 'not asked'
  | 'vote carried'
  | 'vote refused'
  | 'plan given up'
  | 'demolition notice'
  | 'demolished'
  | 'evicted'
  | 'home lost'
  | 'priced out'
  | 'job lost'
  | 'life changed'
  | 'queued'
  | 'left'
  | 'ended'

/** Who decided: nobody asked it, the rules of a policy, itself, or the course of life. */
export type Decider = 'forced' | 'policy' | 'choice' | 'life'

export interface StoryEvent {
  tick: number
  kind: EventKind
  decider: Decider
  /** parcels, −1 = none */
  from: number
  to: number
  /** metres between them, where both are known */
  distance: number | null
  choice: Choice | null
}

/** Months in one home, or without one (parcel −1). */
export interface Stay {
  from: number
  /** first month no longer here */
  to: number
  parcel: number
  kind: number
  tenure: number
  sharing: boolean
  /** mean of housing cost over income while there; null without home */
  burden: number | null
}

export interface Life {
  id: HouseholdId
  name: string
  /** tick from which the story was followed */
  start: number
  end: number
  /** at the first month it was seen; null if it never was */
  profile: { size: number; stage: number; registered: boolean; quintile: number; arrived: number } | null
  stays: Stay[]
  events: StoryEvent[]
  /** housing cost of income by month from `start`; NaN without home or outside the city */
  burden: Float32Array
  /** what is left after tax, housing and travel is not in it: labour income by month [yuan at Ī] */
  income: Float32Array
  fate: 'there' | 'left' | 'ended' | 'never came'
}

/** Reads a story as a run goes on. */
export interface Follower {
  /** to be given to a simulation as `watch`, with its city and rules */
  watch(process: string, city: City, rules: Rules): void
  life(): Life
}

/** The process that stands before another: what is read after it is what the other will see. */
const before = (name: string): string => schedule[schedule.findIndex(process => process.name === name) - 1]!.name
const BEFORE_SEARCH = before('search')
const BEFORE_QUEUE = before('public housing')
/** After these a household may be in the city that was not before. */
const ARRIVALS = new Set(['demography', 'migration'])

const distanceOf = ({ parcels }: City, from: number, to: number): number | null => {
  if (from < 0 || to < 0) return null
  const dx = parcels.x[to]! - parcels.x[from]!
  const dy = parcels.y[to]! - parcels.y[from]!
  return Math.sqrt(dx * dx + dy * dy)
}

/**
 * Terms of one home against another, in yuan a month.
 *
 * V counts ln(left): at the logarithmic mean of what either home leaves, the difference of logs is exactly the difference
 * in money, so rent and travel are told in their own yuan; the other terms are turned into money at the same rate.
 */
export function weigh(city: City, taken: Option, other: Option): { terms: Choice['terms']; total: number } {
  const { choice_scale, housing_share } = city.parameters
  const [x, y] = [taken.left, other.left]
  const middle = Math.abs(x / y - 1) < 1e-9 ? x : (x - y) / log(x / y)
  const yuan = 1 / (100 * deflator(city))
  const rate = (middle / (choice_scale * (1 - housing_share))) * yuan
  const terms: Choice['terms'] = [
    { term: 'rent', yuan: (other.cost - taken.cost) * yuan },
    { term: 'travel', yuan: (x - y - (other.cost - taken.cost)) * yuan },
  ]
  for (const [term, value] of Object.entries(taken.worth) as [keyof Worth, number][])
    if (term !== 'money') terms.push({ term, yuan: (value - other.worth[term]) * rate })
  terms.push({ term: 'attachment', yuan: (taken.attachment - other.attachment) * rate })
  terms.push({ term: 'luck', yuan: (taken.luck - other.luck) * rate })
  return {
    terms: terms.filter(({ yuan: amount }) => amount !== 0).sort((a, b) => Math.abs(b.yuan) - Math.abs(a.yuan)),
    total: terms.reduce((sum, { yuan: amount }) => sum + amount, 0),
  }
}

/** Why the home it won, of what it had ranked; null where it took a room in need or there was nothing to weigh. */
function choiceOf(city: City, ranking: Ranking | null, h: number): Choice | null {
  if (!ranking) return null
  const { households, buildings } = city
  const owning = households.tenure[h] === TENURE.owner
  const at = ranking.options.findIndex(({ building, owning: own }) => building === households.home[h] && own === owning)
  const taken = ranking.options[at]
  if (!taken || households.flags[h]! & SHARING) return null
  const next = ranking.options[at + 1]
  const other = ranking.stay && (!next || ranking.stay.value >= next.value) ? ranking.stay : next
  if (!other) return null
  return {
    against: other === ranking.stay ? 'stay' : 'home',
    againstParcel: buildings.parcel[other.building]!,
    againstTenure: other.owning ? TENURE.owner : TENURE.market,
    refused: at,
    ...weigh(city, taken, other),
  }
}

interface Seen {
  home: number
  parcel: number
  kind: number
  tenure: number
  sharing: boolean
}

/** Follows one household. @example const follower = followHousehold({ high: 7664, low: 41 }) */
export function followHousehold(id: HouseholdId): Follower {
  let start = 0
  let end = 0
  let row = -1
  let fate: Life['fate'] = 'never came'
  let profile: Life['profile'] = null
  let seen: Seen | null = null
  let ranking: Ranking | null = null
  let noticed = -1
  let stage = -1
  let queued = NEVER
  let isBegun = false
  const plans = followPlans()
  const stays: Stay[] = []
  const events: StoryEvent[] = []
  const burden: number[] = []
  const incomes: number[] = []

  const find = (city: City, process: string): number => {
    const { households } = city
    // households come and go in few places; who has gone does not come back
    if (fate === 'left' || fate === 'ended') return -1
    if (row < 0 && isBegun && !ARRIVALS.has(process)) return -1
    if (
      row >= 0 &&
      households.size[row] !== 0 &&
      households.idHigh[row] === id.high &&
      households.idLow[row] === id.low
    )
      return row
    return (row = householdRow(city, id))
  }
  const look = (city: City, h: number): Seen => {
    const { households, buildings } = city
    const home = households.home[h]!
    return {
      home,
      parcel: home >= 0 ? buildings.parcel[home]! : -1,
      kind: home >= 0 ? buildings.kind[home]! : 0,
      tenure: households.tenure[h]!,
      sharing: (households.flags[h]! & SHARING) !== 0,
    }
  }
  const note = (
    city: City,
    kind: EventKind,
    decider: Decider,
    from = seen?.parcel ?? -1,
    to = from,
    choice: Choice | null = null,
  ): void => {
    events.push({ tick: city.tick, kind, decider, from, to, distance: distanceOf(city, from, to), choice })
  }
  const settle = (tick: number, now: Seen | null): void => {
    const last = stays.at(-1)
    if (last && last.to > tick) last.to = tick
    // a home left in the month it was taken is no stay
    if (last && last.to <= last.from) stays.pop()
    if (now)
      stays.push({
        from: tick,
        to: Number.POSITIVE_INFINITY,
        parcel: now.parcel,
        kind: now.kind,
        tenure: now.tenure,
        sharing: now.sharing,
        burden: null,
      })
  }
  const moved = (city: City, h: number, process: string, now: Seen): void => {
    const { households, buildings } = city
    const from = seen!.parcel >= 0 ? seen!.parcel : households.lastHome[h]!
    if (process === 'search' && now.home >= 0) {
      const pressed = households.moveReason[h] === REASON.burden
      note(
        city,
        now.sharing ? 'shared' : pressed ? 'priced out' : 'moved',
        pressed || now.sharing ? 'forced' : 'choice',
        from,
        now.parcel,
        choiceOf(city, ranking, h),
      )
    } else if (process === 'public housing' && now.home >= 0) {
      const fromPolicy = buildings.origin[now.home] === ORIGIN.quota
      note(city, 'public home', fromPolicy ? 'policy' : 'choice', from, now.parcel)
    } else if (process === 'public housing') note(city, 'public home lost', 'forced', from, -1)
    else if (process === 'renewal') note(city, 'demolished', 'forced', from, now.parcel)
    else if (process === 'payments') note(city, 'evicted', 'forced', from, now.parcel)
    else if (process === 'demography') note(city, 'inherited', 'life', from, now.parcel)
    else if (now.home >= 0) note(city, process === 'developers' ? 'returned' : 'moved', 'choice', from, now.parcel)
    else note(city, 'home lost', 'forced', from, -1)
    settle(city.tick, now)
  }

  return {
    watch(process, city, rules) {
      const { households, projects, tick } = city
      const h = find(city, process)
      if (!isBegun) {
        isBegun = true
        start = tick
      }
      end = tick + 1
      if (process === schedule[0]!.name) {
        while (burden.length < tick - start + 1) burden.push(Number.NaN)
        while (incomes.length < tick - start + 1) incomes.push(Number.NaN)
        ranking = null
      }
      if (h < 0) {
        if (seen) {
          fate = process === 'demography' ? 'ended' : 'left'
          note(
            city,
            fate === 'ended' ? 'ended' : 'left',
            fate === 'ended' ? 'life' : seen.home < 0 ? 'forced' : 'choice',
          )
          settle(tick, null)
          seen = null
        }
        return
      }
      const now = look(city, h)
      if (!seen) {
        fate = 'there'
        profile = {
          size: households.size[h]!,
          stage: households.stage[h]!,
          registered: (households.flags[h]! & REGISTERED) !== 0,
          quintile: households.quintile[h]!,
          arrived: households.arrived[h]!,
        }
        stage = households.stage[h]!
        queued = households.queueSince[h]!
        if (households.arrived[h] === tick && tick > start)
          note(city, id.high >= CHILD ? 'formed' : 'arrived', id.high >= CHILD ? 'life' : 'choice', -1, now.parcel)
        settle(tick, now)
      } else if (now.home !== seen.home || now.sharing !== seen.sharing) moved(city, h, process, now)
      else if (now.tenure !== seen.tenure) settle(tick, now)
      seen = now
      for (const { news } of plans(city, process, now.parcel))
        if (news !== 'proposed')
          note(city, news, news === 'not asked' ? 'forced' : news === 'plan given up' ? 'life' : 'policy')
      if (process === 'payments') {
        const earned = income(city, h)
        const rent = rules.levers.public_housing.rent_ratio * meanRent(city)
        burden[tick - start] = now.home >= 0 ? housingCost(city, h, rent) / earned : Number.NaN
        incomes[tick - start] = earned / 100 / deflator(city)
        if (households.unemployedUntil[h] === tick + city.parameters.job_loss.months) note(city, 'job lost', 'life')
      }
      if (process === 'demography' && households.stage[h] !== stage) {
        stage = households.stage[h]!
        note(city, 'life changed', 'life')
      }
      if (process === BEFORE_SEARCH) ranking = rankHomes(city, rules, h)
      if (process === 'public housing') {
        const since = households.queueSince[h]!
        if (since === tick && queued === NEVER && tick > start) note(city, 'queued', 'choice')
        queued = since
      }
      if (process === BEFORE_QUEUE && now.parcel >= 0 && noticed !== now.parcel)
        for (let i = 0; i < projects.rows; i++)
          if (projects.state[i] === STATE.vacating && projects.parcel[i] === now.parcel) {
            noticed = now.parcel
            note(city, 'demolition notice', 'forced')
          }
    },
    life() {
      for (const stay of stays) {
        if (stay.to > end) stay.to = end
        const known = burden.slice(stay.from - start, stay.to - start).filter(v => !Number.isNaN(v))
        stay.burden = stay.parcel >= 0 && known.length > 0 ? known.reduce((sum, v) => sum + v, 0) / known.length : null
      }
      return {
        id,
        name: householdName(id),
        start,
        end,
        profile,
        stays,
        events,
        burden: Float32Array.from(burden),
        income: Float32Array.from(incomes),
        fate,
      }
    },
  }
}

/** What happened on a parcel. */
export type ParcelEventKind = PlanNews | 'auctioned' | 'built' | 'cleared' | 'wall opened' | 'displaced'

export interface ParcelEvent {
  tick: number
  kind: ParcelEventKind
  /** fen at Ī: the land price paid, or compensation due */
  yuan: number | null
  /** homes, or households */
  count: number | null
  /** share of the votes for it, or that it would have had */
  support: number | null
  /** number of the developer from 1; null = the city or nobody */
  developer: number | null
}

export interface ParcelYear {
  tick: number
  homes: number
  households: number
  /** by tenure: owner, market, public, informal */
  tenures: [number, number, number, number]
  /** yuan/m²/month at Ī; null without homes */
  rent: number | null
  displaced: number
  owner: number
  use: number
}

export interface ParcelStory {
  parcel: number
  start: number
  years: ParcelYear[]
  events: ParcelEvent[]
}

export interface ParcelFollower {
  watch(process: string, city: City, rules: Rules): void
  story(): ParcelStory
}

/** Follows one parcel: who held it, what was bid and built, who lived there and who had to go. */
export function followParcel(parcel: number): ParcelFollower {
  const years: ParcelYear[] = []
  const events: ParcelEvent[] = []
  const last = schedule.at(-1)!.name
  let start = 0
  let isBegun = false
  const plans = followPlans()
  let state = -1
  let homes = -1
  let displaced = -1
  let walled = -1
  const read = (city: City, tick: number): ParcelYear => {
    const { parcels, buildings, households } = city
    const year: ParcelYear = {
      tick,
      homes: 0,
      households: 0,
      tenures: [0, 0, 0, 0],
      rent: null,
      displaced: parcels.displacements[parcel]!,
      owner: parcels.owner[parcel]!,
      use: parcels.use[parcel]!,
    }
    let rent = 0
    for (let b = parcels.firstBuilding[parcel]!; b >= 0; b = buildings.next[b]!) {
      year.homes += buildings.dwellings[b]!
      rent += buildings.dwellings[b]! * buildings.rent[b]!
    }
    if (year.homes > 0) year.rent = rent / year.homes / 100 / deflator(city)
    for (let h = 0; h < households.rows; h++) {
      const b = households.home[h]!
      if (households.size[h] === 0 || b < 0 || buildings.parcel[b] !== parcel) continue
      year.households++
      year.tenures[households.tenure[h]! as 0]++
    }
    return year
  }
  return {
    watch(process, city) {
      const { parcels, buildings, projects, estates, tick } = city
      const yuan = (fen: number): number => fen / 100 / deflator(city)
      const note = (kind: ParcelEventKind, rest: Partial<ParcelEvent> = {}): void => {
        events.push({ tick, kind, yuan: null, count: null, support: null, developer: null, ...rest })
      }
      if (!isBegun) {
        isBegun = true
        start = tick
        years.push(read(city, tick))
      }
      for (const { news, support, homes: planned } of plans(city, process, parcel))
        note(news, { support, count: news === 'proposed' ? planned : null })
      let now = -1
      for (let i = 0; i < projects.rows; i++) {
        if (projects.parcel[i] !== parcel || projects.state[i] === STATE.free) continue
        now = projects.state[i]!
        const developer = projects.developer[i]! >= 0 ? projects.developer[i]! + 1 : null
        if (now !== state && now === STATE.vacating)
          note('auctioned', { yuan: yuan(projects.landPrice[i]!), developer, count: projects.dwellings[i]! })
        else if (now !== state && now === STATE.site && state !== STATE.vacating)
          note('auctioned', { yuan: yuan(projects.landPrice[i]!), developer, count: projects.dwellings[i]! })
      }
      let standing = 0
      for (let b = parcels.firstBuilding[parcel]!; b >= 0; b = buildings.next[b]!) standing += buildings.dwellings[b]!
      if (homes >= 0 && standing > homes) note('built', { count: standing - homes })
      if (homes >= 0 && standing < homes) note('cleared', { count: homes - standing })
      const gone = parcels.displacements[parcel]!
      if (displaced >= 0 && gone > displaced) note('displaced', { count: gone - displaced })
      const e = parcels.estate[parcel]!
      const wall = e >= 0 ? estates.walled[e]! : -1
      if (walled === 1 && wall === 0) note('wall opened')
      ;[state, homes, displaced, walled] = [now, standing, gone, wall]
      if (process === last && (tick + 1) % 12 === 0) years.push(read(city, tick + 1))
    },
    story: () => ({ parcel, start, years, events }),
  }
}
