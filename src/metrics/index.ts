import type { Family } from './define.ts'
import type { Measure } from './measure.ts'
import * as access from './measures/access.ts'
import * as displacement from './measures/displacement.ts'
import * as encounters from './measures/encounters.ts'
import * as environment from './measures/environment.ts'
import * as homes from './measures/homes.ts'
import * as costs from './measures/housing_costs.ts'
import * as incomes from './measures/incomes.ts'
import * as land from './measures/land.ts'
import * as segregation from './measures/segregation.ts'
import * as street from './measures/street.ts'
import * as voice from './measures/voice.ts'

/** Every measure with its groups, theme by theme. A new measure is its declaration and its line here. */
const families: readonly Family[] = [
  // production
  land.landGainPublicShare,
  land.landRevenue,
  land.landNet,
  land.landRevenueShare,
  land.recurrentRevenue,
  land.recurrentBalance,
  land.policyCost,
  ...land.policyCostOf,
  land.budgetUsed,
  homes.homesStarted,
  homes.homesBuilt,
  homes.homesDemolished,
  homes.newHomesOnAxis,
  homes.idleLandMonths,
  homes.priceToIncome,
  homes.vacancyRate,
  homes.vacancyLowEnd,
  homes.ownerConcentration,
  voice.projectDelay,
  environment.heritageStanding,
  street.memoryPrivatised,
  environment.natureEnclosed,
  // distribution
  costs.rentBurdenOver30,
  costs.rentBurdenOver50,
  costs.rentBurden,
  costs.rentBurdenP50,
  costs.rentBurdenP80,
  costs.paymentBurden,
  incomes.residualIncome,
  incomes.residualShortfall,
  costs.overcrowding,
  costs.homeless,
  homes.publicQueue,
  homes.publicHomes,
  costs.ownershipRate,
  displacement.mobilityRate,
  access.accessFloor,
  access.facilityAccess,
  ...access.accessByKind,
  access.accessConcentration,
  access.schoolAccess,
  access.walkMinutesMean,
  ...access.walkByKind,
  access.walkMinutesStation,
  access.facilities15min,
  access.needs15min,
  incomes.incomePersistence,
  street.oldShops,
  street.tourismIncome,
  // difference
  access.accessRatioMigrant,
  segregation.exposureLowHigh,
  displacement.outMigrationLow,
  displacement.departures,
  street.informalIncomeLow,
  street.informalSurvival,
  street.complaints,
  street.confiscations,
  // power
  displacement.displacementRate,
  displacement.displacementDemolition,
  displacement.displacementEviction,
  displacement.displacementBurden,
  displacement.displacementClearance,
  displacement.displacementLowShare,
  displacement.nearMoveShare,
  voice.participationGini,
  voice.turnout,
  voice.voiceGap,
  voice.recognisedShare,
  voice.conflicts,
  voice.trustMean,
  voice.trust,
  // encounter
  segregation.segregationWalk,
  segregation.segregationH,
  segregation.segregationD,
  segregation.segregationDMigrant,
  segregation.segregationDCorrected,
  segregation.walledShare,
  encounters.encounters,
  encounters.encounterDiversity,
  encounters.everydayExposure,
  encounters.weakTies,
  // environment
  environment.green300m,
  environment.greenAccess,
  environment.publicGreenAccess,
  environment.pollutionAtHome,
  environment.streetQualityMean,
  environment.canopyMean,
  environment.waterfrontOpen,
  encounters.crowdingMean,
  // mechanism
  incomes.belowSufficiency,
  incomes.belowSufficiencyDepth,
  incomes.incomeAfterHousingEde,
  environment.deprivationClustering,
  voice.gainMean,
  voice.gain,
  voice.safetyMean,
  voice.requestsAnswered,
  voice.volunteers,
  incomes.incomeGini,
  incomes.wealthGini,
  incomes.palmaRatio,
]

/** The measures of the dashboard. */
export const measures: readonly Measure[] = families.flatMap(({ listed }) => listed)

const byName = new Map(families.flatMap(({ all }) => all).map(measure => [measure.name, measure]))

/** Names that scenarios may use: the dashboard's, and every measure for every group it is defined for. */
export const measureNames: readonly string[] = [...byName.keys()]

/** @example measureNamed('rent_burden_p80_migrant') */
export const measureNamed = (name: string): Measure | undefined => byName.get(name)

/** The variants of a measure by group, for its table. @example groupsOf('green_300m') // => green_300m_q1, … */
export const groupsOf = (name: string): readonly Measure[] =>
  families.find(({ all }) => all[0]?.name === name)?.all.slice(1) ?? []
