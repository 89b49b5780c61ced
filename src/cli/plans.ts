import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { generateCity } from '../city/generate.ts'
import type { Plan } from '../city/plan.ts'
import { CityFileError, planFromGeoJson, planFromOsm, readOsm, readPlan } from '../import/index.ts'
import { say } from '../lib/declare.ts'
import type { CitySource } from '../scenario/scenario.ts'

const plans = new Map<string, Plan>()

/** The plan a scenario's `city` names: drawn, or read from its file. Kept for the next run of the same place. */
export async function planOf(source: CitySource): Promise<Plan> {
  const key = JSON.stringify(source)
  const kept = plans.get(key)
  if (kept) return kept
  const plan = await makePlan(source)
  plans.clear()
  plans.set(key, plan)
  return plan
}

async function makePlan(source: CitySource): Promise<Plan> {
  if ('preset' in source) return generateCity(source.preset, source.seed)
  if ('osm' in source) return readPlace(source.osm, 'osm')
  return 'geojson' in source ? readPlace(source.geojson, 'geojson') : readPlace(source.file, 'city')
}

/**
 * Reads a place from its file.
 * @throws {CityFileError} that begins with the file's name
 */
export async function readPlace(path: string, kind: 'osm' | 'geojson' | 'city'): Promise<Plan> {
  if (!existsSync(path))
    throw new CityFileError(
      'not a city',
      path,
      // a page is given files, not paths: this is told by the command line alone
      say('there is no such file.'),
      say('Give the path of an OpenStreetMap extract, a GeoJSON file or a city file.'),
    )
  try {
    if (kind === 'osm') return planFromOsm(await readOsm(createReadStream(path)), {})
    const text = readFileSync(path, 'utf8')
    return kind === 'geojson' ? planFromGeoJson(text) : readPlan(text)
  } catch (error) {
    if (!(error instanceof CityFileError)) throw error
    throw new CityFileError(error.kind, `${path}, ${error.where.en}`, error.what, error.remedy)
  }
}
