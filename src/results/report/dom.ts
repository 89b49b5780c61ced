/** As much of the browser as the report's page uses: the engine is compiled without the DOM's own types. */

export interface Node2 {
  textContent: string | null
  innerHTML: string
  hidden: boolean
  id: string
  readonly dataset: Record<string, string | undefined>
  readonly clientWidth: number
  querySelector<T = Node2>(selector: string): T | null
  querySelectorAll<T = Node2>(selector: string): Iterable<T>
  closest(selector: string): Node2 | null
  addEventListener(type: string, listener: (event: PageEvent) => void): void
}

export interface PageEvent {
  readonly target: unknown
  readonly offsetX: number
  readonly offsetY: number
  readonly key: string
  readonly pointerType: string
  preventDefault(): void
}

export interface Choice extends Node2 {
  readonly value: string
  readonly checked: boolean
}

export interface Disclosure extends Node2 {
  readonly open: boolean
}

export interface Brush {
  fillStyle: string
  strokeStyle: string
  lineWidth: number
  lineJoin: string
  lineCap: string
  font: string
  textAlign: string
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void
  clearRect(x: number, y: number, width: number, height: number): void
  fillRect(x: number, y: number, width: number, height: number): void
  beginPath(): void
  closePath(): void
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  fill(): void
  stroke(): void
  fillText(text: string, x: number, y: number): void
  setLineDash(segments: number[]): void
  drawImage(image: Canvas, x: number, y: number, width: number, height: number): void
}

export interface Canvas extends Node2 {
  width: number
  height: number
  getContext(kind: '2d'): Brush
}

export interface ChartHandle {
  destroy(): void
}

/** The window of the page, as the script is given it. */
export interface Page {
  readonly document: {
    title: string
    readonly documentElement: Node2 & { lang: string }
    querySelector<T = Node2>(selector: string): T | null
    querySelectorAll<T = Node2>(selector: string): Iterable<T>
    createElement(name: 'canvas'): Canvas
  }
  readonly devicePixelRatio: number
  readonly navigator: { readonly language: string }
  readonly location: { readonly search: string }
  readonly localStorage: { getItem(key: string): string | null; setItem(key: string, value: string): void }
  readonly Chart?: new (canvas: Canvas, config: unknown) => ChartHandle
  getComputedStyle(element: Node2): { getPropertyValue(name: string): string }
  matchMedia(query: string): { addEventListener(type: 'change', listener: () => void): void }
  addEventListener(type: string, listener: () => void): void
  setTimeout(work: () => void, milliseconds: number): void
}
