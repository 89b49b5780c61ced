/** The city file: a Plan as JSON text. What an importer made is written once; runs and their hashes start from the file. */
import { z } from 'zod'
import { buildingKinds, drawingKinds, facilityKinds, type Plan, parcelUses } from '../city/plan.ts'
import { inBoth, say, type Words } from '../lib/declare.ts'
import { allowed, CityFileError, THE_FILE } from './error.ts'

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
        // files of before the notes were in two languages hold one text
        note: z
          .union([z.string(), z.strictObject({ en: z.string(), zh: z.string() })])
          .transform(inBoth)
          .optional(),
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
        say(`byte ${text.length}`, `第${text.length}字节`),
        say('the city file ends in the middle.', '城市文件在中途结束。'),
        say('Copy it again, or import the place again.', '请重新复制，或重新导入。'),
      )
    const position = /position (\d+)/.exec(String(error))
    throw new CityFileError(
      'not a city',
      position ? say(`character ${position[1]}`, `第${position[1]}个字符`) : THE_FILE,
      say('this is not JSON.', '这不是JSON。'),
      say(
        "Give a city file as 'justcity city … -o file' writes it.",
        "请给出由'justcity city … -o 文件'写成的城市文件。",
      ),
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
      type === 'FeatureCollection'
        ? say('this is GeoJSON, not a city file.', '这是GeoJSON，不是城市文件。')
        : say("must be 'justcity city'.", "应为'justcity city'。"),
      type === 'FeatureCollection'
        ? say('Import it as GeoJSON first.', '请先作为GeoJSON导入。')
        : say(
            "Give a city file as 'justcity city … -o file' writes it.",
            "请给出由'justcity city … -o 文件'写成的城市文件。",
          ),
    )
  if (version !== 1)
    throw new CityFileError(
      'unsupported',
      'version',
      say(
        `is ${JSON.stringify(version)}; this program reads version 1.`,
        `现为${JSON.stringify(version)}，本程序读第1版。`,
      ),
      say('Import the place again.', '请重新导入。'),
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
  const found =
    issue.input === undefined
      ? say('is missing', '缺失')
      : say(`is ${shortened(issue.input)}`, `现为${shortened(issue.input)}`)
  switch (issue.code) {
    case 'invalid_value': {
      const known = issue.values.map(String)
      return new CityFileError(
        'unknown value',
        where,
        say(`${found.en}.`, `${found.zh}。`),
        typeof issue.input === 'string'
          ? allowed(issue.input, known)
          : say(`Allowed are ${known.join(', ')}.`, `可用：${known.join('、')}。`),
      )
    }
    case 'unrecognized_keys':
      return new CityFileError(
        'unknown value',
        where === '' ? THE_FILE : where,
        say(
          `has ${issue.keys.map(k => `'${k}'`).join(', ')}, which is not known.`,
          `含有${issue.keys.map(k => `'${k}'`).join('、')}，这里不认识。`,
        ),
        say('Remove it, or correct its name.', '请删去，或改正名称。'),
      )
    case 'too_small':
      return new CityFileError(
        'out of range',
        where,
        say(
          `must be ${issue.inclusive === false ? 'above' : 'at least'} ${issue.minimum}, but ${found.en}.`,
          `应${issue.inclusive === false ? '大于' : '不小于'}${issue.minimum}，${found.zh}。`,
        ),
        say('Correct the number.', '请改正数字。'),
      )
    case 'too_big':
      return new CityFileError(
        'out of range',
        where,
        say(`must be at most ${issue.maximum}, but ${found.en}.`, `应不大于${issue.maximum}，${found.zh}。`),
        say('Correct the number.', '请改正数字。'),
      )
    default:
      return new CityFileError(
        'bad shape',
        where === '' ? THE_FILE : where,
        // the schema's own words, in English
        say(`${issue.message}; it ${found.en}.`, `写法不对，${found.zh}。`),
        say('Correct it, or import the place again.', '请改正，或重新导入。'),
      )
  }
}

const shortened = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

const NODE = say('node', '节点')
const ESTATE = say('estate', '院落')
const VILLAGE = say('village', '城中村')
const PARCEL = say('parcel', '地块')

/** Every row named must exist, and columns must be of one length. */
function checkRows(plan: Plan): void {
  const nodes = plan.nodes.length / 2
  const check = (where: string, value: number | undefined, count: number, what: Words) => {
    if (value !== undefined && value >= count)
      throw new CityFileError(
        'bad shape',
        where,
        say(`names ${what.en} ${value}, but there are ${count}.`, `写的是${what.zh}${value}，而共有${count}个。`),
        say(
          'Rows count from 0; import the place again if you have not edited the file.',
          '行从0数起；如未编辑过文件，请重新导入。',
        ),
      )
  }
  const { a, b, units, estate, flags } = plan.edges
  for (const [name, list] of Object.entries({ b, units, estate, flags }))
    if (list.length !== a.length)
      throw new CityFileError(
        'bad shape',
        `edges.${name}`,
        say(
          `has ${list.length} entries, but edges.a has ${a.length}.`,
          `有${list.length}项，而edges.a有${a.length}项。`,
        ),
        say('Every edge needs an entry in each list.', '每条边在每个列表中都要有一项。'),
      )
  a.forEach((v, e) => {
    check(`edges.a[${e}]`, v, nodes, NODE)
    check(`edges.b[${e}]`, b[e], nodes, NODE)
    check(`edges.estate[${e}]`, estate[e], plan.estates.length, ESTATE)
  })
  plan.parcels.forEach((p, i) => {
    check(`parcels[${i}].node`, p.node, nodes, NODE)
    check(`parcels[${i}].estate`, p.estate, plan.estates.length, ESTATE)
    check(`parcels[${i}].village`, p.village, plan.villages, VILLAGE)
  })
  plan.facilities.forEach((f, i) => {
    check(`facilities[${i}].parcel`, f.parcel, plan.parcels.length, PARCEL)
  })
  plan.estates.forEach((e, i) => {
    for (const g of e.gates) check(`estates[${i}].gates`, g, nodes, NODE)
  })
  plan.centres.forEach((c, i) => {
    check(`centres[${i}].node`, c.node, nodes, NODE)
  })
  plan.stations.forEach((s, i) => {
    check(`stations[${i}].node`, s.node, nodes, NODE)
  })
  plan.buildings?.forEach((entry, i) => {
    check(`buildings[${i}].parcel`, entry.parcel, plan.parcels.length, PARCEL)
  })
  const jobs = plan.centres.reduce((sum, c) => sum + c.jobs, 0)
  if (Math.abs(jobs - 1) > 1e-6)
    throw new CityFileError(
      'out of range',
      'centres',
      say(`shares of jobs must sum to 1, but sum to ${jobs}.`, `就业比例之和应为1，现为${jobs}。`),
      say('Correct the shares.', '请改正比例。'),
    )
}
