/** Every policy has a test of what it moves and of what that costs. Which one is said here, once. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { policies } from '../../src/policies/index.ts'

/** File and title of a policy's mechanism test; a policy may have more. */
const tested: Record<string, readonly [file: string, title: string]> = {
  aid: ['street', 'aid in cash lightens rents to the poor and keeps them from eviction'],
  beautification: ['street', 'and recyclers give way to campaigns, which leave main streets better kept'],
  busking: ['street', 'rise with rooms, activities, events, performers, seats and street culture'],
  city_rural: ['plans-and-works', 'pays villages what the treasury loses, less a fifth in tax'],
  clinics: ['plans-and-works', 'builds clinics first where need weighs more, and fewer of the rest'],
  co_governance: ['trade-offs', 'buys more small works for the same contracts'],
  compensation: ['land', 'lets fewer renewal projects pass the rent-gap test'],
  consent: ['voice', 'stops what hurts residents, and public homes next door alike'],
  culture: ['street', 'of culture are mostly of the registered without outreach, and nearer to all with it'],
  debates: ['voice', 'a debate brings neighbours who lose nothing to see what residents lose'],
  devolved_renewal: ['voice', 'a village that bargains keeps part of what its land brings, and takes longer'],
  digital: ['voice', 'digital reach brings more requests, and none from those it does not reach'],
  empowerment: ['voice', 'empowered councils grow, most where people take part already'],
  facade_green: ['street', 'walls and roofs are greened on dense blocks, whose residents pay for it'],
  feedback: ['feedback', 'hard and hasty, in a city that builds for two years, swings from side to side for ever'],
  green_ratio: ['street', 'required of new estates beyond what is usual takes floor, and land is worth less'],
  growth_axes: [
    'plans-and-works',
    'draw the land that is offered to them, allow more floor there, and go on to allow it',
  ],
  hearings: [
    'voice',
    'cost the losers less trust than a project nobody asked about, at the same outcome, and take longer',
  ],
  heritage_tourism: ['street', 'advertised earns more and is better repaired, and is more crowded'],
  informal: ['street', 'are taken less often when they are tolerated; more stand there, and each sells less'],
  kpi_reform: ['budget', 'a larger weight of justice moves money from growth to facilities'],
  land_bank: ['trade-offs', 'takes hoarded sites back at a loss to the developer'],
  land_finance: ['trade-offs', 'offers more land in a deficit and nothing more in a surplus'],
  micro_jobs: ['street', 'rooms for micro-jobs raise what the low-skilled earn beside wages'],
  micro_repair: ['plans-and-works', 'repairs old homes out of its own money: other parts get less'],
  micro_spaces: ['street', 'in rooms of one’s own neighbourhood are with people more alike'],
  mobile_homes: ['plans-and-works', 'house those without a home first, hold up land'],
  new_centre: ['plans-and-works', 'takes its jobs from the others, a fiftieth of all a year'],
  old_shops: ['street', 'loses old shops to visitors’ rents; shelter keeps them, at a price'],
  old_street: ['street', 'brought back to life draws residents and visitors, and its shops’ rents rise'],
  online_vote: ['voice', 'votes online bring the young and lose the old'],
  open_data: ['voice', 'seen by all bring the city more'],
  open_walls: ['walls', 'shortens the mean walk to a park and lengthens nobody’s outside'],
  outdoor_seating: ['street', 'rise with rooms, activities, events, performers, seats and street culture'],
  participatory_budget: ['voice', 'follows votes, or need: zones of the poor have more of it when need is weighted'],
  platforms: ['street', 'on platforms tie people of different classes, and keep some at home'],
  pocket_parks: ['plans-and-works', 'raise rents within 400 m in two years, against parks in name alone'],
  private_green: ['returns-and-capital', 'members judge whether their garden opens, and keep some closed'],
  procurement: ['voice', 'works given to locals pay the jobless of low skill, and cost the city a premium'],
  profit_cap: ['land', 'of 15 % lowers land bids; one of 30 % does less than a third of that'],
  property_tax: ['plans-and-works', 'is paid from what people have, most by those who own much and earn little'],
  public_building: [
    'plans-and-works',
    'siting of public homes by need puts them nearer to facilities than cheap land does',
  ],
  public_housing: ['land', 'of 20 % lowers land bids by what its homes bring less, within a fifth'],
  purchase_limit: ['plans-and-works', 'leaves more of new stock with developers and less with landlords'],
  purchased_services: ['voice', 'organisations grow better while they are paid and lose it when the contract ends'],
  rail: ['plans-and-works', 'shortens travel where it goes, opens after two years, and leaves bids for land lower'],
  recognition: ['voice', 'gives newcomers a vote and a place in the queue, and makes the queue longer'],
  red_line: ['plans-and-works', 'bar every sale inside and leave it to others outside'],
  rent_limit: ['trade-offs', 'tenants are poorer, since those can stay or come who could not'],
  restoration: ['street', 'hills and banks that are restored can be walked to and are no longer for sale'],
  river: ['street', 'rivers that are treated get cleaner over years, and other land less so'],
  scheme_choice: ['voice', 'more schemes are never liked less, and build less'],
  schools: ['plans-and-works', 'opened to migrants seat more of their children, at 9,000 yuan a seat'],
  shared_streets: ['street', 'streets that are shared shorten walks and are better kept, and louder'],
  street_culture: ['street', 'rise with rooms, activities, events, performers, seats and street culture'],
  street_events: ['street', 'rise with rooms, activities, events, performers, seats and street culture'],
  use_value: ['trade-offs', 'is also paid where they would have been built without it'],
  vendor_zones: ['street', 'are more where they are licensed: the poor earn more together and less each'],
  zoning: [
    'plans-and-works',
    'leave less floor for homes and lower the bid; homes above shops have a market at the door',
  ],
}

describe('every policy has a mechanism test', () => {
  test.each(policies.map(({ name }) => name))('%s', name => {
    const entry = tested[name]
    if (entry === undefined) throw new Error(`${name} has none: write one, and say here which it is.`)
    const [file, title] = entry
    const text = readFileSync(join(import.meta.dirname, `${file}.test.ts`), 'utf8')
    expect(text.includes(title), `${file}.test.ts has no test “${title}”`).toBe(true)
  })

  test('and no entry is left of a policy that is gone', () => {
    const names = new Set<string>(policies.map(({ name }) => name))
    expect(Object.keys(tested).filter(name => !names.has(name))).toEqual([])
  })
})
