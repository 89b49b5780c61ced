/** An auditor of cities: reads every table and says in words what does not add up. */

import { KIND } from '../../src/city/buildings.ts'
import type { City } from '../../src/city/city.ts'
import { tablesOf } from '../../src/city/city.ts'
import { STATE } from '../../src/city/developers.ts'
import { SHARING, TENURE } from '../../src/city/households.ts'
import { ACCOUNT, type Account, accounts, flowKinds, flowNames, flowOfYear, moneyHeld } from '../../src/city/ledger.ts'
import { USE } from '../../src/city/parcels.ts'
import { type Cells, cells } from '../../src/lib/table.ts'

const accountNames: readonly Account[] = [...accounts, 'households', 'developers', 'villages']

const sum = (values: ArrayLike<number>, rows: number): number => {
  let total = 0
  for (let i = 0; i < rows; i++) total += values[i]!
  return total
}

export const idOf = ({ households }: City, h: number): string => `${households.idHigh[h]}:${households.idLow[h]}`

export function livingHouseholds({ households }: City): number[] {
  const living: number[] = []
  for (let h = 0; h < households.rows; h++) if (households.size[h] !== 0) living.push(h)
  return living
}

/** What is counted at the end of a tick, to be balanced with the next. */
export interface Census {
  households: number
  dwellings: number
  born: number
  arrived: number
  departed: number
  ended: number
  built: number
  demolished: number
  money: number
  cash: Record<Account, number>
  flows: Float64Array
  use: Uint8Array
  displaced: Map<string, number>
}

export function census(city: City): Census {
  const { households, buildings, developers, villages, economy, flows, parcels } = city
  const living = livingHouseholds(city)
  return {
    households: living.length,
    dwellings: sum(buildings.dwellings, buildings.rows),
    born: economy.bornTotal[0]!,
    arrived: economy.arrivedTotal[0]!,
    departed: economy.departedTotal[0]!,
    ended: economy.endedTotal[0]!,
    built: economy.builtTotal[0]!,
    demolished: economy.demolishedTotal[0]!,
    money: moneyHeld(city),
    cash: Object.fromEntries(
      accountNames.map((name, i) => [
        name,
        name === 'households'
          ? sum(households.savings, households.rows)
          : name === 'developers'
            ? sum(developers.cash, developers.rows)
            : name === 'villages'
              ? sum(villages.cash, villages.rows)
              : city.accounts.cash[i]!,
      ]),
    ) as Census['cash'],
    flows: flows.total.slice(0, flowNames.length),
    use: parcels.use.slice(0, parcels.rows),
    displaced: new Map(living.map(h => [idOf(city, h), households.displaced[h]!])),
  }
}

/** Changes of land use that the model knows: from, to. */
const transitions = new Set(
  [
    [USE.farmland, USE.site],
    [USE.nature, USE.site],
    [USE.vacant, USE.site],
    [USE.residential, USE.site],
    [USE.commercial, USE.site],
    [USE.site, USE.residential],
    [USE.site, USE.commercial],
    [USE.site, USE.vacant],
    [USE.vacant, USE.facility],
    [USE.farmland, USE.facility],
    [USE.farmland, USE.employment],
    [USE.vacant, USE.employment],
  ].map(([from, to]) => `${from} ${to}`),
)

