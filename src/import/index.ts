/** Importers of real places: each makes a Plan, or says what is wrong with the file. */
export { readPlan, writePlan } from './cityfile.ts'
export { CityFileError, type CityFileProblem } from './error.ts'
export { type GeoJsonOptions, planFromGeoJson } from './geojson.ts'
export { type OsmData, type OsmOptions, planFromOsm, readOsm } from './osm.ts'
