import type { Words } from '../../../lib/declare.ts'
import { family } from '../../define.ts'
import { EVERYBODY, TENANT_GROUPS } from '../../groups.ts'
import { type Binned, binned, quantileOf } from '../../ranked.ts'
import { once, type Snapshot } from '../../snapshot.ts'

/** Burdens of a group's tenants. */
function burdensOf({ tenantBurden, tenantCell, tenantCount }: Snapshot, cells: number): Binned {
  if (cells === EVERYBODY) return binned(tenantBurden, tenantCount)
  const values = new Float64Array(tenantCount)
  let n = 0
  for (let i = 0; i < tenantCount; i++) if ((cells >>> tenantCell[i]!) & 1) values[n++] = tenantBurden[i]!
  return binned(values, n)
}

const percentile = (p: number, short: Words, title: Words, explains: Words) =>
  family({
    name: `rent_burden_p${Math.round(100 * p)}`,
    theme: 'distribution',
    short,
    title,
    explains,
    unit: 'share',
    axis: [0, 0.8],
    halfRange: 0.05,
    better: 'lower',
    formula: `${Math.round(100 * p)}th percentile of (rent + fee)/income of tenants, linear between households`,
    source: 'model §2.9; percentile: Hyndman & Fan 1996, type 7',
    caveat: {
      en: 'It falls when burdened tenants leave: read it beside departures.',
      zh: '负担重的租户离开后它也会下降，应与外迁对照着看。',
    },
    groups: TENANT_GROUPS,
    of: (_, s, cells) =>
      quantileOf(
        once(s, `burdens of ${cells}`, () => burdensOf(s, cells)),
        p,
      ),
  })

/** The tenant in the middle, and the most burdened fifth. */
export const rentBurdenPercentiles = [
  percentile(
    0.5,
    { en: 'Rent burden, median', zh: '房租负担中位数' },
    { en: 'Rent burden of the tenant in the middle', zh: '房租负担的中位数' },
    {
      en: 'Half of all tenants pay more than this share of income for rent and fee.',
      zh: '有一半租户的房租和物业费占收入的比例高于此数。',
    },
  ),
  percentile(
    0.8,
    { en: 'Rent burden, worst fifth', zh: '最重五分之一的负担' },
    { en: 'Rent burden of the most burdened fifth', zh: '负担最重五分之一租户的房租负担' },
    {
      en: 'One tenant in five pays more than this share of income for rent and fee.',
      zh: '每五个租户就有一个的房租和物业费占收入的比例高于此数。',
    },
  ),
]
