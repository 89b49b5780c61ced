/**
 * Small pieces of work that models like this one are made of, on the engine's tables, tables of luck and walks, beside
 * what npm offers for the same and beside C (kernels.c). All take turns in the same rounds; ratios are of the least times.
 */
import { createRequire } from 'node:module'
import { bundledEngine, compiled, inTurns, timed } from './engine.mjs'

const require = createRequire(import.meta.url)
const ROUNDS = 3

/**
 * @param isQuick small sizes only
 * @returns rows of a table: kernel, size, what it does a second, and times as long as C and as peers take
 */
export async function kernels(engine, isQuick = false) {
  const plain = compiled('kernels.c')
  const loose = compiled('kernels.c', '-ffast-math')
  const rows = []
  const compare = (kernel, size, work, unit, ours, args, peers) => {
    let found
    let expected
    const acts = [
      () => {
        const [ms, check] = ours()
        found = check
        return ms
      },
    ]
    for (const program of [plain, loose])
      if (program)
        acts.push(() => {
          const [ns, check] = program(...args)
          expected ??= check
          return ns / 1e6
        })
    const [own, c, fast] = inTurns(ROUNDS, acts)
    // twins that do not agree are no twins; logarithms may round differently
    if (expected !== undefined && Math.abs(found - expected) > 1e-3 * Math.abs(expected))
      throw new Error(`${kernel}: C finds ${expected}, JavaScript ${found}`)
    const row = { kernel, size, rate: work / own / 1000, unit }
    if (c) Object.assign(row, { of_c: c / own, of_c_fast_math: fast / own })
    for (const [peer, act, share = 1] of peers) row[`times_${peer}`] = inTurns(3, [act])[0] / share / own
    rows.push(row)
  }
  for (const [side, ticks, rounds] of [
    [100, 20, 5],
    [500, 10, 1],
    [1000, 5, 0],
  ].slice(0, isQuick ? 1 : 3)) {
    // a quarter of a million objects take seconds a round; a million are not waited for
    const peers =
      rounds === 0
        ? []
        : [
            ['flocc', () => floccSchelling(engine, side, rounds), rounds / ticks],
            ['agentscript', await agentscriptSchelling(engine, side, rounds), rounds / ticks],
          ]
    const work = side * side * 0.9 * ticks
    compare(
      'schelling',
      `${side}²`,
      work,
      'agent-ticks',
      () => schelling(engine, side, ticks),
      ['schelling', side, ticks],
      peers,
    )
  }
  const seekers = isQuick ? 20_000 : 100_000
  compare(
    'location choice',
    `${seekers / 1000}k of 5k`,
    seekers,
    'choices',
    () => choice(engine, seekers, 5000),
    ['choice', seekers, 5000],
    [],
  )
  const streets = grid(engine, 316)
  compare(
    '15-minute access',
    '100k nodes',
    2000,
    'origins',
    () => access(engine, streets, 2000),
    ['access', 316, 2000],
    [
      ['graphology (1 pair)', await graphologyAccess(streets), 1 / 2000],
      ['ngraph.path (1 pair)', ngraphAccess(streets), 1 / 2000],
    ],
  )
  compare(
    'random draw',
    '5 keys',
    2e7,
    'draws',
    () => draws(engine, 2e7),
    ['draws', 2e7],
    [['seedrandom alea', aleaDraws(2e7), 1]],
  )
  return rows
}

function schelling({ createTable, addRow, column, bits }, side, ticks) {
  const cells = side * side
  const ground = createTable('ground', { group: column(Uint8Array, 'code', '0 empty') }, cells)
  const agents = createTable('agents', { cell: column(Int32Array, 'row', 'where it lives') }, cells)
  const free = new Int32Array(cells)
  let empty = 0
  for (let c = 0; c < cells; c++) {
    addRow(ground)
    const draw = bits(1, 0, c)
    if (draw % 10 < 9) {
      ground.group[c] = 1 + ((draw >>> 16) % 2)
      agents.cell[addRow(agents)] = c
    } else free[empty++] = c
  }
  return timed(() => moveAway(ground.group, agents.cell, agents.rows, free, empty, side, ticks, bits))
}

