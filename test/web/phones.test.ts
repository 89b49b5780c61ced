/** Guesses by phone: the address on the stage, the page it leads to, and the dot that a guess becomes. */
import { networkInterfaces } from 'node:os'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from '../laws/chromium.ts'
import { type App, accessFaults, buildWeb, QUICK, startApp } from './page.ts'

let browser: Browser
let app: App
let stop: () => Promise<void>

beforeAll(async () => {
  buildWeb()
  const started = await startBrowser()
  browser = started.browser
  stop = started.stop
  app = await startApp(browser, '0.0.0.0')
}, 180_000)
afterAll(async () => {
  await app?.close()
  await stop?.()
}, 60_000)

const hasNetwork = Object.values(networkInterfaces()).some(all =>
  all?.some(({ family, internal }) => family === 'IPv4' && !internal),
)

const languages = [
  { locale: 'en-GB', send: 'Send', label: 'Your guess', sent: 'Sent: 37. You may', scheme: 'light' },
  { locale: 'zh-CN', send: '发送', label: '您的猜测', sent: '已发送：37。揭晓前', scheme: 'dark' },
] as const

// a machine without a network has no address that phones could reach, and shows none
test.skipIf(!hasNetwork).each(languages)(
  'a person with a phone joins, guesses, and stands on the stage: $locale',
  async ({ locale, send, label, sent, scheme }) => {
    const { page, errors, close } = await app.open(`s=public-housing-quota&${QUICK}`, { locale })
    const opened = page.waitForEvent('popup')
    await page.locator('a[href="#stage"]').first().click()
    const stage = await opened
    await page.bringToFront()
    await page.keyboard.press('p')
    const join = stage.locator('[data-testid=join]')
    await join.waitFor({ timeout: 60_000 })
    expect(await stage.locator('.join [role=img] svg').count()).toBe(1)
    const address = `http://${await join.innerText()}`
    expect(await page.locator('[data-testid=phones]').innerText()).toContain(address)

    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
      locale,
      colorScheme: scheme,
    })
    const phone = await context.newPage()
    await phone.goto(address)
    const button = phone.getByRole('button', { name: send })
    await button.waitFor({ timeout: 20_000 })
    expect(await phone.locator('h1').innerText()).toMatch(/30.?%/)
    await phone.getByLabel(label).fill('many')
    await button.tap()
    await expect.poll(() => phone.getByRole('status').innerText(), { timeout: 20_000 }).toMatch(/number|数字/)
    await phone.getByLabel(label).fill('37')
    await button.tap()
    await expect.poll(() => phone.getByRole('status').innerText(), { timeout: 20_000 }).toContain(sent)
    expect(await accessFaults(phone)).toEqual([])
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)

    await expect.poll(() => stage.locator('[data-testid=dot]').count(), { timeout: 30_000 }).toBe(1)
    expect(await page.locator('[data-testid=guesses]').innerText()).toMatch(/1/)
    expect(errors).toEqual([])
    await context.close()
    await stage.close()
    await close()
  },
  240_000,
)
