import { type LeverGroup, leverDeclarations } from '../../../city/levers.ts'
import type { Words } from '../../../lib/declare.ts'
import { policyNamed } from '../../../policies/index.ts'
import type { Family } from '../../define.ts'
import { costOfPolicy } from '../../money.ts'

const titleOf = (policy: string): Words => policyNamed(policy)?.title ?? { en: policy, zh: policy }

/** What each policy costs, by its name. */
export const policyCostOf = (Object.keys(leverDeclarations) as LeverGroup[]).map(
  (policy): Family => ({
    listed: [],
    all: [
      {
        name: `policy_cost_${policy}`,
        theme: 'production',
        title: { en: `Cost of “${titleOf(policy).en}”`, zh: `“${titleOf(policy).zh}”的成本` },
        explains: {
          en: 'What this policy costs the city on balance, a year; below 0 it earns.',
          zh: '该政策每年给城市带来的净支出，小于 0 为净收入。',
        },
        unit: 'yuan/yr',
        better: 'lower',
        formula: 'government’s outflows − inflows that carry the policy’s tag, last 12 months, each at its Ī',
        source: 'model §2.11',
        missing: {
          en: 'Always a value: a policy that has booked nothing costs 0.',
          zh: '总有数值：没有入账的政策成本为 0。',
        },
        range: 'any amount, below 0 where the policy earns more than it costs',
        caveat: {
          en: 'Revenue forgone is no flow, and money of a programme that is only directed elsewhere counts where it is spent.',
          zh: '少收的钱不是支出；只是改变用途的项目资金计在支出处。',
        },
        compute: city => costOfPolicy(city, policy),
      },
    ],
  }),
)
