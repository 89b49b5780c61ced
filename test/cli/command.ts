import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))
const main = join(root, 'dist/cli/main.js')

/** Compiles the command, so that what is tested is what is here. */
export function build(): void {
  const { status, stdout } = spawnSync('npm', ['run', '-s', 'build:command'], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`the command does not compile:\n${stdout}`)
}

export interface Answer {
  code: number | null
  out: string
  error: string
}

/** Runs the command to its end. */
export function justcity(...args: string[]): Answer {
  const { status, stdout, stderr } = spawnSync('node', [main, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return { code: status, out: stdout, error: stderr }
}

/** Starts the command and interrupts it. */
export const interrupted = (args: string[], afterMs: number): Promise<number | null> =>
  new Promise(resolve => {
    const child = spawn('node', [main, ...args], { cwd: root, stdio: 'ignore' })
    setTimeout(() => child.kill('SIGINT'), afterMs)
    child.on('exit', code => resolve(code))
  })

/** A folder of its own with the files given. @returns their paths' folder */
export function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'justcity-'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}
