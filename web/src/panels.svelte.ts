import { notices } from './notices.svelte.ts'

/** What is opened over the charts column, and the dialogs. Nothing here is kept or shared. */
class Panels {
  /** measure whose groups are shown */
  measure = $state<string | null>(null)
  /** policy whose details are shown */
  policy = $state<string | null>(null)
  /** theme all of whose levers are shown */
  theme = $state<string | null>(null)
  /** measure under the pointer */
  preview = $state<string | null>(null)
  dialog = $state<'share' | 'keys' | 'settings' | 'levers' | 'scenarios' | null>(null)
  showsTable = $state(false)

  openMeasure(name: string): void {
    this.measure = this.measure === name ? null : name
    this.policy = null
    this.theme = null
  }

  openPolicy(name: string): void {
    this.policy = this.policy === name ? null : name
    this.measure = null
  }

  openTheme(name: string): void {
    this.theme = this.theme === name ? null : name
    this.measure = null
    this.policy = null
  }

  /** Closes the uppermost. @returns false if nothing was open */
  close(): boolean {
    if (this.dialog) this.dialog = null
    else if (this.policy) this.policy = null
    else if (this.measure) this.measure = null
    else if (this.theme) this.theme = null
    else if (notices.now) notices.now = null
    else return false
    return true
  }
}

export const panels = new Panels()
