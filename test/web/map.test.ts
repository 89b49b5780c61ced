/** What a person does with the map, in a real browser. */
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from '../laws/chromium.ts'
import { type App, allRunsIn, buildWeb, drop, QUICK, root, startApp } from './page.ts'

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

const map = (page: Page) => page.locator('[data-testid=map]')
const bothFutures = (page: Page): Promise<unknown> =>
  page.locator('[data-testid=map][data-frame*=both]').waitFor({ timeout: 90_000 })

test('the map is swiped, scrubbed, picked by mouse and walked by keyboard', async () => {
  const { page, errors, close } = await app.open(`s=public-housing-quota&${QUICK}`)
  await bothFutures(page)
  await allRunsIn(page)
  // swipe: by mouse, then by keyboard
  const handle = page.getByRole('slider', { name: /Line between/ })
  const box = (await handle.boundingBox())!
  await page.mouse.move(box.x + 15, box.y + 15)
  await page.mouse.down()
  await page.mouse.move(box.x - 150, box.y + 15, { steps: 5 })
  await page.mouse.up()
  const moved = Number(await handle.getAttribute('aria-valuenow'))
  expect(moved).toBeLessThan(35)
  await handle.focus()
  await page.keyboard.press('ArrowRight')
  expect(Number(await handle.getAttribute('aria-valuenow'))).toBe(moved + 2)
  // another year and another layer are other pictures
  await page.keyboard.press('Escape')
  await page.locator('[data-region=timeline] input').fill('5')
  await page.locator('[data-testid=map][data-frame="rent 5 both"]').waitFor()
  await page.getByLabel('Layer of the map').selectOption('tenure')
  await page.locator('[data-testid=map][data-frame="tenure 5 both"]').waitFor()
  await page.getByLabel('Layer of the map').selectOption('rent')
  // the difference has a legend of its own
  await page.locator('[data-region=map]').getByRole('button', { name: 'Difference', exact: true }).click()
  await page.getByText('Rent: with − baseline').waitFor()
  // by keyboard: a parcel is reached, read out and opened
  await map(page).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowUp')
  expect(await page.locator('[data-testid=reading]').textContent()).toMatch(/^Parcel \d+, /)
  await page.keyboard.press('Enter')
  await page.locator('[data-testid=parcel] table').first().waitFor({ timeout: 60_000 })
  const first = await page.locator('[data-testid=parcel] h2').textContent()
  // by mouse: another one
  const area = (await map(page).boundingBox())!
  // a person aims at a block; here streets may lie under the first place tried
  const heading = page.locator('[data-testid=parcel] h2')
  for (const [u, v] of [0.55, 0.5, 0.45, 0.6, 0.4].flatMap(x =>
    [0.45, 0.5, 0.55, 0.6, 0.65].map(y => [x, y] as const),
  )) {
    await page.mouse.click(area.x + area.width * u, area.y + area.height * v)
    const opened = await heading.textContent({ timeout: 2000 }).catch(() => null)
    if (opened !== null && opened !== first) break
  }
  expect(await heading.textContent()).not.toBe(first)
  expect(errors).toEqual([])
  await close()
}, 240_000)

/** What the map has drawn, as a picture of its canvas's part of the page. */
const pictureOf = async (page: Page): Promise<Buffer> => map(page).screenshot({ timeout: 60_000 })

test('differences are hatched on demand, where the layer has a just direction', async () => {
  const { page, errors, close } = await app.open('size=tiny&replicates=1&years=8&s=open-neighbourhoods&mode=difference')
  await bothFutures(page)
  await allRunsIn(page)
  const plain = await pictureOf(page)
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByLabel(/hatch/i).check()
  await page.keyboard.press('Escape')
  await expect.poll(async () => (await pictureOf(page)).equals(plain), { timeout: 60_000 }).toBe(false)
  expect(errors).toEqual([])
  await close()
}, 180_000)

