import { CLASSES } from '../../city/households.ts'
import { homeMean, householdMean, single } from '../define.ts'

export const encounters = single({
  name: 'encounters',
  theme: 'encounter',
  short: { en: 'Meetings across classes', zh: '与不同阶层者的交往' },
  title: { en: 'Meetings with people unlike oneself', zh: '与不同阶层者的交往' },
  explains: {
    en: 'How often a visit to a park, street, market or library is a good meeting with somebody of another income or registration: 0 never, 1 always.',
    zh: '去公园、街市、菜场、文化站时，与收入或户籍不同的人有所交往的程度：0 为从不，1 为每次。',
  },
  unit: '0–1',
  axis: [0, 0.6],
  halfRange: 0.05,
  better: 'higher',
  formula: 'mean over visits of (1 − share of one’s own class there)·quality of contact·(1 − crowd)',
  source: 'model §3.18; Allport 1954; Pettigrew & Tropp 2006',
  caveat: {
    en: 'To be in one place is not yet to speak. Counted every third month.',
    zh: '同在一处不等于交谈。每三个月计算一次。',
  },
  compute({ economy }) {
    let met = 0
    let all = 0
    for (let c = 0; c < CLASSES; c++) {
      met += economy.goingOut[c]! * economy.encounters[c]!
      all += economy.goingOut[c]!
    }
    return all > 0 ? met / all : null
  },
})

export const encounterDiversity = single({
  name: 'encounter_diversity',
  theme: 'encounter',
  title: { en: 'Diversity of places', zh: '场所的多样性' },
  explains: {
    en: 'The chance that two people in one place are of different classes, over all visits.',
    zh: '同一场所中任意两人属于不同阶层的概率，按到访次数平均。',
  },
  unit: '0–1',
  axis: [0.6, 1],
  halfRange: 0.05,
  better: 'higher',
  formula: 'mean over visits of 1 − Σ share², ten classes of income fifth × registration at a place',
  source: 'simpson-diversity; Simpson 1949',
  caveat: {
    en: 'High everywhere where shopping streets draw from the whole town: read it beside segregation at home.',
    zh: '商业街吸引全城居民时，各处都会偏高，应与居住隔离对照着看。',
  },
  compute: ({ economy }) => (economy.placeDiversity[0]! > 0 ? economy.placeDiversity[0]! : null),
})

export const everydayExposure = single({
  name: 'everyday_exposure',
  theme: 'encounter',
  short: { en: 'Rich whom the poor meet', zh: '日常场所中的贫富接触' },
  title: { en: 'The rich among whom the poor meet', zh: '日常场所中的贫富接触' },
  explains: {
    en: 'Of those whom the lower two fifths find at the places they visit, the share in the upper two fifths.',
    zh: '收入较低四成的居民在所到之处遇见的人里，收入较高四成者所占比例。',
  },
  unit: 'share',
  axis: [0, 0.6],
  halfRange: 0.05,
  better: 'higher',
  formula: 'Σ over places of share of the lower two fifths’ visits × share of the upper two fifths there',
  source: 'spatial-exposure form over places visited; Bell 1954',
  caveat: {
    en: 'People who keep to their gardens are not met anywhere else; being near is not yet being equal.',
    zh: '只在自家小区花园活动的人在别处遇不到；相邻不等于平等。',
  },
  compute: ({ economy }) => (economy.everydayExposure[0]! > 0 ? economy.everydayExposure[0]! : null),
})

export const weakTies = householdMean({
  name: 'weak_ties_mean',
  theme: 'encounter',
  title: { en: 'Ties across classes', zh: '跨阶层的弱联系' },
  explains: {
    en: 'Acquaintances among people of other incomes and registration: 0 none, 1 many.',
    zh: '与不同收入、户籍者的相识往来：0 为没有，1 为很多。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula: 'household mean of weak ties, which follow meetings, platforms and trust',
  source: 'model §3.18; Granovetter 1973',
  caveat: {
    en: 'Ties follow those who go out: a mean says little about the isolated.',
    zh: '常出门的人联系多，平均值看不出孤立的人。',
  },
  column: 'weakTies',
  value: ({ households }) => households.weakTies,
})

export const crowdingMean = homeMean({
  name: 'crowding_mean',
  theme: 'environment',
  title: { en: 'Crowd and noise at home', zh: '住处的拥挤与喧闹' },
  explains: {
    en: 'Crowded places and noise within a few minutes of home: 0 quiet, 1 unbearable.',
    zh: '家附近场所的拥挤和噪声：0 为安静，1 为难以忍受。',
  },
  unit: '0–1',
  axis: [0, 0.3],
  halfRange: 0.05,
  better: 'lower',
  formula: 'household mean of crowding of the home’s parcel',
  source: 'model §3.18',
  caveat: {
    en: 'Some of the noise is what others call street life.',
    zh: '有些人眼中的噪声，正是另一些人眼中的街头生活。',
  },
  per: 'household',
  value:
    ({ parcels }) =>
    p =>
      parcels.crowding[p]!,
})
