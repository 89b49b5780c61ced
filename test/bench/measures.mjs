/**
 * What measuring costs beside the months it measures, and its kernels beside the plain form of the same sums: what one
 * writes first. Twins must agree; they take turns in the same rounds, and the least times count.
 */
import { clock, inTurns, living, scenario, timed } from './engine.mjs'

const ROUNDS = 8
/** Months run before, so that there are rents, votes and moves to measure. */
const BURN_IN = 3

/**
 * A year of months, and every measure of the dashboard read after each. Pieces are timed apart, a process of a month and
 * a measure each, and the least of every piece and month counts: what a busy machine puts in between is left out.
 * @returns `all measures in ms`: one full measurement, the mean of the year; `share of a month`: of the mean month; `dearest
 *   month`: of the year's measurements, mostly one after a wall has risen
 */
export function measuring(engine, preset) {
  const plan = engine.generateCity(preset, 'harbour')
  const save = engine.createSimulation(scenario(engine, preset, BURN_IN), plan, { seed: 'bench' }).save()
  const months = Array.from({ length: 12 }, () => ({ processes: new Map(), measures: new Map() }))
  const now = clock
  const note = (pieces, name, ms) => {
    if (!(pieces.get(name) <= ms)) pieces.set(name, ms)
  }
  let households = 0
  for (let round = 0; round < ROUNDS; round++) {
    let last = 0
    let month = 0
    const run = engine.restoreSimulation(save, plan, name => {
      const at = now()
      note(months[month].processes, name, at - last)
      last = at
    })
    for (month = 0; month < 12; month++) {
      last = now()
      run.tick()
      for (const measure of engine.measures) {
        const from = now()
        measure.compute(run.city, run.rules)
        note(months[month].measures, measure.name, now() - from)
      }
    }
    households = living(run.city)
  }
  const sum = pieces => [...pieces.values()].reduce((total, ms) => total + ms, 0)
  const tick = months.reduce((total, { processes }) => total + sum(processes), 0) / 12
  const full = months.map(({ measures }) => sum(measures))
  return {
    households,
    'all measures in ms': full.reduce((total, ms) => total + ms, 0) / 12,
    'share of a month': full.reduce((total, ms) => total + ms, 0) / 12 / tick,
    'dearest month': Math.max(...full.slice(1)) / tick,
  }
}

