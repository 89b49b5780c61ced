/** Residual land value (model §3.8): what developers would pay for a site, and what they would build on it. */

import { AXIS_REACH, axisDistances } from '../city/axes.ts'
import { KIND } from '../city/buildings.ts'
import { type City, derived, scratch } from '../city/city.ts'
import { grossFloor } from '../city/found.ts'
import { AT_REST } from '../city/levers.ts'
import { parcelBins } from '../city/near.ts'
import { openStations } from '../city/neighbourhoods.ts'
import { ACCESS, ACCESS_KINDS, USE } from '../city/parcels.ts'
import type { Rules } from '../city/rules.ts'
import { isWalled } from '../city/utility.ts'
import { FIXED, fixed } from '../lib/fixed.ts'
import { distance } from '../lib/geometry.ts'
import { clamp, exp, log, normalCdf, normalPdf, pow } from '../lib/numeric.ts'
import { combine, unit } from '../lib/random.ts'

/** Floor a dwelling of the products on offer [m²]. */
export const PRODUCT_FLOORS = [60, 90, 120] as const
/** Places of the hedonic gaps in zones.hedonicGap. */
export const GAP = { gate: 0, small: 1, large: 2, green: 3, rail: 4, school: 5 } as const
export const GAPS = 6
const KERNEL_METRES = 200
const KERNEL_REACH = 600
/** Quality of new homes, and the one prices are compared at. */
export const NEW_QUALITY = 0.92
/** Qualities that developers choose among where they may, with what they cost to build, relative. */
const STANDARD = [{ quality: NEW_QUALITY, cost: 1 }] as const
const TIERS = [{ quality: 0.78, cost: 0.86 }, ...STANDARD, { quality: 1, cost: 1.05 }] as const
const PRICED_QUALITY = 0.9
export const GARDEN_M2 = 1000
const BIDDERS = 12
/** Growth of the floor area ratio on an axis, at full strength. */
export const AXIS_FLOOR = 0.5
/** Half-width of what a bidder errs by on prices. */
const ERROR = 0.06
/** Own share of the land that a bidder must hold in cash, and the share the bank lends. */
const OWN_LAND = 0.35
const LOAN = 0.65
const DEBT_LIMIT = 4

/** Growth of construction costs: 60 % of incomes'. */
export const costIndex = (city: City): number => pow(city.economy.incomeIndex[0]!, 0.6)

/** Value of a home's rent or price at a quality, relative to quality 0. */
export const qualityFactor = (quality: number): number => 0.55 + 0.5 * quality

export interface LocalMarket {
  /** at quality 0 factor 1: divide out and multiply qualityFactor [fen/m²] */
  rent: number
  price: number
  growth: number
  /** share of it that has each of GAP */
  has: number[]
}

/** Kernel-weighted rents and prices round a parcel, adjusted for quality; village and public left out. */
export function localMarket(city: City, p: number): LocalMarket {
  const { parcels, buildings } = city
  const bins = parcelBins(city)
  const near = scratch(city, 'near parcels', Int32Array, 4096)
  for (const reach of [KERNEL_REACH, 3000, 1e6]) {
    const n = bins.within(
      parcels.x[p]!,
      parcels.y[p]!,
      reach,
      reach > 3000 ? scratch(city, 'all parcels', Int32Array, parcels.rows) : near,
    )
    const list = reach > 3000 ? scratch(city, 'all parcels', Int32Array, parcels.rows) : near
    let weights = 0
    let rent = 0
    let price = 0
    let growth = 0
    const has = new Array<number>(GAPS).fill(0)
    for (let i = 0; i < n; i++) {
      const q = list[i]!
      let b = parcels.firstBuilding[q]!
      if (b < 0) continue
      const weight = exp(-distance(parcels.x[p]!, parcels.y[p]!, parcels.x[q]!, parcels.y[q]!) / KERNEL_METRES)
      for (; b >= 0; b = buildings.next[b]!) {
        const kind = buildings.kind[b]
        if (kind === KIND.village || kind === KIND.public || kind === KIND.mobile) continue
        const factor = qualityFactor(buildings.quality[b]!)
        weights += fixed(weight)
        rent += fixed((weight * buildings.rent[b]!) / factor / 1024)
        price += fixed((weight * buildings.price[b]!) / factor / 1048576)
        growth += fixed(weight * buildings.growthExpected[b]!)
        for (let g = 0; g < GAPS; g++)
          if (hasFeature(city, q, buildings.floor[b]!, isWalled(city, b), g)) has[g]! += fixed(weight)
      }
    }
    if (weights > 0)
      return {
        rent: (rent / weights) * 1024,
        price: (price / weights) * 1048576,
        growth: growth / weights,
        has: has.map(sum => sum / weights),
      }
  }
  const rent = city.parameters.rent_start * 100
  return { rent, price: (rent * 12) / 0.04, growth: 0, has: new Array<number>(GAPS).fill(0) }
}

