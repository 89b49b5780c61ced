import { followHousehold, householdRow } from '../../../src/results/story.ts'
import type { Handlers } from '../contracts.ts'
import { idOf } from './ids.ts'
import type { StoryQueries } from './queries.ts'

/** Month of the change of one rent that stands for chance. */
const PLACEBO_AT = 24

export const storyHandlers: Handlers<StoryQueries> = {
  lives: async (bench, { ids, arm }) => {
    const followers = ids.map(id => followHousehold(idOf(id)))
    const future = await bench.rerun(bench.shown, arm === 'baseline' ? bench.baseline : bench.scenario, {
      fromStart: true,
      watch: (process, city, rules) => {
        for (const follower of followers) follower.watch(process, city, rules)
      },
    })
    return future && followers.map(follower => follower.life())
  },
  standing: async (bench, { id, without, k }) => {
    const { scenario, baseline, shown } = bench
    const policies = without === '*' ? [] : scenario.policies.filter(({ policy }) => policy !== without)
    const asked = without === '*' ? baseline : { ...scenario, policies }
    let forced = 0
    const future = await bench.rerun(shown, asked, k > 0 ? { placebo: { k, at: PLACEBO_AT } } : {})
    if (!future) return null
    const { city } = future.simulation
    const h = householdRow(city, idOf(id))
    if (h >= 0) forced = city.households.displaced[h]!
    return { there: h >= 0, forced }
  },
}
