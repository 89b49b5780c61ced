import { ACCESS_KINDS } from '../../../city/parcels.ts'
import { single } from '../../define.ts'
import { meanOfKinds } from '../../facilities.ts'
import { GROUP_CELLS } from '../../groups.ts'
import { byBuilding, meanAtHome, snapshotOf } from '../../snapshot.ts'

export const accessRatioMigrant = single({
  name: 'access_ratio_migrant',
  theme: 'difference',
  short: { en: 'Newcomers’ access, of 1', zh: '外来户可达性之比' },
  title: { en: 'Migrants’ access against locals’', zh: '外来户与本地户可达性之比' },
  explains: {
    en: 'Needs met within a walk: migrant households’ mean over registered households’; 1 is alike.',
    zh: '步行可及设施的需求满足程度：外来户平均值与本地户平均值之比，1 为相同。',
  },
  unit: 'ratio',
  axis: [0.6, 1.2],
  halfRange: 0.1,
  better: 'to 1',
  formula: 'mean of E over five kinds, migrant households/registered households',
  source: 'model §2.9, §3.3',
  caveat: {
    en: 'Nearness is not admission: a school within reach may have no seat for a migrant child.',
    zh: '近不等于能用：附近的学校未必接收外来子女。',
  },
  headline: true,
  compute(city, rules) {
    const s = snapshotOf(city, rules)
    const needs = byBuilding(city, meanOfKinds(city.parcels.needs, ACCESS_KINDS))
    const migrants = meanAtHome(city, s, 'household', GROUP_CELLS.migrant, needs)
    const locals = meanAtHome(city, s, 'household', GROUP_CELLS.local, needs)
    return migrants === null || locals === null || locals === 0 ? null : migrants / locals
  },
})
