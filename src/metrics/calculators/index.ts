/** The measures the calculator knows, by family. */

import { cumulativeOpportunitiesCalculator } from './access/cumulative-opportunities.ts'
import { enhancedTwoStepFcaCalculator } from './access/enhanced-two-step-fca.ts'
import { floatingCatchmentAreaCalculator } from './access/floating-catchment-area.ts'
import { gravityAccessCalculator } from './access/gravity-access.ts'
import { nearestKDistanceCalculator } from './access/nearest-k-distance.ts'
import { raamCalculator } from './access/raam.ts'
import { threeStepFcaCalculator } from './access/three-step-fca.ts'
import { twoStepFcaCalculator } from './access/two-step-fca.ts'
import { gearysCCalculator } from './autocorrelation/gearys-c.ts'
import { getisOrdGCalculator } from './autocorrelation/getis-ord-g.ts'
import { localGetisOrdGStarCalculator } from './autocorrelation/local-getis-ord-g-star.ts'
import { localMoransICalculator } from './autocorrelation/local-morans-i.ts'
import { moransICalculator } from './autocorrelation/morans-i.ts'
import type { Calculator } from './calculator.ts'
import { hillNumberCalculator } from './diversity/hill-number.ts'
import { shannonDiversityCalculator } from './diversity/shannon-diversity.ts'
import { simpsonConcentrationCalculator } from './diversity/simpson-concentration.ts'
import { simpsonDiversityCalculator } from './diversity/simpson-diversity.ts'
import { kendallTauCalculator } from './dynamics/kendall-tau.ts'
import { markovMobilityCalculator } from './dynamics/markov-mobility.ts'
import { markovTransitionMatrixCalculator } from './dynamics/markov-transition-matrix.ts'
import { meanFirstPassageTimeCalculator } from './dynamics/mean-first-passage-time.ts'
import { rankMobilityCalculator } from './dynamics/rank-mobility.ts'
import { rankThetaCalculator } from './dynamics/rank-theta.ts'
import { shorrocksMobilityCalculator } from './dynamics/shorrocks-mobility.ts'
import { steadyStateCalculator } from './dynamics/steady-state.ts'
import { displacementRateCalculator } from './housing/displacement-rate.ts'
import { herfindahlHirschmanCalculator } from './housing/herfindahl-hirschman.ts'
import { landValueCaptureCalculator } from './housing/land-value-capture.ts'
import { rentBurdenShareCalculator } from './housing/rent-burden-share.ts'
import { residualIncomeAffordabilityCalculator } from './housing/residual-income-affordability.ts'
import { atkinsonCalculator } from './inequality/atkinson.ts'
import { concentrationIndexCalculator } from './inequality/concentration-index.ts'
import { generalizedEntropyCalculator } from './inequality/generalized-entropy.ts'
import { giniCalculator } from './inequality/gini.ts'
import { hooverCalculator } from './inequality/hoover.ts'
import { kolmCalculator } from './inequality/kolm.ts'
import { lorenzCurveCalculator } from './inequality/lorenz-curve.ts'
import { palmaRatioCalculator } from './inequality/palma-ratio.ts'
import { ratio2020Calculator } from './inequality/ratio-20-20.ts'
import { spatialGiniCalculator } from './inequality/spatial-gini.ts'
import { theilDecompositionCalculator } from './inequality/theil-decomposition.ts'
import { theilLCalculator } from './inequality/theil-l.ts'
import { theilTCalculator } from './inequality/theil-t.ts'
import { varianceOfLogsCalculator } from './inequality/variance-of-logs.ts'
import { atkinsonEdeCalculator } from './justice/atkinson-ede.ts'
import { fosterGreerThorbeckeCalculator } from './justice/foster-greer-thorbecke.ts'
import { kakwaniIndexCalculator } from './justice/kakwani-index.ts'
import { participationGiniCalculator } from './justice/participation-gini.ts'
import { rawlsMinimumCalculator } from './justice/rawls-minimum.ts'
import { reynoldsSmolenskyIndexCalculator } from './justice/reynolds-smolensky-index.ts'
import { suitsIndexCalculator } from './justice/suits-index.ts'
import { atkinsonSegregationCalculator } from './segregation/atkinson-segregation.ts'
import { boundarySpatialDissimilarityCalculator } from './segregation/boundary-spatial-dissimilarity.ts'
import { correlationRatioCalculator } from './segregation/correlation-ratio.ts'
import { dissimilarityCalculator } from './segregation/dissimilarity.ts'
import { dissimilarityRandomBaselineCalculator } from './segregation/dissimilarity-random-baseline.ts'
import { exposureCalculator } from './segregation/exposure.ts'
import { generalizedSpatialDissimilarityCalculator } from './segregation/generalized-spatial-dissimilarity.ts'
import { giniSegregationCalculator } from './segregation/gini-segregation.ts'
import { informationTheoryCalculator } from './segregation/information-theory.ts'
import { interactionCalculator } from './segregation/interaction.ts'
import { isolationCalculator } from './segregation/isolation.ts'
import { localDissimilarityCalculator } from './segregation/local-dissimilarity.ts'
import { localDivergenceCalculator } from './segregation/local-divergence.ts'
import { localEntropyCalculator } from './segregation/local-entropy.ts'
import { localSimpsonInteractionCalculator } from './segregation/local-simpson-interaction.ts'
import { locationQuotientCalculator } from './segregation/location-quotient.ts'
import { minMaxCalculator } from './segregation/min-max.ts'
import { multigroupDissimilarityCalculator } from './segregation/multigroup-dissimilarity.ts'
import { multigroupDivergenceCalculator } from './segregation/multigroup-divergence.ts'
import { multigroupDiversityCalculator } from './segregation/multigroup-diversity.ts'
import { multigroupGiniCalculator } from './segregation/multigroup-gini.ts'
import { multigroupInformationTheoryCalculator } from './segregation/multigroup-information-theory.ts'
import { multigroupNormalizedExposureCalculator } from './segregation/multigroup-normalized-exposure.ts'
import { multigroupRelativeDiversityCalculator } from './segregation/multigroup-relative-diversity.ts'
import { multigroupSquaredCoefficientOfVariationCalculator } from './segregation/multigroup-squared-coefficient-of-variation.ts'
import { multiscaleSegregationProfileCalculator } from './segregation/multiscale-segregation-profile.ts'
import { spatialDissimilarityCalculator } from './segregation/spatial-dissimilarity.ts'
import { spatialExposureCalculator } from './segregation/spatial-exposure.ts'
import { spatialInformationTheoryCalculator } from './segregation/spatial-information-theory.ts'
import { spatialProximityCalculator } from './segregation/spatial-proximity.ts'

