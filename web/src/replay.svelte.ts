/** The last change, shown again: old to new in a second, with the old state as a ghost. */

/** Seconds of travel, and of each still picture where motion is not wanted. */
const TRAVEL = 1
const STILL = 0.6
const HOLD = 0.4

const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

class Replay {
  /** how far from old to new, 0 to 1; null when nothing is replayed */
  share = $state<number | null>(null)
  private frame = 0

  /** A value on its way from old to new. */
  mix(before: number, now: number): number {
    return this.share === null ? now : before + this.share * (now - before)
  }

  start(): void {
    cancelAnimationFrame(this.frame)
    const begun = performance.now()
    const calm = isCalm()
    const step = (): void => {
      const s = (performance.now() - begun) / 1000
      if (s >= (calm ? 2 * STILL : TRAVEL + HOLD)) {
        this.share = null
        return
      }
      const u = Math.min(1, s / TRAVEL)
      // cubic in and out
      const eased = u < 0.5 ? 4 * u * u * u : 1 - 4 * (1 - u) * (1 - u) * (1 - u)
      this.share = calm ? (s < STILL ? 0 : 1) : eased
      this.frame = requestAnimationFrame(step)
    }
    step()
  }
}

export const replay = new Replay()
