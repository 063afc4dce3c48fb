/** Plays a film as a player would, only faster: every playlist of the manifest, every segment of every rendition. */
// @ts-expect-error the package ships no types; the few fields used are declared below
import { Parser } from 'm3u8-parser'

interface Manifest {
  playlists?: { uri: string; attributes: { RESOLUTION?: { width: number; height: number }; BANDWIDTH?: number; CODECS?: string; AUDIO?: string } }[]
  mediaGroups?: { AUDIO?: Record<string, Record<string, { uri?: string }>> }
  segments?: { uri: string; duration: number; map?: { uri: string } }[]
  endList?: boolean
}
export interface Rendition { readonly kind: 'picture' | 'sound'; readonly name: string; readonly width: number; readonly height: number; readonly segments: number; readonly bytes: number; readonly seconds: number }

const parse = (text: string): Manifest => {
  const parser = new Parser()
  parser.push(text)
  parser.end()
  return parser.manifest as Manifest
}

async function fetched(url: string): Promise<Response> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${new URL(url).pathname.split('/').slice(-2).join('/')} answered ${response.status}: ${(await response.text()).slice(0, 200)}`)
  return response
}

/** The renditions of a manifest, each with all its segments fetched. */
export async function watchFilm(base: string, manifestUrl: string): Promise<Rendition[]> {
  const master = new URL(manifestUrl, base).href
  const manifest = parse(await (await fetched(master)).text())
  if (!manifest.playlists?.length) throw new Error('The manifest lists no renditions.')
  const pictures = manifest.playlists.map(({ uri, attributes: { RESOLUTION } }) => ({ kind: 'picture' as const, uri, width: RESOLUTION?.width ?? 0, height: RESOLUTION?.height ?? 0 }))
  const sounds = Object.values(manifest.mediaGroups?.AUDIO ?? {}).flatMap(group => Object.values(group)).flatMap(({ uri }) => (uri ? [{ kind: 'sound' as const, uri, width: 0, height: 0 }] : []))
  const renditions: Rendition[] = []
  for (const { kind, uri, width, height } of [...pictures, ...sounds]) {
    const address = new URL(uri, master).href
    const { segments = [], endList } = parse(await (await fetched(address)).text())
    if (segments.length === 0 || !endList) throw new Error(`The playlist ${uri} is empty or has no end.`)
    const files = [...new Set([...segments.flatMap(({ map }) => (map ? [map.uri] : [])), ...segments.map(segment => segment.uri)])]
    let bytes = 0
    for (const file of files) bytes += (await (await fetched(new URL(file, address).href)).arrayBuffer()).byteLength
    renditions.push({ kind, name: uri, width, height, segments: segments.length, bytes, seconds: segments.reduce((sum, { duration }) => sum + duration, 0) })
  }
  return renditions
}
