import { single } from '../../define.ts'

export const publicHomes = single({
  name: 'public_homes',
  theme: 'distribution',
  title: { en: 'Public homes', zh: '公租房套数' },
  explains: { en: 'Public rental homes that stand.', zh: '现有的公租房套数。' },
  unit: 'count',
  better: 'none',
  formula: 'public dwellings',
  source: 'model §2.9',
  caveat: {
    en: 'Where they stand matters as much as how many they are.',
    zh: '建在哪里和建多少同样重要。',
  },
  compute({ buildings }) {
    let count = 0
    for (let b = 0; b < buildings.rows; b++) count += buildings.publicHomes[b]!
    return count
  },
})
