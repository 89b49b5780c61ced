/** What went wrong or should be known, said in place; the state stays as it was. */

export interface Notice {
  readonly title: string
  readonly lines: readonly string[]
  readonly action?: { readonly words: string; readonly run: () => void }
  /** quiet: something to know, nothing wrong */
  readonly isQuiet?: boolean
}

export const notices = $state<{ now: Notice | null }>({ now: null })

export function notify(notice: Notice): void {
  notices.now = notice
}
