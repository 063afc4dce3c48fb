/** Whatever makes pictures is in this one file: the sweep brings two hours forward for every picture of the house. */
import { describe, expect, test } from 'vitest'
import type { SignedIn } from '../../bin/journey/house.ts'
import type { Purpose } from '../../functions/pictures/contract.ts'
import { aCreator, aFilm, aStranger, aViewer, ended, frontDoor, refusal, theOperator, until, uploaded } from '../support/actors.ts'
import { objectsNamed } from '../support/objects.ts'
import { aJpeg, aPng, aWebp, colourAt, pictureAt } from '../support/pictures.ts'

const sent = async (person: SignedIn, purpose: Purpose, bytes: Uint8Array<ArrayBuffer>) => (await person.pictures.make({ query: { purpose }, body: bytes })).id
const at = (address: string | null | undefined) => pictureAt(frontDoor() + address)

describe('a picture of oneself', () => {
  test('stands upright, in two sizes, and tells nothing but itself', async () => {
    const ben = await aViewer()
    const pictureId = await sent(ben, 'face', await aJpeg(400, 600, { orientation: 6, secret: 'taken at 12 Harbour Street' }))
    const { face } = await ben.auth.putFace({ body: { pictureId } })
    expect(await ben.auth.me()).toMatchObject({ face })
    expect((await ben.auth.getProfile()).face).toEqual(face)
    const [large, small] = await Promise.all([at(face!.large), at(face!.small)])
    expect([large, small].map(({ width, height }) => [width, height])).toEqual([[320, 320], [96, 96]])
    // Turned a quarter clockwise, red is on top.
    expect([await colourAt(large.bytes, 0.5, 0.1), await colourAt(large.bytes, 0.5, 0.9)]).toEqual(['red', 'blue'])
    expect(Buffer.from(large.bytes).toString('latin1')).not.toMatch(/Harbour|Exif/)
    expect(large.response.headers.get('cache-control')).toContain('immutable')
    expect(large.response.headers.get('content-type')).toBe('image/jpeg')
  })

  test('goes by what it is, not by what it is called, and what shows through it is white', async () => {
    const ben = await aViewer()
    const png = await at((await ben.pictures.make({ query: { purpose: 'face' }, body: new Blob([aPng(200, 100, 0)], { type: 'image/jpeg' }) })).sizes!.large)
    expect([png.width, png.height]).toEqual([100, 100])
    expect(await colourAt(png.bytes, 0.5, 0.5)).toBe('255,255,255')
    const webp = await at((await ben.pictures.make({ query: { purpose: 'face' }, body: await aWebp(640, 480) })).sizes!.large)
    expect([webp.width, webp.height, await colourAt(webp.bytes, 0.1, 0.5), await colourAt(webp.bytes, 0.9, 0.5)]).toEqual([320, 320, 'red', 'blue'])
  })

  test('is taken away again', async () => {
    const ben = await aViewer()
    await ben.auth.putFace({ body: { pictureId: await sent(ben, 'face', aPng(100, 100)) } })
    expect((await ben.auth.removeFace()).face).toBeNull()
    expect((await ben.auth.removeFace()).face).toBeNull()
  })
})

