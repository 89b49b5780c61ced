/**
 * The script of the report's page. Its functions go into the page as text, so they use nothing but each other and what
 * they are given; the compiler and the linter see them like any other code.
 */
import type { Words } from '../../lib/declare.ts'
import type { ChangeText } from '../format.ts'
import type { Brush, Canvas, ChartHandle, Choice, Disclosure, Node2, Page } from './dom.ts'
import type { LayerName, MapData } from './map.ts'
import type { scriptKeys } from './words.ts'

export interface PageSeries {
  id: string
  title: Words
  unit: string
  years: number[]
  baseline: (number | null)[]
  policy: (number | null)[]
  low: (number | null)[]
  high: (number | null)[]
  /** the range over calibrated sets of parameters */
  wide?: { low: (number | null)[]; high: (number | null)[] }
}

export interface PageData {
  title: Words
  words: Record<(typeof scriptKeys)[number], Words>
  uses: Record<string, Words>
  series: PageSeries[]
  map: MapData | null
}

/** The number formats of format.ts. */
export interface Formats {
  formatValue(value: number | null, unit: string, language: 'en' | 'zh'): string
  formatChange(d: number | null, ci: null, band: null, unit: string, language: 'en' | 'zh'): ChangeText
}

/** State shared by the page's parts. */
interface Shared {
  page: Page
  data: PageData
  formats: Formats
  language(): 'en' | 'zh'
  colour(name: string): string
}

/** A parcel's outline in drawing coordinates, with its box and middle, for drawing and pointing. */
interface Shape {
  points: number[]
  box: [number, number, number, number]
}

/** Points of an outline that is stored as steps. */
function pointsOf(steps: readonly number[]): number[] {
  const points = [...steps]
  for (let i = 2; i < points.length; i++) points[i]! += points[i - 2]!
  return points
}

function shapeOf(steps: readonly number[]): Shape {
  const points = pointsOf(steps)
  const xs = points.filter((_, i) => i % 2 === 0)
  const ys = points.filter((_, i) => i % 2 === 1)
  return { points, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] }
}

/** Whether a point lies in an outline: crossings of a ray to the right. */
function isInside(points: readonly number[], x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
    const yi = points[i + 1]!
    const yj = points[j + 1]!
    if (yi > y !== yj > y && x < ((points[j]! - points[i]!) * (y - yi)) / (yj - yi) + points[i]!) inside = !inside
  }
  return inside
}

/** Which of seven colours a value has: the count of cut-offs it passes. */
function classOf(value: number, cuts: readonly number[]): number {
  return cuts.filter(cut => value >= cut).length
}

/** Which of seven colours a difference has: the middle one within the inner cut-offs, ends mirrored. */
function differenceClass(value: number, cuts: readonly number[], right: 1 | -1): number {
  const size = cuts.slice(3).filter(cut => Math.abs(value) >= cut).length
  return 3 + size * (value * right < 0 ? -1 : 1)
}

function path(
  brush: Brush,
  points: readonly number[],
  to: (x: number, y: number) => [number, number],
  closed: boolean,
): void {
  brush.beginPath()
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = to(points[i]!, points[i + 1]!)
    if (i === 0) brush.moveTo(x, y)
    else brush.lineTo(x, y)
  }
  if (closed) brush.closePath()
}

