import type { Words } from '../../src/lib/declare.ts'

/** What went wrong, for the page to say in its language; the message is in English. */
export class SpokenError extends Error {
  readonly said: Words

  constructor(said: Words) {
    super(said.en)
    this.name = 'SpokenError'
    this.said = said
  }
}