test('stations of a new line are drawn and counted, once trains call there', async () => {
  const { page, close } = await app.open('replicates=1&years=12&p=rail(km_per_year:10)')
  const stations = page.locator('[data-testid=stations]')
  await page.locator('[data-testid=map][data-frame="rent 12 both"]').waitFor({ timeout: 110_000 })
  expect(await stations.innerText()).toMatch(/^metro, \d+ new$/)
  // policies begin in year 3, and trains call two years after a station is begun
  await page.locator('[data-region=timeline] input').fill('3')
  await page.locator('[data-testid=map][data-frame="rent 3 both"]').waitFor({ timeout: 30_000 })
  expect(await stations.allInnerTexts()).not.toContain(expect.stringContaining('new'))
  await close()
}, 180_000)

test('a city that answered first for a larger one is drawn when it is opened itself', async () => {
  const { page, close } = await app.open('replicates=1&years=4')
  await page.locator('[data-testid=map][data-frame^="rent"]').waitFor({ timeout: 90_000 })
  await page.evaluate(() => {
    location.hash = '#size=tiny&replicates=1&years=4'
  })
  await page.getByText('800 households').first().waitFor()
  await page.locator('[data-testid=map][data-frame="rent 4"], [data-testid=map][data-frame="rent 4 both"]').waitFor({
    timeout: 60_000,
  })
  await page.getByText('The city is being built').waitFor({ state: 'detached' })
  await close()
}, 180_000)

test('a place dropped on the page is drawn, with what was read of it', async () => {
  const { page, close } = await app.open(QUICK, { locale: 'zh-CN' })
  const square = (x: number, y: number): number[][] => {
    const [w, s] = [37.5 + x * 0.002, 55.8 + y * 0.001]
    return [
      [w, s],
      [w + 0.0018, s],
      [w + 0.0018, s + 0.0009],
      [w, s + 0.0009],
      [w, s],
    ]
  }
  const features = Array.from({ length: 36 }, (_, i) => ({
    type: 'Feature',
    properties: { use: i % 9 === 4 ? 'facility' : 'residential', dwellings: i % 9 === 4 ? 0 : 12 },
    geometry: { type: 'Polygon', coordinates: [square(i % 6, Math.floor(i / 6))] },
  }))
  await drop(page, 'block.geojson', JSON.stringify({ type: 'FeatureCollection', features }))
  await expect.poll(() => page.title(), { timeout: 60_000 }).toMatch(/block/)
  await page.locator('[data-testid=map][data-frame^="rent"]').waitFor({ timeout: 90_000 })
  await page.getByText('从该地图读到的内容').click()
  const report = await page.locator('[data-testid=report]').innerText()
  expect(report).toContain('推断')
  expect(report).toMatch(/36/)
  // every row is said in the language of the page
  for (const line of report.split('\n')) expect(line).not.toMatch(/[a-z]{4,}/i)
  await close()
}, 180_000)

test('without WebGL the districts stand in a table, and the page says so', async () => {
  const { page, close } = await app.open('', {})
  await page.addInitScript(() => {
    const own = HTMLCanvasElement.prototype.getContext
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
      return kind.startsWith('webgl') ? null : (own as (...all: unknown[]) => unknown).call(this, kind, ...rest)
    } as typeof own
  })
  await page.goto(`${page.url().replace(/#.*/, '')}#${QUICK}`)
  await page.reload()
  await page.getByText('The map cannot be drawn on this device').waitFor({ timeout: 90_000 })
  await expect.poll(() => page.locator('.blind tbody tr').count(), { timeout: 60_000 }).toBeGreaterThan(1)
  await close()
}, 180_000)

