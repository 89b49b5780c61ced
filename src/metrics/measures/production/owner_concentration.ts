import { KIND } from '../../../city/buildings.ts'
import { TENURE } from '../../../city/households.ts'
import { single } from '../../define.ts'
import { GROUP_CELLS } from '../../groups.ts'
import { groupByBuilding, snapshotOf } from '../../snapshot.ts'

export const ownerConcentration = single({
  name: 'owner_concentration',
  theme: 'production',
  short: { en: 'Owners, as if equal', zh: '住房所有权集中度' },
  title: { en: 'As if so few owned all homes', zh: '住房所有权集中度' },
  explains: {
    en: 'Ownership of floor area is as concentrated as if this many owners held equal parts.',
    zh: '住房面积的集中程度，相当于由这么多个业主平分。',
  },
  unit: 'count',
  axis: [0, 100],
  halfRange: 10,
  better: 'higher',
  formula:
    '1/Σ s², s = share of floor owned: each household’s own home and claim on landlords’ stock, landlords outside as one, each developer, each village collective, the public as one',
  source: 'herfindahl-hirschman, effectiveNumber; Hirschman 1964',
  caveat: {
    en: 'Landlords and developers count as one owner each, though they are many firms.',
    zh: '房东和开发商各按一个业主计，实际上是很多家。',
  },
  compute(city, rules) {
    const { households, buildings, developers, villages, parcels } = city
    const firstVillage = developers.rows
    const outside = firstVillage + villages.rows
    const firms = new Float64Array(outside + 2)
    let landlords = 0
    for (let b = 0; b < buildings.rows; b++) {
      if (buildings.dwellings[b] === 0) continue
      const floor = buildings.floor[b]!
      const village = buildings.kind[b] === KIND.village ? parcels.village[buildings.parcel[b]!]! : -1
      const rented = buildings.landlordStock[b]! * floor
      if (village >= 0) firms[firstVillage + village]! += rented
      else landlords += rented
      firms[outside + 1]! += buildings.publicHomes[b]! * floor
      const developer = buildings.developer[b]!
      firms[developer >= 0 ? developer : outside]! += buildings.developerStock[b]! * floor
    }
    const { rows, size, home, tenure, landlordShare } = households
    const { floor } = buildings
    let claimed = 0
    let total = 0
    let squares = 0
    // owners by building first: few have a claim besides
    const owners = groupByBuilding(city, snapshotOf(city, rules), 'household', GROUP_CELLS.owner)
    for (let b = 0; b < buildings.rows; b++) {
      total += owners[b]! * floor[b]!
      squares += owners[b]! * floor[b]! * floor[b]!
    }
    for (let h = 0; h < rows; h++) {
      const share = landlordShare[h]!
      if (share === 0 || size[h] === 0) continue
      const b = home[h]!
      const own = b >= 0 && tenure[h] === TENURE.owner ? floor[b]! : 0
      const claim = landlords * share
      claimed += share
      total += claim
      squares += claim * (claim + 2 * own)
    }
    firms[outside]! += landlords * Math.max(0, 1 - claimed)
    for (const owned of firms) {
      total += owned
      squares += owned * owned
    }
    return squares > 0 ? (total * total) / squares : null
  },
})
