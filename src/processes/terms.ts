/** What a project owes its residents, as it was negotiated, and whether it must ask them (model §3.10). */
import type { City } from '../city/city.ts'
import { monthOf } from '../city/economy.ts'
import type { Rules } from '../city/rules.ts'
import { isNegotiated } from './negotiation.ts'

/** The rules with better compensation and more rights of return. */
export function withTerms(rules: Rules, better: number, returning: number): Rules {
  if (better === 0 && returning === 0) return rules
  const { compensation } = rules.levers
  return {
    ...rules,
    levers: {
      ...rules.levers,
      compensation: {
        ...compensation,
        owner: compensation.owner + better,
        tenant_months: compensation.tenant_months * (1 + better),
        on_site_return: Math.min(1, compensation.on_site_return + returning),
      },
    },
  }
}

/** The rules as they hold for a project. */
export const termsOf = (city: City, rules: Rules, i: number): Rules =>
  withTerms(rules, city.projects.betterTerms[i]!, city.projects.returnShare[i]!)

/** Whether a project on this land must be heard. */
export const isHeard = (city: City, rules: Rules, p: number): boolean =>
  rules.levers.hearings.required === 1 || rules.levers.consent.threshold > 0 || isNegotiated(city, rules, p)

/** Counts a project that starts or is dropped, with the months it took. */
export function countDecided({ civics, tick }: City, months: number): void {
  civics.decided[monthOf(tick)]!++
  civics.delay[monthOf(tick)]! += months
}