/** @returns rows of a table: kernel, size, millions of these a second, and how many times as long the plain form takes */
export function measureKernels(engine) {
  const rows = []
  const compare = (kernel, size, unit, ours, plain) => {
    const [a, b] = [ours(), plain()].map(found => (typeof found === 'number' ? [found] : Array.from(found)))
    a.forEach((x, i) => {
      if (!(Math.abs(x - b[i]) <= 1e-9 * Math.max(1e-9, Math.abs(b[i]))))
        throw new Error(`${kernel}: ${x} by the kernel, ${b[i]} by the plain form`)
    })
    const [own, other] = inTurns(ROUNDS, [() => timed(ours)[0], () => timed(plain)[0]])
    rows.push({ kernel, size: `${size} ${unit}`, 'million/s': size / own / 1000, times_plain: other / own })
  }
  let state = 7
  const draw = () => (state = (state * 48271) % 2147483647) / 2147483647
  const n = 4000
  const incomes = Float64Array.from({ length: n }, () => 1000 * Math.exp(2 * draw()))
  const access = Float64Array.from(incomes, x => Math.min(1, 0.2 + 0.6 * draw() + x / 40_000))

  const order = new Int32Array(n)
  const sorted = new Float64Array(n)
  const room = engine.sortRoom(n)
  compare(
    'gini',
    n,
    'incomes',
    () => {
      for (let i = 0; i < n; i++) order[i] = i
      engine.sortRising(incomes, order, n, sorted, room)
      return engine.giniInOrder(sorted, n)
    },
    () => {
      // mean difference of all pairs
      let sum = 0
      let total = 0
      for (let i = 0; i < n; i++) {
        total += incomes[i]
        for (let j = 0; j < n; j++) sum += Math.abs(incomes[i] - incomes[j])
      }
      return sum / 2 / n / total
    },
  )
  compare(
    'concentration index',
    n,
    'persons',
    () => engine.concentrationIndex(access, incomes, undefined, 'erreygers'),
    () => {
      // ranks by counting who has less
      let mean = 0
      for (const x of access) mean += x / n
      let covariance = 0
      for (let i = 0; i < n; i++) {
        let below = 0
        for (let j = 0; j < n; j++) below += incomes[j] < incomes[i] ? 1 : incomes[j] === incomes[i] ? 0.5 : 0
        covariance += ((access[i] - mean) * (below / n - 0.5)) / n
      }
      return 8 * covariance
    },
  )
  const districts = Int32Array.from({ length: n }, (_, i) => i % 200)
  compare(
    'theil by district',
    n,
    'incomes',
    () => engine.theilDecomposition(incomes, districts).between,
    () => {
      // one look at everybody for every district
      let mean = 0
      for (const x of incomes) mean += x / n
      let between = 0
      for (const district of new Set(districts)) {
        const own = Array.from(incomes).filter((_, i) => districts[i] === district)
        const ownMean = own.reduce((a, b) => a + b, 0) / own.length
        between += ((own.length * ownMean) / (n * mean)) * Math.log(ownMean / mean)
      }
      return between
    },
  )

  // a grid of parcels 100 m apart, neighbours within 500 m by streets
  const side = 30
  const parcels = side * side
  const people = Array.from({ length: parcels }, () => Float64Array.from({ length: 5 }, () => Math.floor(20 * draw())))
  const walk = (i, j) =>
    100 * (Math.abs((i % side) - (j % side)) + Math.abs(Math.floor(i / side) - Math.floor(j / side)))
  const distances = Array.from({ length: parcels }, (_, i) =>
    Float64Array.from({ length: parcels }, (_, j) => walk(i, j)),
  )
  const start = new Int32Array(parcels + 1)
  const unit = []
  const weight = []
  for (let i = 0; i < parcels; i++) {
    for (let j = 0; j < parcels; j++)
      if (walk(i, j) < 500) {
        unit.push(j)
        weight.push(1 - (walk(i, j) / 500) ** 2)
      }
    start[i + 1] = unit.length
  }
  const near = { start, unit: Int32Array.from(unit), weight: Float64Array.from(weight) }
  const entropy = shares => {
    let sum = 0
    for (const p of shares) if (p > 0) sum -= p * Math.log(p)
    return sum
  }
  compare(
    'segregation on walks',
    parcels,
    'parcels',
    () => {
      const whole = engine.composition(people)
      return engine.entropyLost(whole, engine.environmentsNear(whole, near))
    },
    () => {
      const all = people.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0)
      const city = entropy([0, 1, 2, 3, 4].map(k => people.reduce((sum, row) => sum + row[k], 0) / all))
      let lost = 0
      for (let i = 0; i < parcels; i++) {
        const around = [0, 0, 0, 0, 0]
        for (let j = 0; j < parcels; j++) {
          const z = distances[i][j] / 500
          if (z < 1) for (let k = 0; k < 5; k++) around[k] += (1 - z * z) * people[j][k]
        }
        const sum = around.reduce((a, b) => a + b, 0)
        const here = people[i].reduce((a, b) => a + b, 0)
        lost += (here / all) * (city - entropy(around.map(x => x / sum)))
      }
      return lost / city
    },
  )

  accessKernels(engine, compare)
  return rows
}

