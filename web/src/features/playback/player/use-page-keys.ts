import { useEffect, type RefObject } from 'react'

interface Keyed extends HTMLElement { keyboardShortcutHandler(event: KeyboardEvent): void }
const keys = new Set([' ', 'k', 'j', 'l', 'f', 'm', 'c', '<', '>', 'ArrowLeft', 'ArrowRight'])
/** Where these keys mean something else. */
const busy = 'input, textarea, select, [contenteditable], [role="slider"], [role="menu"], [role^="menuitem"], [role="dialog"], media-controller'
/** Space presses what has the focus. */
const pressable = 'button, a, summary, [role="button"], [role="switch"]'

/** The player's keys work wherever on the watch page the focus is, unless it is on something that needs them itself. */
export function usePageKeys(controller: RefObject<Keyed | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !keys.has(event.key)) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest(busy) || (event.key === ' ' && target?.closest(pressable))) return
      event.preventDefault()
      controller.current?.keyboardShortcutHandler(event)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [controller])
}
