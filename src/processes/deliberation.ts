/**
 * Hearings (model §3.10): a project proposed this month is put to those it affects. Without hearings it goes on whatever
 * they think, and who opposes it loses trust; a project forced on most of those whose homes it takes is held up by
 * conflict. In hearings terms improve round by round until enough consent, or the project is given up.
 */

import type { City } from '../city/city.ts'
import { PROPOSAL } from '../city/civics.ts'
import { STATE } from '../city/developers.ts'
import { monthOf } from '../city/economy.ts'
import { ACCOUNT, BOOKED, book } from '../city/ledger.ts'
import { OWNER, USE } from '../city/parcels.ts'
import type { Rules } from '../city/rules.ts'
import { roundHalfEven } from '../lib/fixed.ts'
import { combine, unit } from '../lib/random.ts'
import { type Candidate, candidate, dropProject } from './land.ts'
import { isDelegated, isNegotiated, promiseOf } from './negotiation.ts'
import type { Process } from './process.ts'
import { isHeard, withTerms } from './terms.ts'
import {
  countVote,
  EXPECTED_QUINTILE,
  type Forum,
  type Motion,
  motion,
  moveTrust,
  openForum,
  poll,
  VOTED,
} from './vote.ts'

/** Votes a hearing needs where no threshold is set. */
const MAJORITY = 0.5
/** What a revision adds to compensation and to rights of return. */
const REVISION = 0.1
/** How far one further scheme may differ: compensation, floor, green cover. */
const SCHEME = { compensation: 0.1, floor: 0.1, green: 0.05 }
/** Months that full devolution adds to a negotiation. */
const NEGOTIATION_MONTHS = 6
/** Yuan a hearing and a debate; part of construction cost a further scheme. */
const COST = { hearing: 60_000, debate: 30_000, scheme: 0.005 }
/** Green cover of a new estate. */
const ESTATE_CANOPY = 0.3

/** A project as those near it see it. */
function projectMotion(
  city: City,
  rules: Rules,
  i: number,
  terms: Rules,
  { moreGreen, promised }: { moreGreen: number; promised: number },
): Motion {
  const { projects, parcels } = city
  const p = projects.parcel[i]!
  const { share } = rules.levers.public_housing
  const isHome = parcels.use[p] === USE.residential && isNegotiated(city, rules, p)
  return motion(PROPOSAL.redevelop, p, projects.opened[i]!, {
    homes: projects.dwellings[i]!,
    quintile: (1 - share) * EXPECTED_QUINTILE.market + share * EXPECTED_QUINTILE.public,
    canopy: ESTATE_CANOPY + moreGreen,
    members: isHome && parcels.owner[p] === OWNER.collective,
    zone: isHome && isDelegated(city, rules, p) ? parcels.zone[p]! : -1,
    promised,
    returning: terms.levers.compensation.on_site_return,
  })
}

/** A project goes on without asking: its opponents lose trust, and if many must go against their will they resist. */
function impose(city: City, rules: Rules, forum: Forum, i: number): void {
  const { projects, parcels, zones, civics, tick, parameters } = city
  const { unheard, conflict: lost } = parameters.trust_change
  const { fighters, share, months } = parameters.conflict
  const result = poll(city, rules, forum, projectMotion(city, rules, i, rules, { moreGreen: 0, promised: 0 }))
  projects.support[i] = result.support
  for (const h of result.opponents) moveTrust(city, h, unheard)
  if (result.fighters < fighters || result.fightersAgainst <= share * result.fighters) return
  projects.monthsExtra[i] = months
  const z = parcels.zone[projects.parcel[i]!]!
  zones.conflictUntil[z] = tick + months
  civics.conflicts[monthOf(tick)]!++
  const { households, buildings } = city
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] !== 0 && b >= 0 && parcels.zone[buildings.parcel[b]!] === z) moveTrust(city, h, lost)
  }
}

interface Scheme {
  readonly better: number
  readonly density: number
  readonly moreGreen: number
}

/** Schemes on the table: the project as proposed, and others that give more and build less. */
function schemes(city: City, rules: Rules, i: number): Scheme[] {
  const { projects, luck } = city
  const key = combine(combine(luck.stable('deliberate'), projects.parcel[i]! + 1), projects.opened[i]! + 1024)
  return Array.from({ length: rules.levers.scheme_choice.options }, (_, k) => ({
    better: rules.levers.compensation.owner * SCHEME.compensation * k * unit(combine(key, 3 * k)),
    density: 1 - SCHEME.floor * k * unit(combine(key, 3 * k + 1)),
    moreGreen: SCHEME.green * k * unit(combine(key, 3 * k + 2)),
  }))
}