/** Who has fewer than two neighbours in five of its own kind moves to an empty cell drawn by lot. */
function moveAway(group, cell, agents, free, empty, side, ticks, bits) {
  const cells = side * side
  let moves = 0
  for (let t = 1; t <= ticks; t++)
    for (let a = 0; a < agents; a++) {
      const c = cell[a]
      const x = c % side
      const row = c - x
      const up = row === 0 ? cells - side : row - side
      const down = row === cells - side ? 0 : row + side
      const left = x === 0 ? side - 1 : x - 1
      const right = x === side - 1 ? 0 : x + 1
      const own = group[c]
      const n0 = group[up + left]
      const n1 = group[up + x]
      const n2 = group[up + right]
      const n3 = group[row + left]
      const n4 = group[row + right]
      const n5 = group[down + left]
      const n6 = group[down + x]
      const n7 = group[down + right]
      // codes are 0, 1, 2: bits of the two kinds are counted apart, without branches
      const ones = (n0 & 1) + (n1 & 1) + (n2 & 1) + (n3 & 1) + (n4 & 1) + (n5 & 1) + (n6 & 1) + (n7 & 1)
      const twos = (n0 >> 1) + (n1 >> 1) + (n2 >> 1) + (n3 >> 1) + (n4 >> 1) + (n5 >> 1) + (n6 >> 1) + (n7 >> 1)
      if ((own === 1 ? ones : twos) * 5 >= (ones + twos) * 2) continue
      const e = bits(t, 7, a) % empty
      const to = free[e]
      group[to] = own
      group[c] = 0
      free[e] = c
      cell[a] = to
      moves++
    }
  return moves
}

function floccSchelling({ bits }, side, ticks) {
  const { Agent, Environment, Terrain } = require('flocc')
  const environment = new Environment({ width: side, height: side })
  const ground = new Terrain(side, side, { grayscale: true })
  environment.use(ground)
  const free = []
  let step = 0
  const live = agent => {
    const { x, y, group, id } = agent.getData()
    let same = 0
    let taken = 0
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++) {
        if (dx === 0 && dy === 0) continue
        const there = ground.sample((x + dx + side) % side, (y + dy + side) % side)
        if (there !== 0) taken++
        if (there === group) same++
      }
    if (same * 5 >= taken * 2) return
    const e = bits(step, 7, id) % free.length
    const [tx, ty] = free[e]
    ground.set(tx, ty, group)
    ground.set(x, y, 0)
    free[e] = [x, y]
    agent.set('x', tx)
    agent.set('y', ty)
  }
  for (let c = 0, id = 0; c < side * side; c++) {
    const draw = bits(1, 0, c)
    const [x, y] = [c % side, Math.floor(c / side)]
    ground.set(x, y, 0)
    if (draw % 10 >= 9) {
      free.push([x, y])
      continue
    }
    const group = 1 + ((draw >>> 16) % 2)
    ground.set(x, y, group)
    environment.addAgent(new Agent({ x, y, group, id: id++, tick: live }))
  }
  return timed(() => {
    for (step = 1; step <= ticks; step++) environment.tick()
  })[0]
}

async function agentscriptSchelling({ bits }, side, ticks) {
  // its modules touch a canvas when they are loaded
  globalThis.OffscreenCanvas ??= class {
    getContext = () => new Proxy({}, { get: () => () => ({ data: [] }), set: () => true })
  }
  const { Model } = await import(require.resolve('agentscript/dist/agentscript2d.js'))
  return () => {
    const free = []
    const model = new Model({ minX: 0, maxX: side - 1, minY: 0, maxY: side - 1 })
    model.patches.ask(patch => {
      const draw = bits(1, 0, patch.id)
      patch.lives = null
      if (draw % 10 >= 9) free.push(patch)
      else
        model.turtles.createOne(turtle => {
          turtle.setxy(patch.x, patch.y)
          turtle.group = 1 + ((draw >>> 16) % 2)
          patch.lives = turtle
        })
    })
    return timed(() => {
      for (let step = 1; step <= ticks; step++)
        model.turtles.ask(turtle => {
          const here = turtle.patch
          let same = 0
          let taken = 0
          for (const near of here.neighbors) {
            if (near.lives === null) continue
            taken++
            if (near.lives.group === turtle.group) same++
          }
          if (same * 5 >= taken * 2) return
          const e = bits(step, 7, turtle.id) % free.length
          const to = free[e]
          free[e] = here
          here.lives = null
          to.lives = turtle
          turtle.moveTo(to)
        })
    })[0]
  }
}

