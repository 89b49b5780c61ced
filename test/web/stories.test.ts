/** From a number to one household, in a real browser. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from '../laws/chromium.ts'
import { type App, allRunsIn, buildWeb, QUICK, startApp } from './page.ts'

let browser: Browser
let app: App
let stop: () => Promise<void>

beforeAll(async () => {
  buildWeb()
  const started = await startBrowser()
  browser = started.browser
  stop = started.stop
  app = await startApp(browser)
}, 180_000)
afterAll(async () => {
  await app?.close()
  await stop?.()
}, 60_000)

test('who gains, a brush, a dot, its story, the next like it, and back', async () => {
  const { page, errors, close } = await app.open(`s=public-housing-quota&${QUICK}`)
  await allRunsIn(page)
  await page.keyboard.press('g')
  const groups = page.locator('[data-testid=three-groups]')
  await groups.waitFor({ timeout: 60_000 })
  // losers come first, and the three shares are of everybody who stays
  const text = (await groups.textContent())!
  expect(text.indexOf('Worse off')).toBeLessThan(text.indexOf('Better off'))
  const shares = [...text.matchAll(/(\d+)\s?%\s?[\d,]+ households/g)].map(match => Number(match[1]))
  expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 100)).toBeLessThanOrEqual(1)
  expect(await page.locator('[data-testid=gains-sentence]').textContent()).toMatch(
    /worse off there|worse off more often than by chance/,
  )
  // a larger threshold counts fewer changes
  await page.getByRole('button', { name: '10 %' }).click()
  await expect.poll(async () => (await groups.textContent()) !== text, { timeout: 20_000 }).toBe(true)
  // a brush chooses households everywhere, Escape lets them go
  const scatter = page.locator('[data-testid=scatter]')
  const box = (await scatter.boundingBox())!
  await page.mouse.move(box.x + 50, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width - 20, box.y + box.height - 60, { steps: 4 })
  await page.mouse.up()
  await page.getByText(/households chosen/).waitFor()
  await page.keyboard.press('Escape')
  await page.getByText(/households chosen/).waitFor({ state: 'detached' })
  // by keyboard to the household that lost most, and into its story
  await scatter.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  const sentence = page.locator('[data-testid=story-sentence]')
  await sentence.waitFor({ timeout: 90_000 })
  await expect
    .poll(() => sentence.textContent(), { timeout: 90_000 })
    .toMatch(/With the policies it|The same homes in both/)
  expect(await page.locator('[data-testid=lanes] rect').count()).toBeGreaterThan(1)
  const name = await page.locator('.panel h2').textContent()
  await page.keyboard.press('n')
  await expect.poll(() => page.locator('.panel h2').textContent()).not.toBe(name)
  await page.keyboard.press('Escape')
  await page.locator('[data-testid=telling] button').first().waitFor()
  await page.keyboard.press('Escape')
  await page.locator('[data-testid=runs]').waitFor()
  expect(errors).toEqual([])
  await close()
}, 240_000)
