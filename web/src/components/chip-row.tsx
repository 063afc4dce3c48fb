import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef, type ReactNode } from 'react'
import classes from './chips.module.css'

/** A row of links of which one is the present page: that one is in sight, however narrow the row is. */
export function ChipRow({ label, className = classes.chips, children }: { label: string; className?: string; children: ReactNode }) {
  const row = useRef<HTMLElement>(null)
  const router = useRouter()
  useEffect(() => {
    const show = () => row.current && showPresent(row.current)
    show()
    return router.subscribe('onRendered', show)
  }, [router])
  return <nav ref={row} aria-label={label} className={className}>{children}</nav>
}

/** Moves the row alone: scrollIntoView would take the page along. */
function showPresent(row: HTMLElement): void {
  const present = row.querySelector('[aria-current="page"]')
  if (!present) return
  const [whole, part] = [row.getBoundingClientRect(), present.getBoundingClientRect()]
  row.scrollBy({ left: (part.left + part.right - whole.left - whole.right) / 2 })
}
