/** The page as it is printed: light, the map as a hatched difference, set levers alone, and where it comes from. */
import { tick } from 'svelte'

class Printing {
  isOn = $state(false)
  /** tells when the map has been drawn anew; null where there is none */
  mapDrawn: (() => Promise<unknown>) | null = null

  /** Draws the page for paper, prints it, and puts it back. */
  async print(): Promise<void> {
    this.isOn = true
    await tick()
    await this.mapDrawn?.()
    // charts follow the colours of the page in the next frame
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    window.print()
    this.isOn = false
  }
}

export const printing = new Printing()
