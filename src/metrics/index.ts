import type { Family } from './define.ts'
import type { Measure } from './measure.ts'
import { accessRatioMigrant } from './measures/difference/access_ratio_migrant.ts'
import { complaints } from './measures/difference/complaints.ts'
import { confiscations } from './measures/difference/confiscations.ts'
import { departures } from './measures/difference/departures.ts'
import { exposureLowHigh } from './measures/difference/exposure_low_high.ts'
import { informalIncome } from './measures/difference/informal_income.ts'
import { informalSurvival } from './measures/difference/informal_survival.ts'
import { outMigration } from './measures/difference/out_migration.ts'
import { accessByKind } from './measures/distribution/access_by_kind.ts'
import { accessConcentration } from './measures/distribution/access_concentration.ts'
import { accessEdge } from './measures/distribution/access_edge.ts'
import { accessFloor } from './measures/distribution/access_floor.ts'
import { accessVillages } from './measures/distribution/access_villages.ts'
import { commute } from './measures/distribution/commute_minutes.ts'
import { facilities15min } from './measures/distribution/facilities_15min.ts'
import { facilityAccess } from './measures/distribution/facility_access.ts'
import { homeless } from './measures/distribution/homeless.ts'
import { incomePersistence } from './measures/distribution/income_persistence.ts'
import { mobilityRate } from './measures/distribution/mobility_rate.ts'
import { needs15min } from './measures/distribution/needs_15min.ts'
import { oldShops } from './measures/distribution/old_shops.ts'
import { overcrowding } from './measures/distribution/overcrowding.ts'
import { ownershipRate } from './measures/distribution/ownership_rate.ts'
import { paymentBurden } from './measures/distribution/payment_burden.ts'
import { publicHomes } from './measures/distribution/public_homes.ts'
import { publicQueue } from './measures/distribution/public_queue.ts'
import { rentBurden } from './measures/distribution/rent_burden.ts'
import { rentBurdenOver } from './measures/distribution/rent_burden_over.ts'
import { rentBurdenPercentiles } from './measures/distribution/rent_burden_percentile.ts'
import { residualIncome } from './measures/distribution/residual_income.ts'
import { residualShortfall } from './measures/distribution/residual_shortfall.ts'
import { schoolAccess } from './measures/distribution/school_access.ts'
import { tourismIncome } from './measures/distribution/tourism_income.ts'
import { walkByKind } from './measures/distribution/walk_minutes_by_kind.ts'
import { walkMinutesMean } from './measures/distribution/walk_minutes_mean.ts'
import { walkMinutesStation } from './measures/distribution/walk_minutes_station.ts'
import { encounterDiversity } from './measures/encounter/encounter_diversity.ts'
import { encounters } from './measures/encounter/encounters.ts'
import { everydayExposure } from './measures/encounter/everyday_exposure.ts'
import { segregationD } from './measures/encounter/segregation_d.ts'
import { segregationDCorrected } from './measures/encounter/segregation_d_corrected.ts'
import { segregationDMigrant } from './measures/encounter/segregation_d_migrant.ts'
import { segregationH } from './measures/encounter/segregation_h.ts'
import { segregationWalk } from './measures/encounter/segregation_walk.ts'
import { walledShare } from './measures/encounter/walled_share.ts'
import { weakTiesMean } from './measures/encounter/weak_ties_mean.ts'
import { canopyMean } from './measures/environment/canopy_mean.ts'
import { crowdingMean } from './measures/environment/crowding_mean.ts'
import { green300m } from './measures/environment/green_300m.ts'
import { greenAccess } from './measures/environment/green_access.ts'
import { pollution } from './measures/environment/pollution.ts'
import { publicGreenAccess } from './measures/environment/public_green_access.ts'
import { streetQualityMean } from './measures/environment/street_quality_mean.ts'
import { waterfrontOpen } from './measures/environment/waterfront_open.ts'
import { belowSufficiency } from './measures/mechanism/below_sufficiency.ts'
import { belowSufficiencyDepth } from './measures/mechanism/below_sufficiency_depth.ts'
import { deprivationClustering } from './measures/mechanism/deprivation_clustering.ts'
import { gain } from './measures/mechanism/gain.ts'
import { incomeAfterHousingEde } from './measures/mechanism/income_after_housing_ede.ts'
import { incomeGini } from './measures/mechanism/income_gini.ts'
import { palmaRatio } from './measures/mechanism/palma_ratio.ts'
import { requestsAnswered } from './measures/mechanism/requests_answered.ts'
import { safetyMean } from './measures/mechanism/safety_mean.ts'
import { volunteers } from './measures/mechanism/volunteers.ts'
import { wealthGini } from './measures/mechanism/wealth_gini.ts'
import { conflicts } from './measures/power/conflicts.ts'
import { displacementByCause } from './measures/power/displacement_by_cause.ts'
import { displacementLowShare } from './measures/power/displacement_low_share.ts'
import { displacementRate } from './measures/power/displacement_rate.ts'
import { nearMoveShare } from './measures/power/near_move_share.ts'
import { participationGini } from './measures/power/participation_gini.ts'
import { recognisedShare } from './measures/power/recognised_share.ts'
import { trust } from './measures/power/trust.ts'
import { turnout } from './measures/power/turnout.ts'
import { voiceGap } from './measures/power/voice_gap.ts'
import { budgetUsed } from './measures/production/budget_used.ts'
import { heritageStanding } from './measures/production/heritage_standing.ts'
import { homesBuilt } from './measures/production/homes_built.ts'
import { homesDemolished } from './measures/production/homes_demolished.ts'
import { homesStarted } from './measures/production/homes_started.ts'
import { idleLandMonths } from './measures/production/idle_land_months.ts'
import { landGainPublicShare } from './measures/production/land_gain_public_share.ts'
import { landNet } from './measures/production/land_net.ts'
import { landRevenue } from './measures/production/land_revenue.ts'
import { landRevenueShare } from './measures/production/land_revenue_share.ts'
import { memoryPrivatised } from './measures/production/memory_privatised.ts'
import { natureEnclosed } from './measures/production/nature_enclosed.ts'
import { newHomesOnAxis } from './measures/production/new_homes_on_axis.ts'
import { newHomesSmall } from './measures/production/new_homes_small.ts'
import { ownerConcentration } from './measures/production/owner_concentration.ts'
import { policyCost } from './measures/production/policy_cost.ts'
import { policyCostOf } from './measures/production/policy_cost_of.ts'
import { priceToIncome } from './measures/production/price_to_income.ts'
import { projectDelay } from './measures/production/project_delay.ts'
import { recurrentBalance } from './measures/production/recurrent_balance.ts'
import { recurrentRevenue } from './measures/production/recurrent_revenue.ts'
import { vacancyLowEnd } from './measures/production/vacancy_low_end.ts'
import { vacancyRate } from './measures/production/vacancy_rate.ts'

