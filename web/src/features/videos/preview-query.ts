import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { spread, tilesIn, type Cue } from './tiles.ts'

/** A part of a sheet, whose own size is known. */
export interface Tile extends Cue { readonly sheet: { readonly width: number; readonly height: number } }

/** What plays over a film's poster while one points at it; nothing where there is no storyboard, or it is not for who asks. */
export const previewQuery = (videoId: string) => queryOptions({
  queryKey: ['preview', videoId],
  queryFn: async ({ signal }): Promise<readonly Tile[]> => {
    const { storyboardUrl } = await api.playback.preview({ params: { id: videoId }, signal })
    if (!storyboardUrl) return []
    const vtt = await fetch(storyboardUrl, { signal })
    return vtt.ok ? withSheets(spread(tilesIn(await vtt.text(), new URL(storyboardUrl, location.href)))) : []
  },
  // As long as its addresses open anything at the least.
  staleTime: 600_000,
  retry: false,
})

/** Their sheets are fetched before the first picture is shown, so that none is empty. */
async function withSheets(tiles: readonly Cue[]): Promise<Tile[]> {
  const sizes = new Map(await Promise.all([...new Set(tiles.map(({ url }) => url))].map(async url => {
    const image = new Image()
    image.src = url
    await image.decode()
    return [url, { width: image.naturalWidth, height: image.naturalHeight }] as const
  })))
  return tiles.map(tile => ({ ...tile, sheet: sizes.get(tile.url)! }))
}