/** Whether homes of this size and wall on a parcel have what a gap is the price of. */
function hasFeature(city: City, p: number, floor: number, walled: boolean, gap: number): boolean {
  switch (gap) {
    case GAP.gate:
      return walled
    case GAP.small:
      return floor <= 75
    case GAP.large:
      return floor > 105
    case GAP.green:
      return hasGreen(city, p)
    case GAP.rail:
      return hasRail(city, p)
    default:
      return city.parcels.access[p * ACCESS_KINDS + ACCESS.school]! > city.economy.medianSchool[0]!
  }
}

/**
 * What homes on a parcel are worth above the local market for what they have and the homes round them lack, as developers
 * have learned it: comparables are adjusted for differences alone, since their prices hold what they have themselves.
 */
export function featurePremium(city: City, p: number, local: LocalMarket, floor: number, walled: boolean): number {
  const zone = city.parcels.zone[p]! * GAPS
  let premium = 0
  for (let g = 0; g < GAPS; g++)
    premium += city.zones.hedonicGap[zone + g]! * ((hasFeature(city, p, floor, walled, g) ? 1 : 0) - local.has[g]!)
  return premium
}

/** E[min(X, cap)] for X ~ N(μ, s): what a developer may expect when the upside is cut and the risk is kept. */
export function expectedCapped(mu: number, sd: number, cap: number): number {
  const z = (cap - mu) / sd
  return cap - (cap - mu) * normalCdf(z) - sd * normalPdf(z)
}

/**
 * Margin a developer must aim at so that it expects its required return under a cap.
 * @returns μ with E[min(X, cap)] = required; null when no margin can do it (cap ≤ required return)
 * @example requiredMargin(0.1, 0.18, null) // => 0.1
 */
export function requiredMargin(required: number, sd: number, cap: number | null): number | null {
  if (cap === null) return required
  if (cap <= required) return null
  let low = required
  let high = required + 20 * sd
  if (expectedCapped(high, sd, cap) < required) return null
  for (let step = 0; step < 40; step++) {
    const middle = 0.5 * (low + high)
    if (expectedCapped(middle, sd, cap) < required) low = middle
    else high = middle
  }
  return 0.5 * (low + high)
}

/** Required margin of every developer this tick; NaN = stays out. */
function margins(city: City, rules: Rules): Float64Array {
  const { developers, parameters } = city
  const cap = rules.levers.profit_cap.max_margin
  const kept = city.derived.get('margins') as { cap: number | null; margin: Float64Array } | undefined
  if (kept && kept.cap === cap) return kept.margin
  const margin = Float64Array.from(
    { length: developers.rows },
    (_, d) => requiredMargin(developers.requiredReturn[d]!, parameters.margin_sd, cap) ?? Number.NaN,
  )
  city.derived.set('margins', { cap, margin })
  return margin
}

export interface Offer {
  developer: number
  /** residual land value [fen] */
  value: number
  floor: number
  gated: boolean
  garden: boolean
  quality: number
  /** construction with gate and garden [fen] */
  cost: number
  saleFloor: number
  /** share of the cost that the city pays */
  subsidy: number
  /** what the city takes of the gain from rail [fen] */
  captured: number
}

export interface SiteValue {
  /** best offer, and the second highest value (−Infinity if none) */
  best: Offer | null
  second: number
}

export const hasGreen = (city: City, p: number): boolean => city.parcels.walk[p * ACCESS_KINDS + ACCESS.park]! <= 240
export function hasRail(city: City, p: number): boolean {
  const near = derived(city, 'near rail', () => {
    const stations = openStations(city)
    return Uint8Array.from({ length: city.parcels.rows }, (_, q) =>
      stations.some(s => distance(s.x, s.y, city.parcels.x[q]!, city.parcels.y[q]!) <= 800) ? 1 : 0,
    )
  })
  return near[p] === 1
}
/** Median access to schools of built parcels, taken when developers learn. */
function medianSchool(city: City): number {
  const { parcels } = city
  const values: number[] = []
  for (let p = 0; p < parcels.rows; p++)
    if (parcels.firstBuilding[p]! >= 0) values.push(parcels.access[p * ACCESS_KINDS + ACCESS.school]!)
  values.sort((a, b) => a - b)
  return values[Math.floor(values.length / 2)] ?? 0.5
}

/** Land of a site that is used: presets with small blocks use half. */
export const siteArea = (city: City, p: number): number => city.parcels.area[p]! * city.plan.siteShare

/**
 * Bids for a site by the developers who look at it this year.
 * @param p parcel
 * @returns the best offer and the second value; best null when nobody can bid
 */
