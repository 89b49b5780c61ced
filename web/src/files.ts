/** What leaves the page: files, pictures. */

/** Offers a text or bytes as a file. */
export function download(name: string, type: string, content: string | Blob): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** What every picture says of itself. */
let credit = (): string => `justcity ${__VERSION__}`
export function creditBy(make: () => string): void {
  credit = make
}

/** Saves a canvas as PNG at twice its size, with title, unit and source inside. */
export function picture(canvas: HTMLCanvasElement, title: string, unit: string, name: string): void {
  const scale = 2
  const width = canvas.clientWidth
  const height = canvas.clientHeight
  const style = getComputedStyle(document.documentElement)
  const colour = (token: string): string => style.getPropertyValue(token).trim()
  const out = document.createElement('canvas')
  out.width = width * scale
  out.height = (height + 64) * scale
  const g = out.getContext('2d')!
  g.scale(scale, scale)
  g.fillStyle = colour('--bg')
  g.fillRect(0, 0, width, height + 64)
  g.fillStyle = colour('--ink')
  g.font = `600 14px ${colour('--f')}`
  g.fillText(title, 8, 22)
  g.fillStyle = colour('--ink3')
  g.font = `400 11px ${colour('--f')}`
  g.textAlign = 'right'
  g.fillText(unit, width - 8, 22)
  g.textAlign = 'left'
  g.drawImage(canvas, 0, 34, width, height)
  g.fillText(credit(), 8, height + 54)
  out.toBlob(blob => blob && download(name, 'image/png', blob))
}
