import { useEffect, useRef, useState, type PointerEvent } from 'react'
import { useQuery } from '@tanstack/react-query'
import classes from './preview.module.css'
import { previewQuery, type Tile } from './preview-query.ts'

/** Milliseconds: until somebody who points at a film is taken to mean it, and how long each picture of it is shown. */
const meant = 400
const shown = 450

/** Whether somebody stays with a card, by mouse or by keyboard. A finger that scrolls by does not. */
export function usePreview() {
  const [wanted, setWanted] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const come = () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setWanted(true), meant)
  }
  const go = () => {
    clearTimeout(timer.current)
    setWanted(false)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  const watching = {
    onPointerEnter: ({ pointerType }: PointerEvent) => pointerType === 'mouse' && come(),
    onPointerLeave: go,
    onFocus: ({ target }: { target: Element }) => target.matches(':focus-visible') && come(),
    onBlur: go,
  }
  return { wanted, watching }
}

/** The film in small, over its poster: its storyboard, picture after picture. Whoever may not watch it, or wants no motion, sees nothing. */
export function Preview({ videoId }: { videoId: string }) {
  const [still] = useState(() => matchMedia('(prefers-reduced-motion: reduce)').matches)
  const { data: tiles } = useQuery({ ...previewQuery(videoId), enabled: !still })
  const [at, setAt] = useState(0)
  useEffect(() => {
    if (!tiles?.length) return
    const timer = setInterval(() => setAt(now => now + 1), shown)
    return () => clearInterval(timer)
  }, [tiles])
  const tile = tiles?.[at % tiles.length]
  return tile ? <span className={classes.preview} data-preview><span style={look(tile)} /></span> : null
}

/** One picture of a sheet, as large as its place. */
const look = ({ url, sheet, left, top, width, height }: Tile): React.CSSProperties => ({
  aspectRatio: `${width} / ${height}`,
  backgroundImage: `url("${url}")`,
  backgroundSize: `${(sheet.width / width) * 100}% ${(sheet.height / height) * 100}%`,
  backgroundPosition: `${part(left, sheet.width - width)}% ${part(top, sheet.height - height)}%`,
})
const part = (offset: number, room: number) => (room > 0 ? (offset / room) * 100 : 0)