export function siteValue(city: City, rules: Rules, p: number): SiteValue {
  const { developers, parcels, parameters: k, luck, tick } = city
  const { levers } = rules
  const margin = margins(city, rules)
  const market = localMarket(city, p)
  const area = siteArea(city, p)
  const { strength, count } = levers.growth_axes
  const onAxis = strength > 0 && axisDistances(city, count)[p]! <= AXIS_REACH
  const moreGreen = Math.max(0, levers.green_ratio.minimum - AT_REST.green_ratio.minimum)
  const gross = grossFloor(city, p, area, levers.zoning.mix, onAxis ? 1 + AXIS_FLOOR * strength : 1) * (1 - moreGreen)
  const { subsidy, max_floor } = levers.use_value
  const capture = levers.rail.value_capture > 0 && hasRail(city, p) ? levers.rail.value_capture : 0
  const railGap = Math.max(0, city.zones.hedonicGap[parcels.zone[p]! * GAPS + GAP.rail]!)
  const saleFloor = gross * k.floor_efficiency
  const share = levers.public_housing.share
  const income = (1 - share + share * k.repurchase_ratio) * (1 - k.selling_cost)
  const build = gross * k.construction_cost * 100 * (1 + k.soft_cost) * costIndex(city)
  const home = k.home_cost * 100 * costIndex(city)
  const tiers = k.structure.quality_tiers > 0 ? TIERS : STANDARD
  const base = market.price * qualityFactor(PRICED_QUALITY) * (1 + market.growth * 1.5 * 0.5)
  const gardenCost = k.garden_cost * 100 * GARDEN_M2 * costIndex(city)
  // a garden of its own is worth what green is where there is none
  const greenGap = hasGreen(city, p) ? 0 : Math.max(0, city.zones.hedonicGap[parcels.zone[p]! * GAPS + GAP.green]!)
  const mayGate = levers.open_walls.new_gates === 'allow'
  const year = Math.floor(tick / 12)
  const key = combine(combine(luck.stable('developer'), year + 1000), p)

  // who looks at this site this year: the twelve of lowest hash whose capital allows
  const chosen: number[] = []
  const hashes: number[] = []
  for (let d = 0; d < developers.rows; d++) {
    if (Number.isNaN(margin[d]!)) continue
    const hash = combine(key, d)
    let at = chosen.length
    while (at > 0 && hashes[at - 1]! > hash) at--
    if (at >= BIDDERS) continue
    chosen.splice(at, 0, d)
    hashes.splice(at, 0, hash)
    if (chosen.length > BIDDERS) {
      chosen.pop()
      hashes.pop()
    }
  }
  // who wins has erred most on the high side: bidders know it, and take off what the highest of their errors is expected to be
  const curse = (ERROR * (chosen.length - 1)) / (chosen.length + 1)
  let best: Offer | null = null
  let bestHash = 0
  let second = Number.NEGATIVE_INFINITY
  chosen.forEach((d, i) => {
    const noise = ERROR * (2 * unit(hashes[i]!) - 1)
    const mood = 1 + developers.priceBias[d]! + noise - curse
    let own: Offer | null = null
    for (const floor of PRODUCT_FLOORS)
      for (const tier of tiers) {
        const grade = tier.quality === NEW_QUALITY ? 1 : qualityFactor(tier.quality) / qualityFactor(NEW_QUALITY)
        const sales = saleFloor * base * mood * income * grade
        const open = sales * (1 + featurePremium(city, p, market, floor, false))
        const walled = sales * (1 + featurePremium(city, p, market, floor, true))
        // a wall is built where it earns more than it costs, and a garden within it
        const wall = gross * k.gate_cost * 100
        const gain = Math.max(0, sales * greenGap - gardenCost)
        const gated = mayGate && walled + gain - open > wall
        const garden = gated && gain > 0
        const revenue = gated ? walled + (garden ? sales * greenGap : 0) : open
        const fittings = (saleFloor / floor) * home
        const cost = build * tier.cost + fittings + (gated ? wall : 0) + (garden ? gardenCost : 0)
        const aim = margin[d]!
        const aided = floor <= max_floor ? subsidy : 0
        const captured = (capture * railGap * sales) / ((1 + aim) * (1 + k.finance_cost))
        const value = revenue / ((1 + aim) * (1 + k.finance_cost)) - cost * (1 - aided) - captured
        if (own !== null && own.value >= value) continue
        const cap = levers.profit_cap.max_margin
        const uncapped = developers.requiredReturn[d]! + 0.5 * k.margin_sd
        const quality = cap === null ? tier.quality : tier.quality - 0.4 * Math.max(0, uncapped - cap)
        own = {
          developer: d,
          value,
          floor,
          gated,
          garden,
          quality: Math.max(0.3, quality),
          cost,
          saleFloor,
          subsidy: aided,
          captured,
        }
      }
    const offer = own as Offer | null
    if (offer === null || offer.value <= 0 || !affords(city, d, offer)) return
    if (best === null || offer.value > best.value || (offer.value === best.value && hashes[i]! > bestHash)) {
      if (best !== null) second = Math.max(second, best.value)
      best = offer
      bestHash = hashes[i]!
    } else second = Math.max(second, offer.value)
  })
  return { best, second }
}

