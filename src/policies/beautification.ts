import { mainStreetFront } from '../city/improvements.ts'
import { SETTING_MAIN_STREET } from '../city/parcels.ts'
import { beyondRest, moves } from './policy.ts'

const ENFORCEMENT = 8 // yuan a household and year
const STREET = 60 // yuan a metre

export const beautification = moves('beautification', {
  theme: 'difference',
  kind: 'rule',
  title: { en: 'Beautification campaigns', zh: '市容整治' },
  short: { en: 'Beautification drives', zh: '市容整治' },
  summary: {
    en: 'Main streets are repaved and kept; stalls, recyclers and performers are driven off and crowded rooms in villages cleared. The street looks better and the poor earn less.',
    zh: '主街翻修整饬；摊贩、拾荒者和街头艺人被驱离，城中村合住被清理。街面更好看，穷人收入更少。',
  },
  source: 'Harvey 2008, New Left Review 53; Swider 2015; model §2.3 F10',
  words: {
    intensity: { en: 'strength of the campaigns', zh: '整治力度' },
  },
  cost: {
    en: '8 yuan a household and year for enforcement and 60 yuan a metre of main street, times strength beyond rest.',
    zh: '每户每年执法费 8 元，主街每米 60 元，按超出原有力度计。',
  },
  bill: ({ households, city }, values) =>
    (ENFORCEMENT * households + STREET * mainStreetFront(city, SETTING_MAIN_STREET)) *
    beyondRest('beautification', values, 'intensity'),
})
