/** What plays when the engine is done, read back as a player would. */
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startEngine } from '../../../local/mediaconvert/engine/start-engine.ts'
import { media } from '../../support/media/media.ts'
import type { MediaName } from '../../support/media/media.ts'
import { byHeight, byWidth, encodeLadder, english, rung, sizesOf, still, temporaryFolder } from './engine-jobs.ts'
import { demuxRendition, playRendition, tagsOf } from './renditions.ts'
import type { PlayedRendition } from './renditions.ts'

describe('a ladder', () => {
  it('is one set of segments, cut at the same key frames in every rung, that HLS and DASH both open', async () => {
    const { folder, answer } = await encodeLadder(await media('ntsc-rate'), { video: [byHeight(180), byHeight(144), byHeight(96)], audio: [english] })
    expect(answer.kind).toBe('encoded')
    const names = ['film_180p.m3u8', 'film_144p.m3u8', 'film_96p.m3u8', 'film_en.m3u8']
    const [sound, ...rungs] = names.map(name => playRendition(folder, name)).toReversed() as [PlayedRendition, ...PlayedRendition[]]
    expect(await Promise.all(names.map(name => demuxRendition(folder, name)))).toMatchObject([{ codec: 'h264', video: { height: 180 } }, { codec: 'h264', video: { height: 144 } }, { codec: 'h264', video: { height: 96 } }, { codec: 'aac', audio: { channels: 2, sampleRate: 48_000 } }])
    const frame = 1001 / 30000
    for (const played of rungs) {
      expect([played.samples, played.firstSeconds]).toEqual([420, 0])
      expect(Math.abs(played.endSeconds - 14.014)).toBeLessThan(frame)
      expect(played.keyFrames).toEqual(rungs[0]!.keyFrames)
      expect(played.segments).toEqual(rungs[0]!.segments)
      expect(played.segments.every(({ startsWithKey }) => startsWithKey)).toBe(true)
    }
    // 60 frames of 1001/30000 s make a GOP, three GOPs a segment.
    expect(rungs[0]!.segments.map(({ seconds }) => seconds)).toEqual([6.006, 6.006, 2.002])
    expect(rungs[0]!.keyFrames.map(at => Math.round(at * 1000))).toEqual([0, 2002, 4004, 6006, 8008, 10010, 12012])
    expect(sound.firstSeconds).toBe(0)
    expect(Math.abs(sound.endSeconds - 14)).toBeLessThan(frame)
    for (const [index, { firstSeconds }] of sound.segments.entries()) expect(Math.abs(firstSeconds - rungs[0]!.segments[index]!.firstSeconds)).toBeLessThan(frame)
  })

  it('has a master playlist that tells size, rate, codecs and sound of each variant', async () => {
    const { folder } = await encodeLadder(await media('landscape-360p'), { video: [byHeight(180), byHeight(96)], audio: [english] })
    const master = readFileSync(join(folder, 'film.m3u8'), 'utf8')
    expect(master).toMatch(/^#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n/)
    expect(tagsOf(master, 'EXT-X-MEDIA').map(({ attributes }) => attributes)).toEqual([{ 'TYPE': 'AUDIO', 'GROUP-ID': 'sound', 'LANGUAGE': 'en', 'NAME': 'English', 'AUTOSELECT': 'YES', 'DEFAULT': 'YES', 'CHANNELS': '2', 'URI': 'film_en.m3u8' }])
    const variants = tagsOf(master, 'EXT-X-STREAM-INF')
    expect(variants.map(({ next }) => next)).toEqual(['film_180p.m3u8', 'film_96p.m3u8'])
    expect(variants.map(({ attributes }) => [attributes['RESOLUTION'], attributes['FRAME-RATE'], attributes['AUDIO']])).toEqual([['320x180', '30.000', 'sound'], ['170x96', '30.000', 'sound']])
    for (const { attributes } of variants) {
      expect(attributes['CODECS']).toMatch(/^avc1\.4d40[0-9a-f]{2},mp4a\.40\.2$/)
      expect(Number(attributes['BANDWIDTH'])).toBeGreaterThanOrEqual(Number(attributes['AVERAGE-BANDWIDTH']))
    }
    const { MPD: mpd } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray: name => ['AdaptationSet', 'Representation', 'S'].includes(name) }).parse(readFileSync(join(folder, 'film.mpd'), 'utf8'))
    const representations = mpd.Period.AdaptationSet.flatMap((set: { Representation: object[] }) => set.Representation)
    expect(mpd.mediaPresentationDuration).toBe('PT4.000S')
    expect(representations.map((r: any) => [r.width, r.height, r.SegmentTemplate.initialization, r.SegmentTemplate.media])).toEqual([
      ['320', '180', 'film_180pinit.cmfv', 'film_180p_$Number%09d$.cmfv'],
      ['170', '96', 'film_96pinit.cmfv', 'film_96p_$Number%09d$.cmfv'],
      [undefined, undefined, 'film_eninit.cmfa', 'film_en_$Number%09d$.cmfa'],
    ])
  })

  it('keeps a ceiling on the bit rate', async () => {
    const { folder } = await encodeLadder(await media('landscape-360p'), { video: [{ ...byHeight(180), rate: { mode: 'quality', level: 10, maxBitrate: 150_000, bufferBits: null } }] })
    const [{ attributes } = { attributes: {} as Record<string, string> }] = tagsOf(readFileSync(join(folder, 'film.m3u8'), 'utf8'), 'EXT-X-STREAM-INF')
    expect(Number(attributes['AVERAGE-BANDWIDTH'])).toBeLessThan(150_000 * 1.25)
  })
})