function choice({ bits, combine, gumbel, log }, households, buildings) {
  const rent = new Float64Array(buildings)
  const worth = new Float64Array(buildings)
  const room = new Int32Array(buildings).fill(Math.floor(households / buildings) + 2)
  for (let b = 0; b < buildings; b++) {
    rent[b] = 1000 + (bits(2, 0, b) % 3000)
    worth[b] = bits(2, 1, b) / 4294967296
  }
  return timed(() => {
    let placed = 0
    let sum = 0
    for (let h = 0; h < households; h++) {
      const income = 4000 + (bits(3, 0, h) % 12_000)
      const seen = bits(3, 1, h)
      const taste = bits(3, 2, h)
      // ln lies below its tangent at four fifths of income: what cannot win needs no logarithm
      const slope = 3.24 / (0.8 * income)
      const base = 3.24 * (log(0.8 * income) - 1) + 1e-9
      let best = Number.NEGATIVE_INFINITY
      let chosen = -1
      for (let k = 0; k < 30; k++) {
        const b = combine(seen, k) % buildings
        const left = income - rent[b]
        if (room[b] === 0 || left <= 0) continue
        const charm = gumbel(combine(taste, b))
        if (base + slope * left + worth[b] + charm <= best) continue
        const value = 3.24 * log(left) + worth[b] + charm
        if (value > best) {
          best = value
          chosen = b
        }
      }
      if (chosen < 0) continue
      room[chosen]--
      placed++
      sum += chosen
    }
    return placed + sum
  })
}

/** A street grid with one street in twenty missing; lengths in 1/64 minute. */
function grid({ bits, publicArcs }, side) {
  const nodes = side * side
  const start = new Int32Array(nodes + 1)
  const to = []
  const units = []
  for (let n = 0; n < nodes; n++) {
    const [x, y] = [n % side, Math.floor(n / side)]
    for (const [dx, dy] of [
      [-1, 0],
      [1, 0],
      [0, -1],
      [0, 1],
    ]) {
      if (x + dx < 0 || y + dy < 0 || x + dx >= side || y + dy >= side) continue
      const m = (y + dy) * side + x + dx
      const draw = bits(5, Math.min(n, m), Math.max(n, m))
      if (draw % 20 === 0) continue
      to.push(m)
      units.push(40 + ((draw >>> 8) % 64))
    }
    start[n + 1] = to.length
  }
  const none = new Int32Array(Math.max(nodes, to.length)).fill(-1)
  const streets = { start, to: Int32Array.from(to), units: Uint16Array.from(units), arcEstate: none, inside: none }
  return {
    ...{ nodes, ...streets, ...publicArcs(streets), members: none },
    doorStart: start,
    doorParcel: none,
  }
}

function access({ bits, createWalker, walkFrom, forget }, streets, origins) {
  const walker = createWalker(streets.nodes)
  return timed(() => {
    let total = 0
    for (let o = 0; o < origins; o++) {
      const reached = walkFrom(streets, walker, bits(6, 0, o) % streets.nodes, -1, 0, 960)
      total += reached
      forget(walker, reached)
    }
    return total
  })
}

async function graphologyAccess({ nodes, start, to, units }) {
  const { default: graphology } = await import('graphology')
  const { bidirectional } = require('graphology-shortest-path/dijkstra')
  const graph = new graphology.UndirectedGraph()
  for (let n = 0; n < nodes; n++) graph.addNode(n)
  for (let n = 0; n < nodes; n++)
    for (let arc = start[n]; arc < start[n + 1]; arc++)
      if (to[arc] > n) graph.addEdge(n, to[arc], { weight: units[arc] })
  return () => timed(() => bidirectional(graph, 5000, 5000 + 316 * 10 + 5, 'weight'))[0]
}

function ngraphAccess({ nodes, start, to, units }) {
  const graph = require('ngraph.graph')()
  for (let n = 0; n < nodes; n++)
    for (let arc = start[n]; arc < start[n + 1]; arc++)
      if (to[arc] > n) graph.addLink(n, to[arc], { weight: units[arc] })
  const finder = require('ngraph.path').aStar(graph, { distance: (_a, _b, link) => link.data.weight })
  return () => timed(() => finder.find(5000, 5000 + 316 * 10 + 5))[0]
}

function drawMany(bits, count) {
  let x = 0
  for (let i = 0; i < count; i++) x ^= bits(9, i >> 5, i & 31)
  return x >>> 0
}

const draws = ({ bits }, count) => timed(() => drawMany(bits, count))

function aleaDraws(count) {
  const seedrandom = require('seedrandom')
  const next = seedrandom.alea('harbour')
  return () =>
    timed(() => {
      let x = 0
      for (let i = 0; i < count; i++) x ^= next.int32()
      return x
    })[0]
}

if (process.argv[1] === import.meta.filename) console.table(await kernels(await bundledEngine()))
