import { Presets, SingleBar } from 'cli-progress'

export interface Progress {
  add(amount: number): void
  stop(): void
}

/** Progress on standard error: a bar on a terminal, JSON lines if asked for, silence when piped. */
export function createProgress(total: number, unit: string, mode: string | undefined): Progress {
  let done = 0
  if (mode === 'json') {
    const start = Date.now()
    return {
      add(amount) {
        done += amount
        const seconds = (Date.now() - start) / 1000
        process.stderr.write(
          `${JSON.stringify({ done, total, unit, seconds, left: (seconds / done) * (total - done) })}\n`,
        )
      },
      stop() {},
    }
  }
  if (!process.stderr.isTTY) return { add() {}, stop() {} }
  const bar = new SingleBar(
    {
      format: `  {bar} {percentage} % · {value}/{total} ${unit} · {eta_formatted} left`,
      stream: process.stderr,
      hideCursor: true,
    },
    Presets.shades_classic,
  )
  bar.start(total, 0)
  return {
    add(amount) {
      done += amount
      bar.update(done)
    },
    stop: () => bar.stop(),
  }
}
