/** Words of the page itself. Those of policies, measures and scenarios live with them. */
export const app = {
  'nav.compare': { en: 'Compare', zh: '对比' },
} as const