/** The maps of one scenario: three canvases that share layer, hover and read-out. */
function startMaps(
  shared: Shared,
  root: Node2,
  map: MapData,
  shapes: readonly Shape[],
  lines: { kind: string; points: number[] }[],
): { draw: () => void; say: () => void } {
  const { page, data, formats } = shared
  const scenario = map.scenarios[Number(root.dataset.scenario)]!
  const readout = root.querySelector('.value')!
  const canvases = [...root.querySelectorAll<Canvas>('canvas')]
  const buildings = map.buildings.map(pointsOf)
  const ground = page.document.createElement('canvas')
  let chosen = -1

  const layer = (): LayerName => (root.dataset.layer ?? 'rent') as LayerName
  const amountOf = (kind: string, p: number): number | null => {
    const before = map.baseline[layer()][p] ?? null
    const after = scenario[layer()][p] ?? null
    if (kind === 'baseline') return before
    if (kind === 'policy') return after
    return before === null || after === null ? null : after - before
  }
  const scaleFor = (canvas: Canvas): number => canvas.clientWidth / (map.extent[2] - map.extent[0])

  function fillOf(kind: string, p: number): string {
    const value = amountOf(kind, p)
    const scale = map.scales[layer()]
    if (value === null) {
      const use = map.uses[p]!
      return shared.colour(
        use === 'water' ? '--water' : use === 'nature' ? '--park' : use === 'farmland' ? '--field' : '--land',
      )
    }
    if (kind !== 'difference') return shared.colour(`--l${classOf(value, scale.levels)}`)
    return shared.colour(
      `--${scale.palette === 'just' ? 'd' : 'p'}${differenceClass(value, scale.differences, scale.right)}`,
    )
  }

  function drawOn(canvas: Canvas): void {
    const width = canvas.clientWidth
    if (width === 0) return
    const k = scaleFor(canvas)
    const height = Math.round((map.extent[3] - map.extent[1]) * k)
    const ratio = Math.min(page.devicePixelRatio || 1, 2)
    const kind = canvas.dataset.kind!
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    const brush = canvas.getContext('2d')
    brush.setTransform(ratio, 0, 0, ratio, 0, 0)
    const to = (x: number, y: number): [number, number] => [(x - map.extent[0]) * k, (map.extent[3] - y) * k]
    brush.fillStyle = shared.colour('--bg')
    brush.fillRect(0, 0, width, height)
    brush.lineJoin = 'round'
    brush.lineCap = 'round'
    const linesOf = (kinds: string[], colour: string, thick: number, dash: number[]): void => {
      brush.strokeStyle = shared.colour(colour)
      brush.lineWidth = thick
      brush.setLineDash(dash)
      for (const line of lines) {
        if (!kinds.includes(line.kind)) continue
        path(brush, line.points, to, false)
        brush.stroke()
      }
      brush.setLineDash([])
    }
    for (const line of lines) {
      if (line.kind !== 'water' && line.kind !== 'green') continue
      brush.fillStyle = shared.colour(line.kind === 'water' ? '--water' : '--park')
      path(brush, line.points, to, true)
      brush.fill()
    }
    const seen = (box: Shape['box']): boolean =>
      box[2] > map.extent[0] && box[0] < map.extent[2] && box[3] > map.extent[1] && box[1] < map.extent[3]
    shapes.forEach((shape, p) => {
      if (!seen(shape.box)) return
      brush.fillStyle = fillOf(kind, p)
      path(brush, shape.points, to, true)
      brush.fill()
      if (amountOf(kind, p) === null) return
      // a hairline tells the palest class from land without a value
      brush.strokeStyle = shared.colour('--ctl')
      brush.lineWidth = Math.min(0.75, 20 * k)
      brush.stroke()
    })
    linesOf(['river'], '--water', Math.max(3, 500 * k), [])
    if (k * 100 > 2) {
      brush.strokeStyle = shared.colour('--line2')
      brush.lineWidth = 0.5
      for (const points of buildings) {
        path(brush, points, to, true)
        brush.stroke()
      }
    }
    brush.strokeStyle = shared.colour('--ink')
    brush.lineWidth = Math.max(0.8, Math.min(1.6, 60 * k))
    for (const p of map.walled) {
      path(brush, shapes[p]!.points, to, true)
      brush.stroke()
    }
    linesOf(['wall'], '--ink', 1, [])
    linesOf(['boundary'], '--ctl', 1, [6, 4])
    linesOf(['rail', 'tram'], '--ink2', 2.2, [])
    linesOf(['rail', 'tram'], '--bg', 1, [4, 4])
    drawBar(brush, k, height)
  }

  /** A bar of round length, 100 m to 5 km. */
  function drawBar(brush: Brush, k: number, height: number): void {
    const metres = [5000, 2000, 1000, 500, 200].find(m => m * 10 * k < 110) ?? 100
    const long = metres * 10 * k
    brush.fillStyle = shared.colour('--bg')
    brush.fillRect(6, height - 26, long + 16, 20)
    brush.strokeStyle = shared.colour('--ink2')
    brush.lineWidth = 1.5
    brush.beginPath()
    brush.moveTo(14, height - 10)
    brush.lineTo(14 + long, height - 10)
    brush.stroke()
    brush.fillStyle = shared.colour('--ink2')
    brush.font = '11px sans-serif'
    brush.textAlign = 'center'
    brush.fillText(metres >= 1000 ? `${metres / 1000} km` : `${metres} m`, 14 + long / 2, height - 14)
  }

  const kept = new Map<Canvas, Canvas>()
  function draw(): void {
    for (const canvas of canvases) {
      drawOn(canvas)
      const copy = page.document.createElement('canvas')
      copy.width = canvas.width
      copy.height = canvas.height
      if (canvas.width > 0) copy.getContext('2d').drawImage(canvas, 0, 0, canvas.width, canvas.height)
      kept.set(canvas, copy)
    }
    mark()
  }

  /** Puts the drawn map back and outlines the chosen parcel. */
  function mark(): void {
    for (const canvas of canvases) {
      const copy = kept.get(canvas) ?? ground
      if (canvas.clientWidth === 0 || copy.width === 0) continue
      const brush = canvas.getContext('2d')
      const ratio = canvas.width / canvas.clientWidth
      brush.setTransform(1, 0, 0, 1, 0, 0)
      brush.clearRect(0, 0, canvas.width, canvas.height)
      brush.drawImage(copy, 0, 0, canvas.width, canvas.height)
      if (chosen < 0) continue
      brush.setTransform(ratio, 0, 0, ratio, 0, 0)
      const k = scaleFor(canvas)
      path(brush, shapes[chosen]!.points, (x, y) => [(x - map.extent[0]) * k, (map.extent[3] - y) * k], true)
      brush.strokeStyle = shared.colour('--bg')
      brush.lineWidth = 4
      brush.stroke()
      brush.strokeStyle = shared.colour('--acc')
      brush.lineWidth = 2
      brush.stroke()
    }
  }

  const numberOf = (value: number | null): string =>
    value === null
      ? data.words.nobody[shared.language()]
      : formats.formatValue(value, map.scales[layer()].unit, shared.language())

  function say(): void {
    const language = shared.language()
    if (chosen < 0) {
      readout.textContent = ''
      return
    }
    const use = map.uses[chosen]!
    const name = data.words.parcel[language]
      .replace('{n}', String(chosen + 1))
      .replace('{use}', data.uses[use]?.[language] ?? use)
    const wall = map.walled.includes(chosen) ? (language === 'zh' ? '，' : ', ') + data.words.walled[language] : ''
    const colon = language === 'zh' ? '：' : ': '
    const difference = amountOf('difference', chosen)
    const change =
      difference === null
        ? data.words.nobody[language]
        : formats.formatChange(difference, null, null, map.scales[layer()].unit, language).difference
    readout.textContent = [
      name + wall,
      data.words.baseline[language] + colon + numberOf(amountOf('baseline', chosen)),
      data.words.policy[language] + colon + numberOf(amountOf('policy', chosen)),
      data.words.change[language] + colon + change,
    ].join(' · ')
  }

  function choose(p: number): void {
    if (p === chosen) return
    chosen = p
    mark()
    say()
  }

  function parcelAt(canvas: Canvas, px: number, py: number): number {
    const k = scaleFor(canvas)
    const x = px / k + map.extent[0]
    const y = map.extent[3] - py / k
    return shapes.findIndex(
      ({ box, points }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && isInside(points, x, y),
    )
  }

  /** The nearest parcel in the direction of an arrow key; from nowhere, the one in the middle. */
  function next(key: string): number {
    const middle = ([a, b, c, d]: Shape['box']): [number, number] => [(a + c) / 2, (b + d) / 2]
    const [x, y] = middle(chosen < 0 ? map.extent : shapes[chosen]!.box)
    const [dx, dy] = (
      { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] } as Record<string, number[]>
    )[key]!
    let best = chosen
    let least = Number.POSITIVE_INFINITY
    shapes.forEach(({ box }, p) => {
      const [px, py] = middle(box)
      if (p === chosen || px < map.extent[0] || px > map.extent[2] || py < map.extent[1] || py > map.extent[3]) return
      const along = (px - x) * dx! + (py - y) * dy!
      const aside = Math.abs((px - x) * dy!) + Math.abs((py - y) * dx!)
      if (chosen >= 0 && along <= aside) return
      const cost = chosen < 0 ? Math.abs(along) + aside : along + 2 * aside
      if (cost < least) {
        least = cost
        best = p
      }
    })
    return best
  }

  for (const canvas of canvases) {
    canvas.addEventListener('pointermove', event => choose(parcelAt(canvas, event.offsetX, event.offsetY)))
    canvas.addEventListener('pointerdown', event => choose(parcelAt(canvas, event.offsetX, event.offsetY)))
    canvas.addEventListener('pointerleave', event => {
      if (event.pointerType === 'mouse') choose(-1)
    })
    canvas.addEventListener('keydown', event => {
      if (event.key === 'Escape') choose(-1)
      if (!event.key.startsWith('Arrow')) return
      event.preventDefault()
      choose(next(event.key))
    })
  }
  for (const input of root.querySelectorAll<Choice>('input')) {
    input.addEventListener('change', () => {
      root.dataset[input.dataset.sets!] = input.value
      draw()
      say()
      table()
    })
  }

  /** The table twin is written when it is opened: most readers never do. */
  const twin = root.querySelector<Disclosure>('details.rows-of-map')!
  function table(): void {
    if (!twin.open) return
    const language = shared.language()
    const cell = (text: string): string => `<td class="num">${text}</td>`
    const rows = map.uses.flatMap((use, p) => {
      if (amountOf('baseline', p) === null && amountOf('policy', p) === null) return []
      const change = amountOf('difference', p)
      const unit = map.scales[layer()].unit
      const text = change === null ? '–' : formats.formatChange(change, null, null, unit, language).difference
      return `<tr><th scope="row">${p + 1}, ${data.uses[use]?.[language] ?? ''}</th>${cell(formats.formatValue(amountOf('baseline', p), unit, language))}${cell(formats.formatValue(amountOf('policy', p), unit, language))}${cell(text)}</tr>`
    })
    const head = [data.words.baseline, data.words.policy, data.words.change].map(
      w => `<th scope="col" class="num">${w[language]}</th>`,
    )
    twin.querySelector('.scroll')!.innerHTML =
      `<table><thead><tr><td></td>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`
  }
  twin.addEventListener('toggle', table)
  return {
    draw,
    say: () => {
      say()
      table()
    },
  }
}