/** Capital allows a bid: cash for its own share of the land, and credit for the rest of land and construction. */
function affords(city: City, d: number, offer: Offer): boolean {
  const { developers, economy } = city
  const limit = DEBT_LIMIT * developers.startingCapital[d]! * economy.incomeIndex[0]!
  return (
    developers.cash[d]! >= OWN_LAND * offer.value && developers.debt[d]! + LOAN * (offer.value + offer.cost) <= limit
  )
}

/**
 * What developers learn once a year of what a wall, size, green, rail and schools add to price: mean ln price with minus
 * without, in the same zone and third of quality, shrunk to the city's mean, at most ±0.15.
 */
export function learnGaps(city: City): void {
  const { buildings, parcels, zones, estates, economy } = city
  economy.medianSchool[0] = medianSchool(city)
  const terciles = qualityTerciles(city)
  const cells = zones.rows * 3
  const STATS = 4 // ln price and count, with and without
  const sums = new Float64Array(cells * GAPS * STATS)
  for (let b = 0; b < buildings.rows; b++) {
    if (buildings.dwellings[b] === 0) continue
    const kind = buildings.kind[b]!
    if (kind === KIND.village || kind === KIND.public || kind === KIND.mobile) continue
    const p = buildings.parcel[b]!
    const q = buildings.quality[b]!
    const cell = parcels.zone[p]! * 3 + (q < terciles[0] ? 0 : q < terciles[1] ? 1 : 2)
    const worth = fixed(log(buildings.price[b]!))
    const estate = parcels.estate[p]!
    const floor = buildings.floor[b]!
    const note = (g: number, has: boolean): void => {
      const at = (cell * GAPS + g) * STATS + (has ? 0 : 2)
      sums[at]! += worth
      sums[at + 1]!++
    }
    note(GAP.gate, estate >= 0 && estates.walled[estate] === 1)
    if (floor <= 105) note(GAP.small, floor <= 75)
    if (floor > 75) note(GAP.large, floor > 105)
    note(GAP.green, hasGreen(city, p))
    note(GAP.rail, hasRail(city, p))
    note(GAP.school, parcels.access[p * ACCESS_KINDS + ACCESS.school]! > economy.medianSchool[0]!)
  }
  for (let g = 0; g < GAPS; g++) {
    let cityGap = 0
    let cityCount = 0
    const zoneGap = new Float64Array(zones.rows)
    const zoneCount = new Float64Array(zones.rows)
    for (let cell = 0; cell < cells; cell++) {
      const at = (cell * GAPS + g) * STATS
      const [a, n, b, m] = [sums[at]!, sums[at + 1]!, sums[at + 2]!, sums[at + 3]!]
      if (n === 0 || m === 0) continue
      const gap = (a / n - b / m) / FIXED
      const count = Math.min(n, m)
      const z = Math.floor(cell / 3)
      zoneGap[z]! += gap * count
      zoneCount[z]! += count
      cityGap += gap * count
      cityCount += count
    }
    const mean = cityCount > 0 ? cityGap / cityCount : 0
    for (let z = 0; z < zones.rows; z++)
      zones.hedonicGap[z * GAPS + g] =
        cityCount === 0 ? 0 : clamp((zoneGap[z]! + 5 * mean) / (zoneCount[z]! + 5), -0.15, 0.15)
  }
}

function qualityTerciles(city: City): [number, number] {
  const { buildings } = city
  const values: number[] = []
  for (let b = 0; b < buildings.rows; b++) if (buildings.dwellings[b]! > 0) values.push(buildings.quality[b]!)
  values.sort((a, b) => a - b)
  return [values[Math.floor(values.length / 3)] ?? 0.5, values[Math.floor((2 * values.length) / 3)] ?? 0.7]
}

/** Whether anything stands on a neighbouring parcel: farmland and hills are built on from the edge. */
export function isAdjacentToBuilt(city: City, p: number): boolean {
  const { parcels } = city
  const near = scratch(city, 'near parcels', Int32Array, 4096)
  const bins = parcelBins(city)
  const n = bins.within(parcels.x[p]!, parcels.y[p]!, 140, near)
  for (let i = 0; i < n; i++) {
    const use = parcels.use[near[i]!]
    if (use === USE.residential || use === USE.employment || use === USE.facility || use === USE.commercial) return true
  }
  return false
}
