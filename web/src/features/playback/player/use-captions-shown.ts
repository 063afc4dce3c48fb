import { useLocalStorage } from '@mantine/hooks'
import { useEffect, type RefObject } from 'react'

/**
 * Captions stay as they were left: shown or not, in the language chosen last, which media-chrome remembers by itself.
 * `wanted` is what the person's profile says, for a browser in which nothing was chosen yet.
 */
export function useCaptionsShown(stage: RefObject<HTMLElement | null>, video: HTMLVideoElement | null, wanted: boolean): void {
  const [shown, setShown] = useLocalStorage<boolean | null>({ key: 'playhouse.captions', defaultValue: null, getInitialValueInEffect: false })
  const show = shown ?? wanted
  useEffect(() => {
    if (!video) return
    const tracks = video.textTracks
    const isShowing = () => [...tracks].some(({ kind, mode }) => kind === 'subtitles' && mode === 'showing')
    // After the controller has met the element, or it would not know its tracks.
    const begin = setTimeout(() => {
      if (show && !isShowing()) stage.current?.dispatchEvent(new CustomEvent('mediatogglesubtitlesrequest', { composed: true, bubbles: true, detail: true }))
      tracks.addEventListener('change', remember)
    })
    const remember = () => setShown(isShowing())
    return () => {
      clearTimeout(begin)
      tracks.removeEventListener('change', remember)
    }
    // Once per element: afterwards the menu and the key decide.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [video])
}