/** Curves of one measure: the band, the baseline dashed, the policy solid. */
function drawSeries(shared: Shared, canvas: Canvas, series: PageSeries): ChartHandle | null {
  const { page, data, formats } = shared
  if (!page.Chart) return null
  const language = shared.language()
  const font = { size: 11 }
  const line = { pointRadius: 0, pointHitRadius: 8, tension: 0, spanGaps: false }
  const text = (value: number): string => formats.formatValue(value, series.unit, language)
  return new page.Chart(canvas, {
    type: 'line',
    data: {
      labels: series.years,
      datasets: [
        {
          ...line,
          data: series.low,
          borderWidth: 0,
          fill: '+1',
          backgroundColor: shared.colour('--acc-band'),
          label: 'low',
        },
        { ...line, data: series.high, borderWidth: 0, fill: false, label: 'high' },
        {
          ...line,
          data: series.baseline,
          borderColor: shared.colour('--base'),
          borderWidth: 2,
          borderDash: [5, 3.6],
          label: data.words.mapBaseline[language],
        },
        {
          ...line,
          data: series.policy,
          borderColor: shared.colour('--acc'),
          borderWidth: 2.5,
          label: data.words.mapPolicy[language],
        },
        // drawn last, so that it lies below the rest
        ...(series.wide
          ? [
              {
                ...line,
                data: series.wide.low,
                borderWidth: 0,
                fill: '+1',
                backgroundColor: shared.colour('--acc-wide'),
                label: 'low',
              },
              { ...line, data: series.wide.high, borderWidth: 0, fill: false, label: 'high' },
            ]
          : []),
      ],
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: {
          grid: { display: false },
          border: { color: shared.colour('--line2') },
          ticks: { color: shared.colour('--ink3'), font, maxTicksLimit: 6, maxRotation: 0 },
        },
        y: {
          grid: { color: shared.colour('--line') },
          border: { display: false },
          ticks: { color: shared.colour('--ink3'), font, maxTicksLimit: 5, callback: text },
        },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          filter: (item: { datasetIndex: number }) => item.datasetIndex === 2 || item.datasetIndex === 3,
          callbacks: {
            title: (items: { label: string }[]) => `${data.words.year[language]} ${items[0]?.label ?? ''}`,
            label: (item: { dataset: { label: string }; parsed: { y: number } }) =>
              `${item.dataset.label} ${text(item.parsed.y)}`,
          },
        },
      },
    },
  })
}