test('frames at 2k, 20k and 100k parcels: late, never frozen', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { CityMap } from ${JSON.stringify(join(root, 'web/src/map/citymap.ts'))}`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'drawn',
    platform: 'browser',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const context = await browser.newContext({ viewport: { width: 800, height: 600 } })
  const page = await context.newPage()
  await page.setContent('<div id="map" style="position:relative;width:600px;height:500px"></div>')
  await page.addScriptTag({ content: outputFiles[0]!.text })
  for (const count of [2_000, 20_000, 100_000]) {
    const { first, recolour, frames, asked, roof, middle } = await page.evaluate(async n => {
      const { CityMap } = (window as unknown as { drawn: typeof import('../../web/src/map/citymap.ts') }).drawn
      const side = Math.ceil(Math.sqrt(n))
      const outlines = new Float32Array(n * 8)
      const starts = Uint32Array.from({ length: n + 1 }, (_, p) => 8 * p)
      for (let p = 0; p < n; p++) {
        const [x, y] = [(p % side) * 10, Math.floor(p / side) * 10]
        outlines.set([x, y, x + 9, y, x + 9, y + 9, x, y + 9], 8 * p)
      }
      const none = new Float32Array(0)
      const shape = {
        name: 'grid',
        attribution: null,
        origin: null,
        outlines,
        starts,
        x: Float32Array.from({ length: n }, (_, p) => (p % side) * 10 + 4.5),
        y: Float32Array.from({ length: n }, (_, p) => Math.floor(p / side) * 10 + 4.5),
        district: new Uint16Array(n),
        estate: new Int32Array(n).fill(-1),
        streets: none,
        mainStreets: new Uint8Array(0),
        lines: [],
        walls: none,
        wallEstate: new Int32Array(0),
        gates: none,
        gateEstate: new Int32Array(0),
        stations: none,
        footprints: [],
        districts: [],
        extent: [0, 0, side * 10, side * 10] as [number, number, number, number],
      }
      const grey = [128, 128, 128, 255] as const
      const palette = {
        land: grey,
        street: grey,
        water: grey,
        park: grey,
        field: grey,
        wall: grey,
        paper: grey,
        ink: grey,
        ink2: grey,
        accent: grey,
      }
      const map = new CityMap(document.querySelector<HTMLDivElement>('#map')!, shape, palette, null)
      const paint = (shade: number): Uint8Array => new Uint8Array(n * 4).fill(shade)
      const picture = (shade: number) => ({
        left: {
          fill: paint(shade),
          walled: new Uint8Array(0),
          floors: new Float32Array(n).fill(1),
          stations: new Float32Array(0),
          hatched: null,
        },
        right: null,
        split: 1,
        selected: null,
        pointed: null,
      })
      map.draw(picture(200))
      const first = await map.drawn()
      const before = map.frames
      // far more pictures than can be drawn: each is asked for at once, only the newest is drawn when the last is done
      const asked = 30
      for (let i = 0; i < asked; i++) {
        map.draw(picture(100 + i))
        await new Promise(done => setTimeout(done, 4))
      }
      const recolour = await map.drawn()
      const { frames } = map
      // raised, however slow: three storeys of six metres hide the ground behind, and a roof is its own parcel
      let roof: number | null = null
      const middle = Math.floor(n / 2 + side / 2)
      if (n === 2_000 && (await map.raise(true, Number.POSITIVE_INFINITY))) {
        const [px, py] = map.project(shape.x[middle]!, shape.y[middle]!)
        roof = map.pick(px, py - 18 * Math.cos((38 * Math.PI) / 180) * 2 ** map.getCamera().zoom)
      }
      map.destroy()
      return { first, recolour, frames: frames - before, asked, roof, middle }
    }, count)
    console.log(
      `${count} parcels: first frame ${first.toFixed(0)} ms, recoloured in ${recolour.toFixed(0)} ms, ${frames} of ${asked} pictures drawn`,
    )
    expect(frames).toBeGreaterThan(0)
    if (count === 2_000) expect(roof).toBe(middle)
    expect(frames).toBeLessThanOrEqual(asked + 2)
  }
  await context.close()
}, 180_000)
