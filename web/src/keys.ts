/** Keys of the whole page. Those of a control are its own. */
import { openListed, togglePredict } from './actions.ts'
import { results } from './engine/session.svelte.ts'
import { panels } from './panels.svelte.ts'
import { printing } from './parts/printing.svelte.ts'
import { replay } from './replay.svelte.ts'
import { control } from './stage/control.svelte.ts'
import { choice } from './state.svelte.ts'

const REGIONS = ['top', 'map', 'timeline', 'charts', 'numbers', 'levers', 'budget']

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
    (target instanceof HTMLInputElement && target.type !== 'range'))

function nextRegion(step: number): void {
  const all = REGIONS.flatMap(name => document.querySelector<HTMLElement>(`[data-region="${name}"]`) ?? [])
  const at = all.findIndex(region => region.contains(document.activeElement))
  all[(at + step + all.length) % all.length]?.focus()
}

export function keydown(event: KeyboardEvent): void {
  const { key } = event
  const isUndo = (event.ctrlKey || event.metaKey) && key.toLowerCase() === 'z'
  if (isField(event.target) && key !== 'Escape' && !isUndo) return
  const done = (): void => event.preventDefault()
  if (isUndo) {
    results.keep()
    if (event.shiftKey) choice.redo()
    else choice.undo()
    done()
    return
  }
  if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === 'p' && !event.shiftKey) {
    void printing.print()
    done()
    return
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (key === 'F6') {
    nextRegion(event.shiftKey ? -1 : 1)
    done()
    return
  }
  if (key === 'Escape') {
    if (!panels.close()) {
      if (choice.parcel !== null) choice.parcel = null
      else if (choice.filter) choice.filter = null
      else if (choice.view === 'stories' && choice.household !== null) choice.household = null
      else if (choice.view !== 'compare') choice.view = 'compare'
    }
    return
  }
  if (key === 'Home' || key === 'End') {
    choice.year = key === 'Home' ? 0 : choice.years
    done()
    return
  }
  // a guess is typed wherever the keyboard is: the field takes this key too
  if (choice.isPredicting && /^[\d.,*]$/.test(key)) {
    control.field?.focus()
    return
  }
  const onButton =
    event.target instanceof HTMLButtonElement || (event.target instanceof HTMLAnchorElement && !choice.isPredicting)
  if (key === ' ' && !onButton) {
    if (choice.isPredicting) togglePredict()
    else choice.isPlaying = !choice.isPlaying
    done()
    return
  }
  if (!choice.singleKeys || panels.dialog === 'levers') return
  if (/^[1-9]$/.test(key) && !event.shiftKey) {
    openListed(Number(key) - 1)
    return
  }
  const act = actions[key.length === 1 ? key.toLowerCase() : key]
  if (act) {
    act()
    done()
  }
}

export function keyup(event: KeyboardEvent): void {
  if (event.key.toLowerCase() === 'b') choice.baselineOnly = false
}

const actions: Readonly<Record<string, () => void>> = {
  r: () => replay.start(),
  b: () => {
    choice.baselineOnly = true
  },
  p: togglePredict,
  g: () => {
    choice.view = 'gains'
  },
  s: () => {
    choice.view = 'stories'
  },
  c: () => {
    choice.view = 'compare'
  },
  l: () => {
    panels.dialog = panels.dialog === 'levers' ? null : 'levers'
  },
  '/': () => {
    panels.dialog = 'levers'
  },
  ',': () => {
    choice.year = Math.max(0, choice.year - 1)
  },
  '.': () => {
    choice.year = Math.min(choice.years, choice.year + 1)
  },
  d: () => {
    choice.mode = choice.mode === 'difference' ? 'swipe' : 'difference'
  },
  '[': () => {
    choice.swipe = Math.max(0, choice.swipe - 0.05)
  },
  ']': () => {
    choice.swipe = Math.min(1, choice.swipe + 0.05)
  },
  t: () => {
    panels.showsTable = !panels.showsTable
  },
  '?': () => {
    panels.dialog = 'keys'
  },
}
