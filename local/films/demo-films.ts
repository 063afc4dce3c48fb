/** The films of the demo world: what a first visitor finds on the shelves. */
import type { FilmRecipe } from './render-film.ts'

export interface DemoFilm extends Omit<FilmRecipe, 'file'> {
  /** Unique, fit for a file name. */
  readonly slug: string
  /** Handle and name of the channel it belongs to. */
  readonly channel: DemoChannel
  readonly description: string
  readonly category: 'film' | 'documentary' | 'music' | 'nature' | 'science' | 'technology' | 'craft' | 'travel'
  readonly tags: readonly string[]
  /** By language: lines that follow each other, each for an equal part of the film. */
  readonly captions?: Readonly<Record<string, readonly string[]>>
}
export interface DemoChannel { readonly handle: string; readonly name: string; readonly description: string }

export const demoChannels = {
  northlight: { handle: 'northlight', name: 'Northlight', description: 'Long films from high and quiet places.' },
  slowMachines: { handle: 'slowmachines', name: 'Slow Machines', description: 'Old machines, taken apart and put together again.' },
  harbourSessions: { handle: 'harboursessions', name: 'Harbour Sessions', description: 'Music by the water, one take each.' },
  fieldnotes: { handle: 'fieldnotes', name: 'Fieldnotes', description: 'What grows, crawls and sings, looked at closely.' },
} as const satisfies Record<string, DemoChannel>

const size = { width: 1280, height: 720, fps: 24 }

export const demoFilms: readonly DemoFilm[] = [
  { slug: 'the-long-thaw', title: 'The long thaw: a winter above the tree line', channel: demoChannels.northlight, landscape: 'hills', palette: 'ember', seconds: 24, seed: 11, category: 'documentary', tags: ['winter', 'mountains'], description: 'Five months in a hut at 2,300 metres, from the first snow to the first flowers.', ...size },
  { slug: 'rebuilding-a-1961-tape-machine', title: 'Rebuilding a 1961 tape machine, part 3', channel: demoChannels.slowMachines, landscape: 'peaks', palette: 'ice', seconds: 20, seed: 23, category: 'craft', tags: ['tape', 'restoration'], description: 'The capstan runs true at last. Then the power supply.', ...size },
  { slug: 'night-ferry', title: 'Night ferry', channel: demoChannels.harbourSessions, landscape: 'sea', palette: 'plum', ferry: true, seconds: 26, seed: 37, category: 'music', tags: ['live', 'sea'], description: 'Recorded on the late crossing, engine and all.', ...size },
  { slug: 'what-moss-remembers', title: 'What moss remembers', channel: demoChannels.fieldnotes, landscape: 'forest', palette: 'moss', seconds: 22, seed: 41, category: 'nature', tags: ['forest', 'moss'], description: 'It dries for a decade, wakes in a minute, and has seen every forest there was.', ...size },
  { slug: 'rooftop-set-golden-hour', title: 'Rooftop set, golden hour', channel: demoChannels.harbourSessions, landscape: 'city', palette: 'sand', seconds: 20, seed: 53, category: 'music', tags: ['rooftop', 'live'], description: 'Four songs before the light went.', ...size },
  { slug: 'tuning-the-big-telescope', title: 'Tuning the big telescope', channel: demoChannels.northlight, landscape: 'hills', palette: 'violet', seconds: 20, seed: 67, category: 'science', tags: ['stars', 'telescope'], description: 'A night of waiting for the air to stand still.', ...size },
  { slug: 'bring-your-broken-radio', title: 'Open bench: bring your broken radio', channel: demoChannels.slowMachines, landscape: 'city', palette: 'coral', seconds: 20, seed: 71, category: 'technology', tags: ['radio', 'repair'], description: 'Eleven radios came. Nine sang on the way home.', ...size },
  { slug: 'dawn-chorus', title: 'Dawn chorus, marsh camera', channel: demoChannels.fieldnotes, landscape: 'sea', palette: 'lagoon', seconds: 24, seed: 83, category: 'nature', tags: ['birds', 'marsh'], description: 'Forty minutes before sunrise, and who begins.', captions: { en: ['Nothing yet but the reeds.', 'A bittern, far off.', 'Then the warblers, all at once.'], nb: ['Ennå bare sivet.', 'En rørdrum, langt borte.', 'Så sangerne, alle på én gang.'] }, ...size },
]