/** Access in a city without walls: walks from facilities, kept as lists, beside walks from every home. */
function accessKernels(engine, compare) {
  const { city } = engine.createSimulation(scenario(engine, 'small', 0), engine.generateCity('small', 'harbour'), {
    seed: 'bench',
  })
  const { parcels, facilities, estates, edges } = city
  estates.walled.fill(0)
  edges.flags.fill(0)
  city.streetsVersion++
  const graph = engine.streetGraph(city)
  const walker = engine.createWalker(graph.nodes)
  const sites = Array.from({ length: facilities.rows }, (_, f) => f).filter(
    f => facilities.kind[f] <= 1 && facilities.capacity[f] > 0,
  )
  const LIMIT = 1920
  const QUARTER = 960
  const walksFrom = p => {
    const reached = engine.walkFrom(graph, walker, parcels.node[p], -1, parcels.door[p], LIMIT)
    const walks = sites.map(f => {
      const site = facilities.parcel[f]
      const far = walker.distance[parcels.node[site]] + parcels.door[site] + facilities.away[f]
      return p === site && facilities.away[f] === 0 ? 0 : far <= LIMIT ? far : Number.POSITIVE_INFINITY
    })
    engine.forget(walker, reached)
    return walks
  }
  const rows = Array.from({ length: parcels.rows }, (_, p) => p)
  /** Every parcel that a facility reaches, with the walk. */
  const walksTo = (f, each) => {
    const site = facilities.parcel[f]
    const offset = parcels.door[site] + facilities.away[f]
    const reached = engine.walkFrom(graph, walker, parcels.node[site], -1, offset, LIMIT)
    for (let i = 0; i < reached; i++) {
      const n = walker.settled[i]
      for (let k = graph.doorStart[n]; k < graph.doorStart[n + 1]; k++) {
        const p = graph.doorParcel[k]
        const far = p === site && facilities.away[f] === 0 ? 0 : walker.distance[n] + parcels.door[p]
        if (far <= LIMIT) each(p, far)
      }
    }
    engine.forget(walker, reached)
  }
  compare(
    'nearest school',
    parcels.rows,
    'parcels',
    () => {
      const nearest = new Float64Array(parcels.rows).fill(LIMIT)
      for (const f of sites)
        if (facilities.kind[f] === 0)
          walksTo(f, (p, far) => {
            if (far < nearest[p]) nearest[p] = far
          })
      return nearest
    },
    () => rows.map(p => Math.min(LIMIT, ...walksFrom(p).filter((_, i) => facilities.kind[sites[i]] === 0))),
  )
  compare(
    'schools and clinics within 15 min',
    parcels.rows,
    'parcels',
    () => {
      const count = new Float64Array(parcels.rows)
      for (const f of sites)
        walksTo(f, (p, far) => {
          if (far <= QUARTER) count[p]++
        })
      return count
    },
    () => rows.map(p => walksFrom(p).filter(walk => walk <= QUARTER).length),
  )
  const walks = rows.map(walksFrom)
  const need = engine.demand(city)
  // as the engine keeps them: parcels in reach of each clinic with their walks, and the weight of every walk
  const decay = Float64Array.from({ length: LIMIT + 1 }, (_, units) => Math.exp(-units / 64 / 11))
  const reach = sites
    .filter(f => facilities.kind[f] === 1)
    .map(f => {
      const found = []
      walksTo(f, (p, far) => found.push([p, far]))
      return { f, parcel: Int32Array.from(found, ([p]) => p), units: Uint16Array.from(found, ([, far]) => far) }
    })
  compare(
    'floating catchment of clinics, walks known',
    parcels.rows,
    'parcels',
    () => {
      const needs = new Float64Array(parcels.rows)
      for (const { f, parcel, units } of reach) {
        let demanded = 0
        for (let i = 0; i < parcel.length; i++) demanded += need[parcel[i] * 3 + 1] * decay[units[i]]
        const ratio = (facilities.quality[f] * facilities.capacity[f]) / demanded
        for (let i = 0; i < parcel.length; i++) needs[parcel[i]] += ratio * decay[units[i]]
      }
      return needs
    },
    () => {
      const needs = new Float64Array(parcels.rows)
      sites.forEach((f, i) => {
        if (facilities.kind[f] !== 1) return
        const weight = p => (walks[p][i] <= LIMIT ? Math.exp(-walks[p][i] / 64 / 11) : 0)
        const demanded = rows.reduce((sum, p) => sum + need[p * 3 + 1] * weight(p), 0)
        for (const p of rows) needs[p] += ((facilities.quality[f] * facilities.capacity[f]) / demanded) * weight(p)
      })
      return needs
    },
  )
}