/** Pays for a hearing out of cash in hand. */
function payHearing(city: City, rules: Rules, site: Candidate): void {
  const { economy, accounts } = city
  const { hearings, consent, debates, scheme_choice } = rules.levers
  const pay = (yuan: number, policy: string): void => {
    const due = roundHalfEven(yuan * 100 * economy.incomeIndex[0]!)
    book(city, 'hearings', Math.min(due, Math.max(0, accounts.cash[ACCOUNT.government]!)), policy)
  }
  pay(COST.hearing, hearings.required === 1 ? 'hearings' : consent.threshold > 0 ? 'consent' : 'devolved_renewal')
  if (debates.intensity > 0) pay(COST.debate * debates.intensity, 'debates')
  if (scheme_choice.options > 1)
    pay((COST.scheme * (scheme_choice.options - 1) * site.offer.cost) / 100 / economy.incomeIndex[0]!, 'scheme_choice')
}

/** A hearing ends with a vote on the best-liked scheme that still pays. */
function hear(city: City, rules: Rules, forum: Forum, i: number): void {
  const { projects, tick, parameters } = city
  const { consent, scheme_choice } = rules.levers
  const p = projects.parcel[i]!
  const threshold = consent.threshold > 0 ? consent.threshold : MAJORITY
  let chosen: { scheme: Scheme; what: Motion; result: ReturnType<typeof poll>; site: Candidate } | null = null
  for (const scheme of schemes(city, rules, i)) {
    const terms = withTerms(rules, projects.betterTerms[i]! + scheme.better, projects.returnShare[i]!)
    const site = candidate(city, terms, p, scheme.density)
    if (site === null) continue
    const promised = promiseOf(city, rules, p, site.price - site.taking.compensation)
    const what = projectMotion(city, rules, i, terms, { moreGreen: scheme.moreGreen, promised })
    const result = poll(city, terms, forum, what)
    if (chosen === null || result.support > chosen.result.support) chosen = { scheme, what, result, site }
  }
  // land that no longer pays is no longer wanted
  if (chosen === null) {
    dropProject(city, i)
    return
  }
  const { scheme, what, result, site } = chosen
  payHearing(city, rules, site)
  projects.support[i] = result.support
  projects.round[i]!++
  const carried = result.support >= threshold
  countVote(city, what, result, carried)
  if (carried) {
    projects.betterTerms[i]! += scheme.better
    projects.density[i] = scheme.density
    projects.moreGreen[i] = scheme.moreGreen
    projects.state[i] = STATE.approved
    projects.stateSince[i] = tick
    for (const h of result.opponents) moveTrust(city, h, parameters.trust_change.heard)
    return
  }
  const better = projects.betterTerms[i]! + REVISION
  const returning = projects.returnShare[i]! + REVISION
  const isOver = projects.round[i]! > scheme_choice.options + 1
  if (isOver || candidate(city, withTerms(rules, better, returning), p) === null) {
    dropProject(city, i)
    return
  }
  projects.betterTerms[i] = better
  projects.returnShare[i] = returning
  projects.stateSince[i] = tick
}

/** Months until the hearing votes. */
function monthsOfRound(city: City, rules: Rules, i: number): number {
  const { projects, parameters } = city
  const { hearings, devolved_renewal } = rules.levers
  if (projects.round[i]! > 0) return parameters.hearing_round
  const talks = isNegotiated(city, rules, projects.parcel[i]!)
    ? Math.round(NEGOTIATION_MONTHS * devolved_renewal.power)
    : 0
  return (hearings.required === 1 ? hearings.months : 1) + talks
}

export const deliberation: Process = {
  name: 'deliberation',
  writes: [
    ...BOOKED,
    ...VOTED,
    'projects.*',
    'households.trust',
    'zones.conflictUntil',
    'civics.conflicts',
    'civics.delay',
    'civics.decided',
    'economy.landOffer',
  ],
  run(city, rules) {
    const { projects, tick } = city
    const isNew = (i: number): boolean => projects.state[i] === STATE.proposed && projects.stateSince[i] === tick
    const isDue = (i: number): boolean =>
      projects.state[i] === STATE.hearing && tick - projects.stateSince[i]! >= monthsOfRound(city, rules, i)
    const due = Array.from({ length: projects.rows }, (_, i) => i)
      .filter(i => isDue(i) || (isNew(i) && !isHeard(city, rules, projects.parcel[i]!)))
      .sort((a, b) => projects.parcel[a]! - projects.parcel[b]!)
    if (due.length === 0) return
    const forum = openForum(city, rules)
    for (const i of due) {
      if (projects.state[i] === STATE.hearing) hear(city, rules, forum, i)
      else impose(city, rules, forum, i)
    }
  },
}
