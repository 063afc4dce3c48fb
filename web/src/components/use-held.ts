import { useRef, type MouseEvent, type PointerEvent } from 'react'

/** Milliseconds that a finger stays, and pixels that it may stray. */
const long = 500
const still = 10

/** What happens when a finger stays on something, which is no tap then. A mouse has buttons for that. */
export function useHeld(onHeld: () => void) {
  const finger = useRef<{ readonly x: number; readonly y: number; readonly timer: ReturnType<typeof setTimeout> } | null>(null)
  const wasHeld = useRef(false)
  const lift = () => {
    clearTimeout(finger.current?.timer)
    finger.current = null
  }
  const hold = () => {
    if (!wasHeld.current) onHeld()
    wasHeld.current = true
  }
  return {
    onPointerDown({ pointerType, clientX: x, clientY: y }: PointerEvent) {
      wasHeld.current = false
      lift()
      if (pointerType === 'touch') finger.current = { x, y, timer: setTimeout(hold, long) }
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      if (finger.current && Math.hypot(clientX - finger.current.x, clientY - finger.current.y) > still) lift()
    },
    onPointerUp: lift,
    onPointerCancel: lift,
    // Browsers that have a menu of their own for it say so in this way.
    onContextMenu(event: MouseEvent) {
      if (finger.current === null && !wasHeld.current) return
      event.preventDefault()
      hold()
    },
    onClickCapture(event: MouseEvent) {
      if (!wasHeld.current) return
      wasHeld.current = false
      event.preventDefault()
      event.stopPropagation()
    },
  }
}