describe('whatever people upload', () => {
  it('stands upright: a phone held sideways, a camera upside down', async () => {
    const [phone, upsideDown] = await Promise.all([
      encodeLadder(await media('portrait-phone'), { video: [byWidth(144), byWidth(96)], audio: [english], captures: [{ ...still, size: { width: 90, height: null, behaviour: 'fit' } }] }),
      encodeLadder(await media('upside-down'), { video: [byHeight(144)] }),
    ])
    expect(sizesOf(phone.answer)).toEqual(['144x256', '96x170', '90x160'])
    expect(sizesOf(upsideDown.answer)).toEqual(['256x144'])
  })

  it.each<[MediaName, string[]]>([['avi-4x3', ['192x144']], ['webm-vp9', ['256x144']], ['odd-dimensions', ['256x144']], ['short-clip', ['256x144']], ['surround', ['256x144']]])('%s becomes an even-sized rung with stereo sound', async (name, sizes) => {
    const { folder, answer } = await encodeLadder(await media(name), { video: [byHeight(144)], audio: [english] })
    expect(sizesOf(answer)).toEqual(sizes)
    const [picture, sound] = ['film_144p.m3u8', 'film_en.m3u8'].map(playlist => playRendition(folder, playlist))
    expect(picture!.firstSeconds).toBe(0)
    expect(Math.abs(picture!.endSeconds - sound!.endSeconds)).toBeLessThan(0.1)
  })

  it('may be silent, or nothing but sound', async () => {
    const [silent, spoken] = await Promise.all([encodeLadder(await media('no-audio'), { video: [byHeight(144)] }), encodeLadder(await media('audio-only'), { audio: [english] })])
    expect(silent.answer.kind).toBe('encoded')
    expect(readFileSync(join(silent.folder, 'film.m3u8'), 'utf8')).not.toMatch(/AUDIO|mp4a/)
    expect(tagsOf(readFileSync(join(spoken.folder, 'film.m3u8'), 'utf8'), 'EXT-X-STREAM-INF')).toMatchObject([{ attributes: { CODECS: 'mp4a.40.2' }, next: 'film_en.m3u8' }])
  })

  it('fits, fills or is stretched when both sides are given', async () => {
    const { answer } = await encodeLadder(await media('no-audio'), { video: (['fit', 'fill', 'stretch'] as const).map(behaviour => rung(`_${behaviour}`, { width: 128, height: 128, behaviour })) })
    expect(sizesOf(answer)).toEqual(['128x128', '128x128', '128x128'])
  })

  it('gives stills at their times and no more than asked', async () => {
    const { folder, answer } = await encodeLadder(await media('landscape-360p'), { captures: [still] })
    expect(answer).toMatchObject({ groups: [{ files: ['poster.0000000.jpg', 'poster.0000001.jpg'], outputs: [{ width: 160, height: 90, files: ['poster.0000001.jpg'] }] }] })
    expect([...readFileSync(join(folder, 'poster.0000001.jpg')).subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff])
  })
})

describe('what is no film', () => {
  it.each<[MediaName, string]>([['text', 'unreadable'], ['empty', 'unreadable'], ['picture', 'unreadable'], ['headless', 'unreadable'], ['dash-manifest', 'unreadable'], ['truncated', 'truncated']])('%s fails as %s', async (name, code) => {
    const { answer } = await encodeLadder(await media(name), { video: [byHeight(144)] })
    expect(answer).toMatchObject({ kind: 'failed', code })
  })

  it('a track that is not there is named', async () => {
    const [noSound, noPicture] = await Promise.all([encodeLadder(await media('no-audio'), { video: [byHeight(144)], audio: [english] }), encodeLadder(await media('audio-only'), { video: [byHeight(144)] })])
    expect(noSound.answer).toEqual({ kind: 'failed', code: 'no-track', message: 'Audio track [1] not found' })
    expect(noPicture.answer).toEqual({ kind: 'failed', code: 'no-track', message: 'Video track [1] not found' })
  })

  it('a playlist, script or session description named .mp4 makes the engine fetch nothing', async () => {
    const fetched: string[] = []
    const server = createServer((request, response) => { fetched.push(request.url!); response.end() })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret`
    const folder = temporaryFolder()
    const inside = await media('no-audio')
    const traps = {
      hls: `#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\n${address}.ts\n#EXT-X-ENDLIST\n`,
      hlsOfFile: `#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXT-X-MAP:URI="${inside}"\n#EXTINF:6,\n${inside}\n#EXT-X-ENDLIST\n`,
      concat: `ffconcat version 1.0\nfile ${address}.mp4\n`,
      concatOfFile: `ffconcat version 1.0\nfile '${inside}'\n`,
      dash: `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT6S"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>${address}</BaseURL><SegmentBase/></Representation></AdaptationSet></Period></MPD>`,
      sdp: 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\na=rtpmap:96 H264/90000\n',
    }
    await Promise.all(Object.entries(traps).map(async ([name, text]) => {
      const input = join(folder, `${name}.mp4`)
      writeFileSync(input, text)
      expect(await startEngine({ task: 'probe', input }), name).toMatchObject({ kind: 'failed', code: 'unreadable' })
    }))
    expect(fetched).toEqual([])
  })
})

describe('the process', () => {
  it('ends when it is told to', async () => {
    const abort = new AbortController()
    const folder = temporaryFolder()
    const running = startEngine({ task: 'encode', input: await media('landscape-360p'), directory: folder, rotate: 'auto', groups: [{ kind: 'cmaf', folder: '', base: 'film', segmentSeconds: 6, hls: true, dash: true, video: [byHeight(360)], audio: [] }] }, {
      signal: abort.signal,
      onMessage: message => { if (message.kind === 'source') abort.abort(new Error('enough')) },
    })
    await expect(running).rejects.toThrow('enough')
  })
})
