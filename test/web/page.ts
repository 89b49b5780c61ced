/** Pages of the web app in a real browser, and what a person does there. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { appServer, listen } from '../../src/cli/serve.ts'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** Builds the app, so that what is tested is what is here. */
export function buildWeb(): void {
  if (process.env.WEB_BUILT && existsSync(join(root, 'dist/web/index.html'))) return
  const { status, stdout, stderr } = spawnSync('npm', ['run', '-s', 'build:web'], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`the web app does not build:\n${stdout}${stderr}`)
}

export interface App {
  /** a page of its own context, at a link's text, errors of the page collected */
  open(hash?: string, options?: BrowserContextOptions & { fromDisk?: boolean }): Promise<Opened>
  close(): Promise<void>
}

export interface Opened {
  readonly page: Page
  /** errors thrown or logged by the page */
  readonly errors: string[]
  /** the address without its # */
  readonly address: string
  close(): Promise<void>
}

/** Serves the app and opens pages of it. @param host 0.0.0.0: to all of the network, as for phones */
export async function startApp(browser: Browser, host = '127.0.0.1'): Promise<App> {
  const server: Server = appServer(join(root, 'dist/web'))
  const port = await listen(server, 0, host)
  const served = `http://127.0.0.1:${port}/`
  return {
    async open(hash = '', { fromDisk = false, ...options } = {}) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options })
      const page = await context.newPage()
      const errors: string[] = []
      page.on('pageerror', error => errors.push(error.message))
      page.on('console', message => {
        if (message.type() === 'error') errors.push(message.text())
      })
      const address = fromDisk ? pathToFileURL(join(root, 'dist/justcity.html')).href : served
      await page.goto(`${address}${hash === '' ? '' : `#${hash}`}`)
      return { page, errors, address, close: () => context.close() }
    },
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

/** A small city, two runs of eight years: quick to be complete. */
export const QUICK = 'size=tiny&replicates=2&years=8'

/** Waits until every run that is wanted is in. */
export const allRunsIn = (page: Page): Promise<unknown> =>
  page.locator('[data-testid=runs][data-complete=true]').waitFor({ timeout: 110_000 })

/** The row of a measure. */
export const row = (page: Page, measure: string) => page.locator(`[data-measure="${measure}"]`)

/** The slider of a policy's first setting. */
export const slider = (page: Page, policy: string) =>
  page.locator(`.levers [data-lever="${policy}"] input[type=range]`).first()

/** Drops a file on the page, as from a folder. */
export async function drop(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    ([name, text]) => {
      const data = new DataTransfer()
      data.items.add(new File([text!], name!))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    },
    [name, text],
  )
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds, in short, once what slides in stands: half faded in, text has half its contrast. */
export async function accessFaults(page: Page): Promise<string[]> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await (
      window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    ).axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 160)).join(' … ')}`)
  })
}