test('what is no picture, or none that can be used, is refused in words', async () => {
  const ben = await aViewer()
  const bomb = aPng(100, 100)
  new DataView(bomb.buffer).setUint32(16, 60_000)
  const broken = aPng(100, 100).slice(0, 60)
  const cases: [string, Purpose, Uint8Array<ArrayBuffer>, RegExp][] = [
    ['not_a_picture', 'face', new Uint8Array(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')), /JPEG.*PNG.*WebP/],
    ['not_a_picture', 'face', new Uint8Array(Buffer.from('GIF89a\u0001\u0000')), /neither/],
    ['picture_broken', 'face', broken, /damaged/],
    ['picture_too_small', 'face', aPng(63, 200), /63 × 200.*64 × 64/],
    ['picture_too_small', 'banner', aPng(799, 300), /800 × 160/],
    ['picture_too_large', 'face', bomb, /60000 × 100/],
  ]
  for (const [code, purpose, bytes, sentence] of cases) expect(await refusal(sent(ben, purpose, bytes))).toMatchObject({ status: 400, code, detail: expect.stringMatching(sentence) })
  expect(await refusal(sent(ben, 'face', new Uint8Array(4 * 1024 ** 2 + 1)))).toMatchObject({ status: 413, code: 'body_too_large', detail: expect.stringContaining('4 MB') })
  expect(await refusal(ben.pictures.make({ query: { purpose: 'face' }, body: aPng(99, 99), headers: { 'content-type': 'text/plain' } }))).toMatchObject({ status: 415, code: 'content_type_not_bytes' })
})

test('a picture is its maker\'s, for one purpose, and used once', async () => {
  const [ana, ben] = await Promise.all([aCreator(), aViewer()])
  const pictureId = await sent(ana, 'face', aPng(100, 100))
  const id = ana.channel.id
  expect((await refusal(ben.auth.putFace({ body: { pictureId } }))).code).toBe('picture_not_found')
  expect((await refusal(ana.channels.putBanner({ params: { id }, body: { pictureId } }))).code).toBe('picture_not_found')
  await ana.auth.putFace({ body: { pictureId } })
  expect((await refusal(ana.channels.putFace({ params: { id }, body: { pictureId } }))).code).toBe('picture_not_found')
  const another = await sent(ben, 'face', aPng(100, 100))
  expect((await refusal(ben.channels.putFace({ params: { id }, body: { pictureId: another } }))).code).toBe('not_yours')
  expect((await refusal(ben.channels.removeBanner({ params: { id } }))).code).toBe('not_yours')
})

test('a channel\'s face and banner are seen wherever the channel is', async () => {
  const [ana, ben] = await Promise.all([aCreator(), aViewer()])
  const [film, params] = [await aFilm(ana), { id: ana.channel.id }]
  const { face } = await ana.channels.putFace({ params, body: { pictureId: await sent(ana, 'face', aPng(500, 500)) } })
  const { banner } = await ana.channels.putBanner({ params, body: { pictureId: await sent(ana, 'banner', aPng(2200, 500)) } })
  expect([await at(banner!.large), await at(banner!.small)].map(({ width, height }) => [width, height])).toEqual([[2000, 400], [1000, 200]])
  await ben.channels.follow({ params })
  expect(await aStranger().channels.get({ params: { idOrHandle: ana.channel.handle } })).toMatchObject({ face, banner })
  expect((await ben.channels.follows()).items).toMatchObject([{ id: ana.channel.id, face }])
  await until('the film to carry the face', async () => (await aStranger().videos.get({ params: { id: film.id } })).channel.face?.small === face!.small)
  const { items } = await aStranger().channels.get({ params: { idOrHandle: params.id } }).then(({ id }) => aStranger().videos.browse({ query: { channelId: id } }))
  expect(items).toMatchObject([{ id: film.id, channel: { face } }])
  expect(await ana.channels.removeFace({ params })).toMatchObject({ face: null, banner })
  expect(await ana.channels.removeBanner({ params })).toMatchObject({ face: null, banner: null })
})

describe('the picture of a film', () => {
  test('is one of three of its own until its owner chooses another', async () => {
    const ana = await aCreator()
    const film = await aFilm(ana)
    const params = { id: film.id }
    const { items, making } = await ana.videos.thumbnails({ params })
    expect(items.map(({ from, index, chosen }) => [from, index, chosen])).toEqual([['offered', 0, true], ['offered', 1, false], ['offered', 2, false]])
    expect(making).toBeNull()
    for (const { url } of items) expect((await at(url)).response.status).toBe(200)

    await ana.videos.chooseThumbnail({ params, body: { from: 'offered', index: 2 } })
    const chosen = await until('the poster to change', async () => {
      const { posterUrl } = await aStranger().videos.get({ params })
      return posterUrl !== film.posterUrl && posterUrl
    })
    expect(Buffer.compare((await at(chosen)).bytes, (await at(items[2]!.url)).bytes)).toBe(0)
    expect((await refusal(ana.videos.chooseThumbnail({ params, body: { from: 'own' } }))).code).toBe('no_such_thumbnail')
  })

  test('is any frame that its owner names', async () => {
    const ana = await aCreator()
    const film = await aFilm(ana, { access: 'private', file: 'landscape-360p' })
    const params = { id: film.id }
    const { making } = await ana.videos.chooseThumbnail({ params, body: { from: 'frame', at: 1.5 } })
    expect(making).toEqual({ at: 1.5, failed: false })
    const frame = await until('the frame', async () => (await ana.videos.thumbnails({ params })).items.find(({ from }) => from === 'frame'))
    expect(frame).toMatchObject({ at: 1.5, chosen: true })
    const picture = await at(frame.url)
    expect(picture.width).toBeGreaterThan(0)
    const { posterUrl } = await ana.videos.get({ params })
    expect(Buffer.compare((await at(posterUrl)).bytes, picture.bytes)).toBe(0)
    // What the job made besides goes.
    await until('the rest to go', async () => {
      await theOperator().reconcileAfter(0)
      return (await objectsNamed(film.id)).every(key => !key.includes('-frame/'))
    })
    expect(await refusal(ana.videos.chooseThumbnail({ params, body: { from: 'frame', at: 600 } }))).toMatchObject({ code: 'beyond_the_end', detail: expect.stringMatching(/ends after \d/) })
  })

  test('is a picture of one\'s own, that stays when the film\'s file is replaced, behind a token while the film is private', async () => {
    const [ana, ben] = await Promise.all([aCreator(), aViewer()])
    const id = await uploaded(ana, 'short-clip', { access: 'private' })
    const params = { id }
    const early = await ana.videos.chooseThumbnail({ params, body: { from: 'own', pictureId: await sent(ana, 'thumbnail', await aJpeg(1920, 1080)) } })
    expect(early.items.at(-1)).toMatchObject({ from: 'own', chosen: true })
    const film = await ended(ana, id)
    expect(film.posterUrl).toMatch(/^\/t\/.*\/thumbnails\//)
    const poster = await at(film.posterUrl)
    expect([poster.width, poster.height, await colourAt(poster.bytes, 0.2, 0.5)]).toEqual([1280, 720, 'red'])
    // Without the token there is nothing but the web app.
    expect((await fetch(frontDoor() + film.posterUrl!.replace(/^\/t\/[^/]+/, ''))).headers.get('content-type')).not.toMatch(/image/)

    const { upload } = await ana.videos.replace({ params, body: { file: { name: 'x.mp4', size: 100, type: 'video/mp4' } } })
    expect(upload.partCount).toBe(1)
    await ana.videos.giveUpReplacement({ params })
    const stolen = await sent(ben, 'thumbnail', aPng(320, 180))
    expect((await refusal(ana.videos.chooseThumbnail({ params, body: { from: 'own', pictureId: stolen } }))).code).toBe('picture_not_found')

    await ana.videos.chooseThumbnail({ params, body: { from: 'offered', index: 1 } })
    expect((await ana.videos.chooseThumbnail({ params, body: { from: 'own' } })).items.at(-1)).toMatchObject({ from: 'own', chosen: true })
    expect((await ana.videos.forgetThumbnail({ params })).items.map(({ from, chosen }) => [from, chosen])).toEqual([['offered', true], ['offered', false], ['offered', false]])
  })

  test('is chosen by its owner only', async () => {
    const [ana, ben] = await Promise.all([aCreator(), aViewer()])
    const params = { id: (await aFilm(ana)).id }
    for (const attempt of [() => ben.videos.thumbnails({ params }), () => ben.videos.chooseThumbnail({ params, body: { from: 'offered', index: 1 } }), () => ben.videos.forgetThumbnail({ params })]) expect((await refusal(attempt())).code).toBe('video_not_found')
  })
})

test('pictures that nobody uses any more go after an hour, those in use stay', async () => {
  const ben = await aViewer()
  const [unused, first, second, thumbnail] = [await sent(ben, 'face', aPng(100, 100)), await sent(ben, 'face', aPng(100, 100)), await sent(ben, 'face', aPng(100, 100)), await sent(ben, 'thumbnail', aPng(320, 180))]
  await ben.auth.putFace({ body: { pictureId: first } })
  await ben.auth.putFace({ body: { pictureId: second } })
  const left = async () => (await Promise.all([unused, first, second, thumbnail].map(objectsNamed))).map(keys => keys.length)
  expect(await left()).toEqual([2, 2, 2, 1])
  await theOperator().bringForward('pictures-every-hour-sweep')
  expect(await left()).toEqual([2, 2, 2, 1])
  await theOperator().bringForward('pictures-every-hour-sweep', 7200)
  expect(await left()).toEqual([0, 0, 2, 0])
})

test('whoever leaves takes their pictures, those that wait to be used, and their channel\'s along', async () => {
  const ana = await aCreator('Leaving With Pictures')
  const [face, banner, waiting] = [await sent(ana, 'face', aPng(100, 100)), await sent(ana, 'banner', aPng(1000, 200)), await sent(ana, 'thumbnail', aPng(320, 180))]
  await ana.auth.putFace({ body: { pictureId: face } })
  await ana.channels.putBanner({ params: { id: ana.channel.id }, body: { pictureId: banner } })
  await ana.auth.eraseAccount({ body: { password: ana.password } })
  const left = async () => (await Promise.all([face, banner, waiting].map(objectsNamed))).flat()
  expect(await left()).toHaveLength(5)
  await until('the pictures to go', async () => (await left()).length === 0, { seconds: 60 })
  expect(await left()).toEqual([])
})
