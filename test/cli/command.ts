import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))
const main = join(root, 'dist/cli/main.js')

const newest = (folder: string): number =>
  Math.max(
    ...readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
      name => statSync(join(root, folder, name)).mtimeMs,
    ),
  )

/** Compiles the command, so that what is tested is what is here. Test files that start together compile it once. */
export function build(): void {
  const lock = join(tmpdir(), `justcity-build-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`)
  const given = Date.now()
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch {
      // another file compiles; a lock of more than two minutes was left by a killed run
      if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 120_000)
        rmSync(lock, { recursive: true, force: true })
      if (Date.now() - given > 240_000) throw new Error(`${lock} is held by another run: remove it`)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
    }
  }
  try {
    if (existsSync(main) && statSync(main).mtimeMs > Math.max(newest('src'), newest('build'))) return
    const { status, stdout } = spawnSync('npm', ['run', '-s', 'build:command'], { cwd: root, encoding: 'utf8' })
    if (status !== 0) throw new Error(`the command does not compile:\n${stdout}`)
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

export interface Answer {
  code: number | null
  out: string
  error: string
}

/** Runs the command to its end. */
export const justcity = (...args: string[]): Answer => program('main', ...args)

/** Runs a program of dist/cli to its end: those that make pages of docs stand beside the command. */
export function program(name: string, ...args: string[]): Answer {
  const { status, stdout, stderr } = spawnSync('node', [join(root, 'dist/cli', `${name}.js`), ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return { code: status, out: stdout, error: stderr }
}

/** Starts the command and interrupts it: after a time, or when it has said something on standard error. */
export const interrupted = (args: string[], at: number | RegExp): Promise<number | null> =>
  new Promise(resolve => {
    const child = spawn('node', [main, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', chunk => {
      said += chunk
      if (typeof at !== 'number' && at.test(said)) child.kill('SIGINT')
    })
    if (typeof at === 'number') setTimeout(() => child.kill('SIGINT'), at)
    child.on('exit', code => resolve(code))
  })

/** A folder of its own with the files given. @returns their paths' folder */
export function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'justcity-'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}
