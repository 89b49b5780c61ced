import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ScenarioFiles } from '../scenario/load.ts'

/** Makes a folder and those above it. Node's recursive form never ends where a file system refuses with ENOENT, as /proc does. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return
  if (dirname(path) !== path) makeFolder(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    // made by another process since it was looked for
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** The package's own folder: where scenarios/ and package.json stand, from the sources or from dist/. */
export const packageRoot = ((): string => {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
})()

export const version = (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string })
  .version

const builtIn = join(packageRoot, 'scenarios')
const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

/** Scenarios on disk: a path, the name of a file beside the one that names it, or a built-in scenario. */
export const scenarioFiles: ScenarioFiles = {
  read: path => (isFile(path) ? readFileSync(path, 'utf8') : null),
  resolve(name, from) {
    const beside = from === null ? process.cwd() : dirname(from)
    const candidates = [
      isAbsolute(name) ? name : resolve(beside, name),
      resolve(beside, `${name}.yaml`),
      join(builtIn, `${name}.yaml`),
    ]
    return candidates.find(isFile) ?? null
  },
  names: from => yamlNames(from === null ? process.cwd() : dirname(from), builtIn),
}

const yamlNames = (...folders: string[]): string[] =>
  folders.flatMap(folder =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter(name => name.endsWith('.yaml'))
          .map(name => basename(name, '.yaml'))
      : [],
  )

/** Sweeps on disk: the same, with the built-in sweeps beside the built-in scenarios. */
export const sweepFiles: ScenarioFiles = {
  read: scenarioFiles.read,
  resolve(name, from) {
    const sweep = join(builtIn, 'sweeps', `${name}.yaml`)
    return scenarioFiles.resolve(name, from) ?? (from === null && isFile(sweep) ? sweep : null)
  },
  names: from => (from === null ? yamlNames(process.cwd(), join(builtIn, 'sweeps')) : scenarioFiles.names!(from)),
}

let farewell = (): string => 'Interrupted: nothing half-written was left.'

/** What to say on an interrupt. */
export function onInterrupt(text: () => string): void {
  farewell = text
}

/** Says what is left of an interrupted command. */
export const interruption = (): string => farewell()

const unfinished = new Set<string>()

/** Removes what an interrupted command was writing. */
export function removeUnfinished(): void {
  for (const path of unfinished) rmSync(path, { force: true })
}

/** Writes a file whole or not at all: to a neighbour first, then renamed. '-' is standard output. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  if (path === '-') {
    process.stdout.write(content)
    return
  }
  const target = resolve(path)
  makeFolder(dirname(target))
  const temporary = `${target}.${process.pid}.tmp`
  unfinished.add(temporary)
  try {
    writeFileSync(temporary, content)
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw Object.assign(error as Error, { path: target })
  }
  unfinished.delete(temporary)
}