/** Every calculator. A new one is its file and its line here. */
export const calculators: readonly Calculator[] = [
  // two groups
  dissimilarityCalculator,
  isolationCalculator,
  interactionCalculator,
  exposureCalculator,
  informationTheoryCalculator,
  giniSegregationCalculator,
  atkinsonSegregationCalculator,
  correlationRatioCalculator,
  minMaxCalculator,
  dissimilarityRandomBaselineCalculator,
  // several groups
  multigroupDissimilarityCalculator,
  multigroupGiniCalculator,
  multigroupInformationTheoryCalculator,
  multigroupDivergenceCalculator,
  multigroupRelativeDiversityCalculator,
  multigroupNormalizedExposureCalculator,
  multigroupSquaredCoefficientOfVariationCalculator,
  multigroupDiversityCalculator,
  // diversity of one population
  shannonDiversityCalculator,
  simpsonConcentrationCalculator,
  simpsonDiversityCalculator,
  hillNumberCalculator,
  // segregation unit by unit
  locationQuotientCalculator,
  localEntropyCalculator,
  localSimpsonInteractionCalculator,
  localDivergenceCalculator,
  localDissimilarityCalculator,
  // segregation in space
  spatialDissimilarityCalculator,
  boundarySpatialDissimilarityCalculator,
  spatialProximityCalculator,
  spatialInformationTheoryCalculator,
  generalizedSpatialDissimilarityCalculator,
  spatialExposureCalculator,
  multiscaleSegregationProfileCalculator,
  // inequality
  giniCalculator,
  theilTCalculator,
  theilLCalculator,
  generalizedEntropyCalculator,
  theilDecompositionCalculator,
  atkinsonCalculator,
  hooverCalculator,
  varianceOfLogsCalculator,
  lorenzCurveCalculator,
  palmaRatioCalculator,
  ratio2020Calculator,
  kolmCalculator,
  spatialGiniCalculator,
  concentrationIndexCalculator,
  // justice
  rawlsMinimumCalculator,
  atkinsonEdeCalculator,
  fosterGreerThorbeckeCalculator,
  suitsIndexCalculator,
  kakwaniIndexCalculator,
  reynoldsSmolenskyIndexCalculator,
  participationGiniCalculator,
  // spatial autocorrelation
  moransICalculator,
  gearysCCalculator,
  getisOrdGCalculator,
  localMoransICalculator,
  localGetisOrdGStarCalculator,
  // access
  cumulativeOpportunitiesCalculator,
  nearestKDistanceCalculator,
  gravityAccessCalculator,
  floatingCatchmentAreaCalculator,
  twoStepFcaCalculator,
  enhancedTwoStepFcaCalculator,
  threeStepFcaCalculator,
  raamCalculator,
  // dynamics
  markovTransitionMatrixCalculator,
  steadyStateCalculator,
  shorrocksMobilityCalculator,
  markovMobilityCalculator,
  meanFirstPassageTimeCalculator,
  rankThetaCalculator,
  rankMobilityCalculator,
  kendallTauCalculator,
  // housing and land
  rentBurdenShareCalculator,
  residualIncomeAffordabilityCalculator,
  herfindahlHirschmanCalculator,
  displacementRateCalculator,
  landValueCaptureCalculator,
]
