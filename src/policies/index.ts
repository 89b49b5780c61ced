import { compensation } from './compensation.ts'
import { kpiReform } from './kpi_reform.ts'
import { landFinance } from './land_finance.ts'
import { openWalls } from './open_walls.ts'
import type { Policy } from './policy.ts'
import { profitCap } from './profit_cap.ts'
import { publicHousing } from './public_housing.ts'

/** Every policy a scenario may name. A new policy is its file and its line here. */
export const policies: readonly Policy[] = [kpiReform, landFinance, profitCap, compensation, publicHousing, openWalls]

/** The policy of a name; undefined if there is none. */
export const policyNamed = (name: string): Policy | undefined => policies.find(policy => policy.name === name)
