import { useEffect, type RefObject } from 'react'

interface Keyed extends HTMLElement { keyboardShortcutHandler(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'target'>): void }
/** What a key held down does once. Letters are meant in either case: Caps Lock is no reason to fall silent. */
const switches = new Set([' ', 'k', 'f', 'm', 'c', 'p', '?'])
/** What it does again and again. */
const steps = new Set(['j', 'l', '<', '>', 'arrowleft', 'arrowright'])
/** Outside the player these move the page. */
const stepsWithin = new Set(['arrowup', 'arrowdown'])
/** Where these keys mean something else. */
const busy = 'input, textarea, select, [contenteditable], [role="slider"], [role="menu"], [role^="menuitem"], [role="dialog"]'
/** Space presses what has the focus. */
const pressable = 'button, a, summary, [role="button"], [role="switch"]'

/**
 * The player's keys, all of them, in place of media-chrome's own, which know no Caps Lock. They work while the focus is
 * in the player; with `everywhere`, wherever on the page it is, unless it is on something that needs them itself.
 */
export function usePlayerKeys(controller: RefObject<Keyed | null>, everywhere: boolean): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const player = controller.current
      if (!player || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const key = event.key.toLowerCase()
      const target = event.target instanceof Element ? event.target : null
      const within = player.contains(target)
      if (!(within && stepsWithin.has(key)) && !((within || everywhere) && (switches.has(key) || steps.has(key)))) return
      if (target?.closest(busy) || needsItself(target, event.key) || (key === ' ' && target?.closest(pressable))) return
      event.preventDefault()
      if (event.repeat && switches.has(key)) return
      player.keyboardShortcutHandler({ key: event.key.length === 1 ? key : event.key, shiftKey: event.shiftKey, target: player })
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [controller, everywhere])
}

/** Parts of the player say which keys they need: the seek bar its arrows. */
const needsItself = (target: Element | null, key: string) => (target as { keysUsed?: readonly string[] } | null)?.keysUsed?.includes(key) ?? false
