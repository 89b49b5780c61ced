import { beyondRest, moves } from './policy.ts'

const EVENT = 20_000 // yuan

export const streetEvents = moves('street_events', {
  theme: 'encounter',
  kind: 'rule',
  title: { en: 'Events in the square', zh: '广场活动' },
  summary: {
    en: "Fairs and open-air films in each district's square. People of several neighbourhoods meet there; the square gets loud and full.",
    zh: '在各街道广场办市集和露天电影。不同社区的人在此相遇；广场更吵更挤。',
  },
  source: 'Stevens & Shin 2014, Planning Practice & Research 29(1); model §2.5 E5',
  words: {
    per_district_yr: { en: 'events a district and year', zh: '每个街道每年次数' },
  },
  cost: {
    en: '20,000 yuan an event.',
    zh: '每次 2 万元。',
  },
  bill: ({ districts }, values) => EVENT * districts * beyondRest('street_events', values, 'per_district_yr'),
})
