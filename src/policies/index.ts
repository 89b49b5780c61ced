import { aid } from './aid.ts'
import { beautification } from './beautification.ts'
import { busking } from './busking.ts'
import { cityRural } from './city_rural.ts'
import { clinics } from './clinics.ts'
import { coGovernance } from './co_governance.ts'
import { compensation } from './compensation.ts'
import { consent } from './consent.ts'
import { culture } from './culture.ts'
import { debates } from './debates.ts'
import { devolvedRenewal } from './devolved_renewal.ts'
import { digital } from './digital.ts'
import { empowerment } from './empowerment.ts'
import { facadeGreen } from './facade_green.ts'
import { feedback } from './feedback.ts'
import { greenRatio } from './green_ratio.ts'
import { growthAxes } from './growth_axes.ts'
import { hearings } from './hearings.ts'
import { heritageTourism } from './heritage_tourism.ts'
import { informal } from './informal.ts'
import { kpiReform } from './kpi_reform.ts'
import { landBank } from './land_bank.ts'
import { landFinance } from './land_finance.ts'
import { microJobs } from './micro_jobs.ts'
import { microRepair } from './micro_repair.ts'
import { microSpaces } from './micro_spaces.ts'
import { mobileHomes } from './mobile_homes.ts'
import { newCentre } from './new_centre.ts'
import { oldShops } from './old_shops.ts'
import { oldStreet } from './old_street.ts'
import { onlineVote } from './online_vote.ts'
import { openData } from './open_data.ts'
import { openWalls } from './open_walls.ts'
import { outdoorSeating } from './outdoor_seating.ts'
import { participatoryBudget } from './participatory_budget.ts'
import { platforms } from './platforms.ts'
import { pocketParks } from './pocket_parks.ts'
import type { Policy } from './policy.ts'
import { privateGreen } from './private_green.ts'
import { procurement } from './procurement.ts'
import { profitCap } from './profit_cap.ts'
import { propertyTax } from './property_tax.ts'
import { publicBuilding } from './public_building.ts'
import { publicHousing } from './public_housing.ts'
import { purchaseLimit } from './purchase_limit.ts'
import { purchasedServices } from './purchased_services.ts'
import { rail } from './rail.ts'
import { recognition } from './recognition.ts'
import { redLine } from './red_line.ts'
import { rentLimit } from './rent_limit.ts'
import { restoration } from './restoration.ts'
import { river } from './river.ts'
import { schemeChoice } from './scheme_choice.ts'
import { schoolsPolicy } from './schools.ts'
import { sharedStreets } from './shared_streets.ts'
import { streetCulture } from './street_culture.ts'
import { streetEvents } from './street_events.ts'
import { useValue } from './use_value.ts'
import { vendorZones } from './vendor_zones.ts'
import { zoning } from './zoning.ts'

/** Every policy a scenario may name. A new policy is its file and its line here. */
export const policies: readonly Policy[] = [
  // production
  kpiReform,
  landFinance,
  propertyTax,
  profitCap,
  purchaseLimit,
  landBank,
  redLine,
  compensation,
  growthAxes,
  newCentre,
  zoning,
  rail,
  cityRural,
  useValue,
  // distribution
  publicHousing,
  publicBuilding,
  mobileHomes,
  rentLimit,
  schoolsPolicy,
  clinics,
  openWalls,
  microRepair,
  pocketParks,
  oldStreet,
  oldShops,
  heritageTourism,
  sharedStreets,
  // difference
  vendorZones,
  informal,
  beautification,
  busking,
  streetCulture,
  outdoorSeating,
  microJobs,
  aid,
  // encounter
  platforms,
  microSpaces,
  culture,
  streetEvents,
  // environment
  river,
  restoration,
  facadeGreen,
  greenRatio,
  privateGreen,
  // power
  hearings,
  consent,
  schemeChoice,
  debates,
  onlineVote,
  openData,
  devolvedRenewal,
  recognition,
  participatoryBudget,
  // mechanism
  digital,
  coGovernance,
  empowerment,
  purchasedServices,
  procurement,
  feedback,
]

/** The policy of a name; undefined if there is none. */
export const policyNamed = (name: string): Policy | undefined => policies.find(policy => policy.name === name)
