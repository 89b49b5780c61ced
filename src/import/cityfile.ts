/** The city file: a Plan as JSON text. What an importer made is written once; runs and their hashes start from the file. */
import { z } from 'zod'
import { buildingKinds, drawingKinds, facilityKinds, type Plan, parcelUses } from '../city/plan.ts'
import { allowed, CityFileError } from './error.ts'

/**
 * A plan as text: keys in alphabetical order, a line an entry, so the same plan is the same bytes and files can be
 * compared line by line.
 */
export function writePlan(plan: Plan): string {
  const lines: string[] = []
  // format and version first: they say how to read the rest
  const keys = Object.keys(plan)
    .filter(key => key !== 'format' && key !== 'version' && plan[key as keyof Plan] !== undefined)
    .sort()
  for (const key of ['format', 'version', ...keys]) {
    const value: unknown = plan[key as keyof Plan]
    const listed = Array.isArray(value) && value.some(entry => typeof entry === 'object' && entry !== null)
    lines.push(
      listed
        ? `${JSON.stringify(key)}: [\n${(value as unknown[]).map(entry => JSON.stringify(ordered(entry))).join(',\n')}\n]`
        : `${JSON.stringify(key)}: ${JSON.stringify(ordered(value))}`,
    )
  }
  return `{\n${lines.join(',\n')}\n}\n`
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.some(v => typeof v === 'object' && v !== null) ? value.map(ordered) : value
  if (typeof value !== 'object' || value === null) return value
  const source = value as Record<string, unknown>
  const result: Record<string, unknown> = {}
  for (const key of Object.keys(source).sort()) if (source[key] !== undefined) result[key] = ordered(source[key])
  return result
}

const row = z.int().nonnegative()
const rowOrNone = z.int().min(-1)
const share = z.number().min(0).max(1)
const metres = z.number().min(-1e6).max(1e6)
const line = z.array(metres).refine(points => points.length % 2 === 0, 'must hold x and y in turn')
const outline = z
  .array(metres)
  .refine(points => points.length >= 6 && points.length % 2 === 0, 'must hold x and y of at least three points')

const stock = z.strictObject({
  kind: z.enum(buildingKinds).exclude(['']),
  dwellings: z.int().min(0).max(60_000).optional(),
  floor: z.number().positive().max(1000).optional(),
  quality: share.optional(),
  age: z.number().nonnegative().max(30_000).optional(),
  rent: z.number().nonnegative().max(1e6).optional(),
})

const parcel = z.strictObject({
  outline,
  x: metres,
  y: metres,
  area: z.number().positive(),
  use: z.enum(parcelUses),
  node: row,
  door: row,
  heritage: share.optional(),
  canopy: share.optional(),
  pollution: share.optional(),
  estate: row.optional(),
  village: row.optional(),
  core: z.boolean().optional(),
  mainStreet: z.boolean().optional(),
  view: z.boolean().optional(),
  far_max: z.number().nonnegative().max(100).optional(),
  intensity: z.number().positive().max(100).optional(),
  zone: z.string().optional(),
  district: z.string().optional(),
  stock: z.array(stock).optional(),
})

const planShape = z.strictObject({
  format: z.literal('justcity city'),
  version: z.literal(1),
  name: z.string(),
  source: z.enum(['synthetic', 'osm', 'geojson']),
  attribution: z.string().optional(),
  households: z.int().positive(),
  centre: z.tuple([metres, metres]),
  radius: z.number().positive(),
  bounded: z.boolean(),
  siteShare: z.number().positive().max(1),
  zoneHouseholds: z.number().positive(),
  districts: z.int().positive(),
  parcels: z.array(parcel).min(1),
  nodes: line,
  edges: z.strictObject({
    a: z.array(row),
    b: z.array(row),
    units: z.array(z.int().nonnegative()),
    estate: z.array(rowOrNone),
    flags: z.array(row),
  }),
  facilities: z.array(
    z.strictObject({
      kind: z.enum(facilityKinds),
      parcel: row,
      capacity: z.number().nonnegative().optional(),
      quality: share.optional(),
      open: z.boolean(),
      away: row.optional(),
    }),
  ),
  estates: z.array(z.strictObject({ walled: z.boolean(), privateGreen: z.boolean(), gates: z.array(row) })),
  villages: row,
  centres: z
    .array(
      z.strictObject({
        x: metres,
        y: metres,
        node: row,
        jobs: share,
        outside: z.number().nonnegative().optional(),
        main: z.boolean(),
      }),
    )
    .min(1),
  stations: z.array(z.strictObject({ x: metres, y: metres, node: row })),
  drawing: z.array(z.strictObject({ kind: z.enum(drawingKinds), line })),
  buildings: z.array(z.strictObject({ outline, parcel: rowOrNone, levels: z.number().nonnegative() })).optional(),
  origin: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).optional(),
  report: z
    .array(
      z.strictObject({
        what: z.string(),
        read: z.number(),
        inferred: z.number(),
        assumed: z.number(),
        left: z.number(),
        note: z.string().optional(),
      }),
    )
    .optional(),
})

/**
 * Reads a city file.
 * @throws {CityFileError} naming the entry, what is wrong with it and what is allowed
 */
