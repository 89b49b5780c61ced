/** Guesses by phone, where the page is served by this machine (`npm start`): from disk there is nothing phones could reach. */
import type { Guessed, Question } from '../../../src/cli/guesses.ts'

/** Milliseconds between two looks. */
const PACE = 1000

class Phones {
  /** where phones go; null where they cannot reach this page */
  address = $state<string | null>(null)
  /** as typed, one a phone */
  texts = $state.raw<readonly string[]>([])
  private round = -1
  private timer = 0

  /** Puts a question to the room, or takes it back. */
  async ask(question: Question | null): Promise<void> {
    clearTimeout(this.timer)
    this.address = null
    if (question !== null) this.texts = []
    if (!/^(localhost|[\d.]+|\[.*\])$/.test(location.hostname)) return
    const told = await this.fetched('/guess/question', { method: 'PUT', body: JSON.stringify(question) })
    if (!told || question === null) return
    this.round = told.round
    this.address = told.addresses[0] ?? null
    if (this.address !== null) this.look(told.round)
  }

  private look(round: number): void {
    this.timer = window.setTimeout(async () => {
      const told = await this.fetched('/guess/all', {})
      // a newer question has a look of its own
      if (round !== this.round || this.address === null) return
      if (told?.round === round) this.texts = told.guesses
      this.look(round)
    }, PACE)
  }

  private async fetched(path: string, init: RequestInit): Promise<Guessed | null> {
    try {
      const response = await fetch(path, init)
      return response.ok ? ((await response.json()) as Guessed) : null
    } catch {
      return null
    }
  }
}

export const phones = new Phones()
