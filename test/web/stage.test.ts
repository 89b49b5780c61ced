/** Predict first, then reveal: the laptop's window and the projector's. */
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

test('guesses typed on the laptop stand on the stage; the answer is nowhere before it is revealed', async () => {
  const { page, errors, close } = await app.open(`s=public-housing-quota&${QUICK}`)
  await allRunsIn(page)
  const opened = page.waitForEvent('popup')
  await page.locator('a[href="#stage"]').first().click()
  const stage = await opened
  await stage.locator('[data-testid=stage-policy]').waitFor({ timeout: 30_000 })
  await page.bringToFront()
  await page.keyboard.press('p')
  await page.locator('[data-testid=control]').waitFor()
  // wherever the keyboard is: digits do not change the scenario while there is a question
  await page.locator('a[href="#stage"]').first().focus()
  for (const guess of ['30', '45*3']) {
    await page.keyboard.type(guess)
    await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Backspace')
  await expect.poll(() => stage.locator('[data-testid=dot]').count(), { timeout: 20_000 }).toBe(3)
  expect(await stage.locator('[data-testid=stage-policy]').count()).toBe(0)
  expect(await stage.locator('[data-testid=stage]').getAttribute('data-revealed')).toBe('no')
  await page.getByRole('button', { name: 'Start the clock' }).click()
  await expect.poll(() => stage.locator('.timer').textContent(), { timeout: 10_000 }).toMatch(/^[12]:\d\d$/)
  // revealed from the stage itself
  await stage.bringToFront()
  await stage.keyboard.press('Space')
  await stage.locator('[data-testid=stage-policy]').waitFor({ timeout: 20_000 })
  expect(await stage.locator('h1').textContent()).toMatch(/not/)
  await stage.keyboard.press('m')
  await stage.locator('.holder canvas').waitFor({ timeout: 20_000 })
  // the log holds question, guesses and answer
  await page.bringToFront()
  await page.locator('[data-testid=revealed] button').first().click()
  await page.getByRole('button', { name: 'CSV' }).first().waitFor()
  expect(errors).toEqual([])
  await stage.close()
  await close()
}, 240_000)