export function readPlan(text: string): Plan {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (text.trimStart().startsWith('{') && !text.trimEnd().endsWith('}'))
      throw new CityFileError(
        'cut off',
        `byte ${text.length}`,
        'the city file ends in the middle.',
        'Copy it again, or import the place again.',
      )
    const position = /position (\d+)/.exec(String(error))
    throw new CityFileError(
      'not a city',
      position ? `character ${position[1]}` : 'the file',
      'this is not JSON.',
      "Give a city file as 'justcity city … -o file' writes it.",
    )
  }
  const { format, version, type } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >
  if (format !== 'justcity city')
    throw new CityFileError(
      'not a city',
      'format',
      type === 'FeatureCollection' ? 'this is GeoJSON, not a city file.' : "must be 'justcity city'.",
      type === 'FeatureCollection'
        ? 'Import it as GeoJSON first.'
        : "Give a city file as 'justcity city … -o file' writes it.",
    )
  if (version !== 1)
    throw new CityFileError(
      'unsupported',
      'version',
      `is ${JSON.stringify(version)}; this program reads version 1.`,
      'Import the place again.',
    )
  const checked = planShape.safeParse(value, { reportInput: true })
  if (!checked.success) throw explained(checked.error.issues[0]!)
  const plan = checked.data as Plan
  checkRows(plan)
  return plan
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`),
    '',
  )
}

function explained(issue: z.core.$ZodIssue): CityFileError {
  const where = pathText(issue.path)
  const found = issue.input === undefined ? 'is missing' : `is ${shortened(issue.input)}`
  switch (issue.code) {
    case 'invalid_value': {
      const known = issue.values.map(String)
      return new CityFileError(
        'unknown value',
        where,
        `${found}.`,
        typeof issue.input === 'string' ? allowed(issue.input, known) : `Allowed are ${known.join(', ')}.`,
      )
    }
    case 'unrecognized_keys':
      return new CityFileError(
        'unknown value',
        where === '' ? 'the file' : where,
        `has ${issue.keys.map(k => `'${k}'`).join(', ')}, which is not known.`,
        'Remove it, or correct its name.',
      )
    case 'too_small':
      return new CityFileError(
        'out of range',
        where,
        `must be ${issue.inclusive === false ? 'above' : 'at least'} ${issue.minimum}, but ${found}.`,
        'Correct the number.',
      )
    case 'too_big':
      return new CityFileError(
        'out of range',
        where,
        `must be at most ${issue.maximum}, but ${found}.`,
        'Correct the number.',
      )
    default:
      return new CityFileError(
        'bad shape',
        where === '' ? 'the file' : where,
        `${issue.message}; it ${found}.`,
        'Correct it, or import the place again.',
      )
  }
}

const shortened = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** Every row named must exist, and columns must be of one length. */
function checkRows(plan: Plan): void {
  const nodes = plan.nodes.length / 2
  const check = (where: string, value: number | undefined, count: number, what: string) => {
    if (value !== undefined && value >= count)
      throw new CityFileError(
        'bad shape',
        where,
        `names ${what} ${value}, but there are ${count}.`,
        'Rows count from 0; import the place again if you have not edited the file.',
      )
  }
  const { a, b, units, estate, flags } = plan.edges
  for (const [name, list] of Object.entries({ b, units, estate, flags }))
    if (list.length !== a.length)
      throw new CityFileError(
        'bad shape',
        `edges.${name}`,
        `has ${list.length} entries, but edges.a has ${a.length}.`,
        'Every edge needs an entry in each list.',
      )
  a.forEach((v, e) => {
    check(`edges.a[${e}]`, v, nodes, 'node')
    check(`edges.b[${e}]`, b[e], nodes, 'node')
    check(`edges.estate[${e}]`, estate[e], plan.estates.length, 'estate')
  })
  plan.parcels.forEach((p, i) => {
    check(`parcels[${i}].node`, p.node, nodes, 'node')
    check(`parcels[${i}].estate`, p.estate, plan.estates.length, 'estate')
    check(`parcels[${i}].village`, p.village, plan.villages, 'village')
  })
  plan.facilities.forEach((f, i) => {
    check(`facilities[${i}].parcel`, f.parcel, plan.parcels.length, 'parcel')
  })
  plan.estates.forEach((e, i) => {
    for (const g of e.gates) check(`estates[${i}].gates`, g, nodes, 'node')
  })
  plan.centres.forEach((c, i) => {
    check(`centres[${i}].node`, c.node, nodes, 'node')
  })
  plan.stations.forEach((s, i) => {
    check(`stations[${i}].node`, s.node, nodes, 'node')
  })
  plan.buildings?.forEach((entry, i) => {
    check(`buildings[${i}].parcel`, entry.parcel, plan.parcels.length, 'parcel')
  })
  const jobs = plan.centres.reduce((sum, c) => sum + c.jobs, 0)
  if (Math.abs(jobs - 1) > 1e-6)
    throw new CityFileError(
      'out of range',
      'centres',
      `shares of jobs must sum to 1, but sum to ${jobs}.`,
      'Correct the shares.',
    )
}