/** What does not balance between the ends of two ticks. */
export function imbalances(city: City, before: Census, after: Census): string[] {
  const wrong: string[] = []
  const equal = (what: string, found: number, due: number): void => {
    if (found !== due) wrong.push(`${what}: ${found}, but the ledger says ${due}`)
  }
  const gain = (key: 'born' | 'arrived' | 'departed' | 'ended' | 'built' | 'demolished'): number => {
    if (after[key] < before[key]) wrong.push(`${key} fell`)
    return after[key] - before[key]
  }
  equal(
    'households',
    after.households,
    before.households + gain('born') + gain('arrived') - gain('departed') - gain('ended'),
  )
  equal('dwellings', after.dwellings, before.dwellings + gain('built') - gain('demolished'))
  equal('money', after.money, before.money)
  const due = { ...before.cash }
  flowNames.forEach((name, i) => {
    const amount = after.flows[i]! - before.flows[i]!
    if (amount < 0) wrong.push(`the total of ${name} fell`)
    const [from, to] = flowKinds[name]
    due[from] -= amount
    due[to] += amount
  })
  for (const name of accountNames) equal(`cash of ${name}`, after.cash[name], due[name])
  for (let p = 0; p < after.use.length; p++) {
    const change = `${before.use[p]} ${after.use[p]}`
    if (before.use[p] !== after.use[p] && !transitions.has(change)) wrong.push(`parcel ${p}: use ${change}`)
  }
  for (const [id, times] of after.displaced) {
    const earlier = before.displaced.get(id) ?? 0
    if (times < earlier) wrong.push(`household ${id}: displaced fell from ${earlier} to ${times}`)
  }
  void city
  return wrong
}

const shares: Readonly<Record<string, readonly string[]>> = {
  parcels: [
    'heritage',
    'heritageRepair',
    'canopy',
    'canopyTarget',
    'pollution',
    'street',
    'access',
    'schoolQuality',
    'green',
    'mix',
    'crowding',
  ],
  buildings: ['quality'],
  households: ['attachment', 'landlordShare', 'weakTies', 'trust'],
  facilities: ['quality'],
  centres: ['jobs'],
  projects: ['publicShare', 'quality'],
  zones: ['vacancy', 'incomeRank'],
}

/** What cannot be so in one city, whatever happened before. */
export function contradictions(city: City): string[] {
  const wrong: string[] = []
  const check = (holds: boolean, words: () => string): void => {
    if (!holds && wrong.length < 40) wrong.push(words())
  }
  checkNumbers(city, check)
  checkHouseholds(city, check)
  checkBuildings(city, check)
  checkProjects(city, check)
  checkMoney(city, check)
  return wrong
}

type Check = (holds: boolean, words: () => string) => void

function checkNumbers(city: City, check: Check): void {
  for (const table of tablesOf(city))
    for (const [name, { width = 1, initial = 0 }] of Object.entries(table.columns)) {
      const column: Cells = cells(table, name)
      // a column may declare that NaN stands for what is not known yet
      const mayBeUnknown = Number.isNaN(initial)
      const isShare = shares[table.name]?.includes(name) ?? false
      for (let i = 0; i < table.rows * width; i++) {
        const value = column[i]!
        if (Number.isNaN(value) && mayBeUnknown) continue
        if (!Number.isFinite(value)) check(false, () => `${table.name}.${name}[${i}] is ${value}`)
        else if (isShare && !(value >= 0 && value <= 1))
          check(false, () => `${table.name}.${name}[${i}] is ${value}, no share`)
      }
    }
}

