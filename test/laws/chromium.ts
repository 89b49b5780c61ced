/** A browser without a screen, from the packages the tests already have. */
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'

const HELP =
  'No browser could be started. Set CHROMIUM_PATH to a Chromium or Chrome of your own, or install the libraries it lacks (on Debian: apt-get install libnss3 libexpat1).'

/** WebGL by the processor, where there is no graphics card. */
const WEBGL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']

/** Libraries that come with the packaged Chromium, for systems that have none; given as a folder to look in. */
async function packagedLibraries(folder: string): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const archive = await readFile(join(dirname(entry), '../../bin/al2023.tar.br'))
  execFileSync('tar', ['-x', '-C', folder], { input: brotliDecompressSync(archive) })
  return join(folder, 'lib')
}

/** Unpacks Chromium in a folder of its own: it goes where TMPDIR points. */
async function unpack(folder: string): Promise<string> {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    return await (await import('@sparticuz/chromium')).default.executablePath()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

/**
 * A browser that runs until it is stopped; `stop` leaves nothing of it behind.
 * @param webgl false: as on a device that cannot draw the map
 */
export async function startBrowser({ webgl = true } = {}): Promise<{ browser: Browser; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'justcity-chromium-'))
  const clear = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const executablePath = process.env.CHROMIUM_PATH ?? (await unpack(folder))
    const launch = (more: Record<string, string>): Promise<Browser> =>
      chromium.launch({
        executablePath,
        args: ['--no-sandbox', ...(webgl ? WEBGL : ['--disable-gpu', '--disable-3d-apis'])],
        env: { ...(process.env as Record<string, string>), TMPDIR: folder, ...more },
      })
    const browser = await launch({})
      .catch(async (cause: unknown) => {
        if (process.env.CHROMIUM_PATH !== undefined) throw cause
        return launch({ LD_LIBRARY_PATH: await packagedLibraries(folder) })
      })
      .catch((cause: unknown) => {
        throw new Error(HELP, { cause })
      })
    return {
      browser,
      async stop() {
        await browser.close()
        await clear()
      },
    }
  } catch (error) {
    await clear()
    throw error
  }
}

/** Does something with a browser, and leaves nothing of it behind. */
export async function withBrowser<T>(act: (browser: Browser) => Promise<T>): Promise<T> {
  const { browser, stop } = await startBrowser()
  try {
    return await act(browser)
  } finally {
    await stop()
  }
}
