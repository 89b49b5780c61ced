import { single } from '../../define.ts'

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