/** Every measure with its groups, theme by theme. A new measure is its file and its line here. */
const families: readonly Family[] = [
  // production
  landGainPublicShare,
  landRevenue,
  landNet,
  landRevenueShare,
  recurrentRevenue,
  recurrentBalance,
  policyCost,
  ...policyCostOf,
  budgetUsed,
  homesStarted,
  homesBuilt,
  homesDemolished,
  newHomesOnAxis,
  newHomesSmall,
  idleLandMonths,
  priceToIncome,
  vacancyRate,
  vacancyLowEnd,
  ownerConcentration,
  projectDelay,
  heritageStanding,
  memoryPrivatised,
  natureEnclosed,
  // distribution
  ...rentBurdenOver,
  rentBurden,
  ...rentBurdenPercentiles,
  paymentBurden,
  residualIncome,
  residualShortfall,
  overcrowding,
  homeless,
  publicQueue,
  publicHomes,
  ownershipRate,
  mobilityRate,
  accessFloor,
  facilityAccess,
  ...accessByKind,
  accessConcentration,
  schoolAccess,
  walkMinutesMean,
  ...walkByKind,
  walkMinutesStation,
  ...commute,
  accessEdge,
  accessVillages,
  facilities15min,
  needs15min,
  incomePersistence,
  oldShops,
  tourismIncome,
  // difference
  accessRatioMigrant,
  exposureLowHigh,
  outMigration,
  departures,
  informalIncome,
  informalSurvival,
  complaints,
  confiscations,
  // power
  displacementRate,
  ...displacementByCause,
  displacementLowShare,
  nearMoveShare,
  participationGini,
  turnout,
  voiceGap,
  recognisedShare,
  conflicts,
  ...trust,
  // encounter
  segregationWalk,
  segregationH,
  segregationD,
  segregationDMigrant,
  segregationDCorrected,
  walledShare,
  encounters,
  encounterDiversity,
  everydayExposure,
  weakTiesMean,
  // environment
  green300m,
  greenAccess,
  publicGreenAccess,
  pollution,
  streetQualityMean,
  canopyMean,
  waterfrontOpen,
  crowdingMean,
  // mechanism
  belowSufficiency,
  belowSufficiencyDepth,
  incomeAfterHousingEde,
  deprivationClustering,
  ...gain,
  safetyMean,
  requestsAnswered,
  volunteers,
  incomeGini,
  wealthGini,
  palmaRatio,
]

/** The measures of the dashboard. */
export const measures: readonly Measure[] = families.flatMap(({ listed }) => listed)

const byName = new Map(families.flatMap(({ all }) => all).map(measure => [measure.name, measure]))

/** Names that scenarios may use: the dashboard's, and every measure for every group it is defined for. */
export const measureNames: readonly string[] = [...byName.keys()]

/** @example measureNamed('rent_burden_p80_migrant') */
export const measureNamed = (name: string): Measure | undefined => byName.get(name)

/** Whether a measure is declared lumpy; what a scenario defines is not. @example isLumpy('homes_built') // => true */
export const isLumpy = (name: string): boolean => measureNamed(name)?.lumpy === true

/** The variants of a measure by group, for its table. @example groupsOf('green_300m') // => green_300m_q1, … */
export const groupsOf = (name: string): readonly Measure[] =>
  families.find(({ all }) => all[0]?.name === name)?.all.slice(1) ?? []
