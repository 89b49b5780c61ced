/** The page as it is printed: light, the map as a hatched difference, set levers alone, and where it comes from. */
import { tick } from 'svelte'

async function frames(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise(done => requestAnimationFrame(done))
}

/** Pixels that one side of A4, lying, is high within its margins: 210 mm less 8 mm above and below. */
const SIDE = 720

/** Milliseconds that paper waits for the map. */
const PATIENCE = 5000

class Printing {
  isOn = $state(false)
  /** tells when the map has been drawn anew; null where there is none */
  mapDrawn: (() => Promise<unknown>) | null = null

  /** Draws the page for paper, prints it, and puts it back. */
  async print(): Promise<void> {
    this.isOn = true
    await tick()
    // charts and map hear of their size and colours in the next frames
    await frames(2)
    const paper = document.querySelector<HTMLElement>('.paper')
    if (paper) paper.style.zoom = String(Math.min(1, SIDE / paper.scrollHeight))
    // a map that has nothing to draw yet, or cannot, holds no page back
    await Promise.race([this.mapDrawn?.(), new Promise(done => setTimeout(done, PATIENCE))])
    await frames(2)
    window.print()
    this.isOn = false
    if (paper) paper.style.zoom = ''
  }
}

export const printing = new Printing()