function checkHouseholds(city: City, check: Check): void {
  const { households: t, buildings, parcels } = city
  const seen = new Set<string>()
  for (let h = 0; h < t.rows; h++) {
    if (t.size[h] === 0) {
      check(t.savings[h] === 0 && t.home[h] === -1, () => `empty slot ${h} holds money or a home`)
      continue
    }
    const id = idOf(city, h)
    check(!seen.has(id), () => `household ${id} lives twice`)
    seen.add(id)
    check(Number.isInteger(t.savings[h]!) && t.savings[h]! >= 0, () => `household ${id} has savings of ${t.savings[h]}`)
    check(Number.isInteger(t.mortgage[h]!) && t.mortgage[h]! >= 0, () => `household ${id} owes ${t.mortgage[h]}`)
    check(t.size[h]! <= 8, () => `household ${id} has ${t.size[h]} persons`)
    const home = t.home[h]!
    const tenure = t.tenure[h]!
    const shares = (t.flags[h]! & SHARING) !== 0
    if (home < 0) {
      check(!shares, () => `household ${id} shares a home it does not have`)
      check(t.mortgage[h] === 0, () => `household ${id} has a mortgage and no home`)
      continue
    }
    check(home < buildings.rows && buildings.dwellings[home]! > 0, () => `household ${id} lives in empty slot ${home}`)
    check(
      !shares || (tenure === TENURE.informal && buildings.kind[home] === KIND.village),
      () => `household ${id} shares outside a village`,
    )
    check(tenure === TENURE.owner || t.mortgage[h] === 0, () => `household ${id} has a mortgage and rents`)
    const informal = buildings.kind[home] === KIND.village || buildings.kind[home] === KIND.mobile
    check(tenure !== TENURE.market || !informal, () => `household ${id} rents by contract in a village`)
    check(tenure !== TENURE.owner || !informal, () => `household ${id} owns in a village`)
    // mobile homes stand on land that waits for something else
    const standsOn = buildings.kind[home] === KIND.mobile ? USE.vacant : USE.residential
    check(
      parcels.use[buildings.parcel[home]!] === standsOn,
      () => `household ${id} lives on a parcel of use ${parcels.use[buildings.parcel[home]!]}`,
    )
  }
  const free = [...city.freeHouseholds, ...city.freedHouseholds]
  check(new Set(free).size === free.length, () => 'a household slot is free twice')
  check(
    free.length === t.rows - seen.size,
    () => `${t.rows - seen.size} empty household slots, but ${free.length} are listed free`,
  )
  check(
    free.every(h => t.size[h] === 0),
    () => 'a living household stands in a free slot',
  )
}

/** Counts of residents by building, recomputed from the households. */
export function residents(city: City): Record<'owners' | 'tenants' | 'publicTenants' | 'sharing', Uint16Array> {
  const { households, buildings } = city
  const counts = {
    owners: new Uint16Array(buildings.rows),
    tenants: new Uint16Array(buildings.rows),
    publicTenants: new Uint16Array(buildings.rows),
    sharing: new Uint16Array(buildings.rows),
  }
  for (const h of livingHouseholds(city)) {
    const b = households.home[h]!
    if (b < 0) continue
    if (households.flags[h]! & SHARING) counts.sharing[b]!++
    else if (households.tenure[h] === TENURE.owner) counts.owners[b]!++
    else if (households.tenure[h] === TENURE.public) counts.publicTenants[b]!++
    else counts.tenants[b]!++
  }
  return counts
}

function checkBuildings(city: City, check: Check): void {
  const { buildings: t, parcels } = city
  const counts = residents(city)
  const keys = new Set<number>()
  let standing = 0
  for (let b = 0; b < t.rows; b++) {
    const homes = t.dwellings[b]!
    for (const name of ['owners', 'tenants', 'publicTenants', 'sharing'] as const)
      check(
        t[name][b] === counts[name][b],
        () => `building ${b}: ${name} is ${t[name][b]}, but ${counts[name][b]} live there`,
      )
    if (homes === 0) continue
    standing++
    const name = (): string => `building ${t.key[b]} (kind ${t.kind[b]})`
    check(!keys.has(t.key[b]!), () => `${name()} stands twice`)
    keys.add(t.key[b]!)
    check(Math.floor(t.key[b]! / 64) === t.parcel[b], () => `${name()} stands on parcel ${t.parcel[b]}`)
    const stock = t.developerStock[b]! + t.landlordStock[b]!
    const owned = t.owners[b]! + stock + t.publicHomes[b]!
    check(
      owned === homes,
      () =>
        `${name()}: owners ${t.owners[b]} + developer ${t.developerStock[b]} + landlords ${t.landlordStock[b]} + public ${t.publicHomes[b]} is not ${homes}`,
    )
    check(t.tenants[b]! <= stock, () => `${name()}: ${t.tenants[b]} tenants in ${stock} homes to let`)
    check(
      t.publicTenants[b]! <= t.publicHomes[b]!,
      () => `${name()}: ${t.publicTenants[b]} public tenants in ${t.publicHomes[b]} homes`,
    )
    check(
      t.sharing[b] === 0 || (t.kind[b] === KIND.village && t.sharing[b]! <= 0.3 * homes),
      () => `${name()}: ${t.sharing[b]} sharing in ${homes} homes`,
    )
    check(t.developerStock[b] === 0 || t.developer[b]! >= 0, () => `${name()}: unsold homes of nobody`)
    check(
      t.rent[b]! > 0 && t.price[b]! > 0 && t.floor[b]! > 0,
      () => `${name()}: rent ${t.rent[b]}, price ${t.price[b]}, floor ${t.floor[b]}`,
    )
    check(t.peer[b]! >= 0 && t.peer[b]! <= 4, () => `${name()}: peers at ${t.peer[b]}`)
  }
  const free = [...city.freeBuildings, ...city.freedBuildings]
  check(new Set(free).size === free.length, () => 'a building slot is free twice')
  check(
    free.length === t.rows - standing,
    () => `${t.rows - standing} empty building slots, but ${free.length} are listed free`,
  )
  let listed = 0
  for (let p = 0; p < parcels.rows; p++)
    for (let b = parcels.firstBuilding[p]!, steps = 0; b >= 0 && steps < 64; b = t.next[b]!, steps++) {
      check(t.parcel[b] === p && t.dwellings[b]! > 0, () => `parcel ${p} lists building slot ${b}, which is not there`)
      listed++
    }
  check(listed === standing, () => `parcels list ${listed} of ${standing} buildings`)
}