/** Starts the page: language, curves, maps; draws again when the colours, the width or the language change. */
export function startPage(page: Page, data: PageData, formats: Formats): void {
  const { document } = page
  const root = document.documentElement
  const colours = new Map<string, string>()
  const shared: Shared = {
    page,
    data,
    formats,
    language: () => (root.dataset.language === 'zh' ? 'zh' : 'en'),
    colour: name => {
      const before = colours.get(name)
      if (before !== undefined) return before
      const value = page.getComputedStyle(root).getPropertyValue(name).trim()
      colours.set(name, value)
      return value
    },
  }
  const { map } = data
  const shapes = map?.outlines.map(shapeOf) ?? []
  const lines = map?.drawing.map(({ kind, line }) => ({ kind, points: pointsOf(line) })) ?? []
  const maps = map
    ? [...document.querySelectorAll('.maps')].map(node => startMaps(shared, node, map, shapes, lines))
    : []
  const charts = new Map<string, ChartHandle | null>()

  function drawCurves(): void {
    for (const series of data.series) {
      const canvas = document.querySelector<Canvas>(`#${series.id}`)
      charts.get(series.id)?.destroy()
      if (canvas) charts.set(series.id, drawSeries(shared, canvas, series))
    }
  }
  function drawAll(): void {
    colours.clear()
    drawCurves()
    for (const one of maps) one.draw()
  }
  function setLanguage(language: string): void {
    root.dataset.language = language
    root.lang = language === 'zh' ? 'zh-CN' : 'en'
    document.title = data.title[language === 'zh' ? 'zh' : 'en']
  }

  let wanted = page.navigator.language.startsWith('zh') ? 'zh' : 'en'
  try {
    wanted = page.localStorage.getItem('justcity language') ?? wanted
  } catch {
    // a page opened from disk may have no storage: the browser's language it is
  }
  const asked = /[?&]lang=(en|zh)/.exec(page.location.search)?.[1]
  setLanguage(asked ?? wanted)
  document.querySelector('#language')?.addEventListener('click', () => {
    setLanguage(shared.language() === 'en' ? 'zh' : 'en')
    try {
      page.localStorage.setItem('justcity language', shared.language())
    } catch {
      // not kept, then
    }
    drawCurves()
    for (const one of maps) one.say()
  })
  drawAll()
  page.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll)
  page.addEventListener('beforeprint', () => {
    root.dataset.print = '1'
    drawAll()
  })
  page.addEventListener('afterprint', () => {
    delete root.dataset.print
    drawAll()
  })
  let width = root.clientWidth
  page.addEventListener('resize', () => {
    if (root.clientWidth === width) return
    width = root.clientWidth
    page.setTimeout(() => {
      for (const one of maps) one.draw()
    }, 100)
  })
}

/** This file's functions as JavaScript. */
export const clientSource = (): string =>
  [pointsOf, shapeOf, isInside, classOf, differenceClass, path, startMaps, drawSeries, startPage].map(String).join('\n')