function checkProjects(city: City, check: Check): void {
  const { projects: t, parcels, buildings } = city
  const sites = new Map<number, number>()
  for (let i = 0; i < t.rows; i++) {
    if (t.state[i] === STATE.free) continue
    check(!sites.has(t.parcel[i]!), () => `two projects on parcel ${t.parcel[i]}`)
    sites.set(t.parcel[i]!, t.state[i]!)
    check(t.spent[i]! <= t.cost[i]!, () => `project on ${t.parcel[i]} has spent ${t.spent[i]} of ${t.cost[i]}`)
    check(t.dwellings[i]! > 0, () => `project on ${t.parcel[i]} is of no homes`)
  }
  for (let p = 0; p < parcels.rows; p++)
    check(
      parcels.use[p] !== USE.site || (sites.get(p) ?? 0) >= STATE.auctioned,
      () => `parcel ${p} is a site without a project`,
    )
  for (const [p, state] of sites) {
    if (state >= STATE.site)
      check(parcels.use[p] === USE.site, () => `parcel ${p} is built on with use ${parcels.use[p]}`)
    if (state >= STATE.site)
      check(
        parcels.firstBuilding[p]! < 0,
        () => `parcel ${p} is built on while building ${buildings.key[parcels.firstBuilding[p]!]} stands`,
      )
  }
}

/** The city may owe this share of a year's tax and land revenue. */
const CREDIT = 0.3

function checkMoney(city: City, check: Check): void {
  const { developers, villages, accounts: single } = city
  const revenue = (['incomeTax', 'dealTax', 'landPrice'] as const).reduce(
    (all, kind) => all + flowOfYear(city, kind),
    0,
  )
  const cash = single.cash[ACCOUNT.government]!
  check(cash >= -CREDIT * revenue, () => `government has ${cash}, beyond its credit`)
  for (let d = 0; d < developers.rows; d++) {
    check(developers.cash[d]! >= 0, () => `developer ${d} has ${developers.cash[d]}`)
    check(
      developers.due[d]! >= 0 && developers.due[d]! <= developers.debt[d]!,
      () => `developer ${d}: due ${developers.due[d]} of debt ${developers.debt[d]}`,
    )
  }
  for (let v = 0; v < villages.rows; v++) check(villages.cash[v]! >= 0, () => `village ${v} has ${villages.cash[v]}`)
  accounts.forEach((name, i) => {
    check(Number.isInteger(single.cash[i]!), () => `${name} has parts of a fen: ${single.cash[i]}`)
    check(single.debt[i]! >= 0, () => `${name} owes ${single.debt[i]}`)
    if (name === 'landlords' || name === 'estates') check(single.cash[i]! >= 0, () => `${name} has ${single.cash[i]}`)
  })
}
