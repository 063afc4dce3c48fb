/** MediaConvert through the real SDK, signatures and policies included. */
import { CancelJobCommand, CreateJobCommand, GetJobCommand, GetQueueCommand, ListJobsCommand, ListQueuesCommand, ProbeCommand, TagResourceCommand } from '@aws-sdk/client-mediaconvert'
import { cpSync } from 'node:fs'
import { basename } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { jobRequest } from './job-requests.ts'
import { mediaHouse, newStateDir, queueArn, roleArn } from './media-house.ts'

let house: Awaited<ReturnType<typeof mediaHouse>>
beforeAll(async () => { house = await mediaHouse() })
afterAll(() => house?.stop())

const encoder = roleArn('encoder')
const start = async (request: ReturnType<typeof jobRequest>, as: string | undefined = 'videos') => (await house.client(as).send(new CreateJobCommand({ Queue: queueArn, ...request }))).Job!

describe('a job', () => {
  it('reads as its role, writes a playable film, and tells the bus on the way', async () => {
    const input = await house.upload('one/source.mp4', 'landscape-360p')
    const job = await start(jobRequest({ role: encoder, input, output: 's3://films/v/one/film', heights: [144, 96], poster: true }, { UserMetadata: { videoId: 'vid_1' } }))
    expect(job).toMatchObject({ Status: 'SUBMITTED', Queue: queueArn, UserMetadata: { videoId: 'vid_1' }, Settings: { Inputs: [{ FileInput: input }] } })
    expect(job.Arn).toBe(`arn:aws:mediaconvert:us-east-1:000000000000:jobs/${job.Id}`)

    const done = await house.over(job.Id!)
    expect(done).toMatchObject({ Status: 'COMPLETE', OutputGroupDetails: [{ OutputDetails: [{ DurationInMs: 4000, VideoDetails: { WidthInPx: 256, HeightInPx: 144 } }, { DurationInMs: 4000 }, { DurationInMs: 4000 }] }, { OutputDetails: [{ VideoDetails: { WidthInPx: 160, HeightInPx: 90 } }] }] })
    expect(done.Timing!.FinishTime!.getTime()).toBeGreaterThanOrEqual(done.CreatedAt!.getTime())
    expect(house.films().filter(key => key.startsWith('v/one/')).toSorted()).toEqual([
      'film-poster.0000000.jpg', 'film-poster.0000001.jpg', 'film.m3u8', 'film.mpd', 'film_144p.m3u8', 'film_144p_000000001.cmfv', 'film_144pinit.cmfv',
      'film_96p.m3u8', 'film_96p_000000001.cmfv', 'film_96pinit.cmfv', 'film_en.m3u8', 'film_en_000000001.cmfa', 'film_eninit.cmfa',
    ].map(name => `v/one/${name}`))
    expect(await house.cloud.use('s3').head('films', 'v/one/film.m3u8', { kind: 'operator', principal: 'operator' })).toMatchObject({ contentType: 'application/vnd.apple.mpegurl' })

    expect(house.statusesOf(job.Id!).filter(status => status !== 'STATUS_UPDATE')).toEqual(['PROGRESSING', 'INPUT_INFORMATION', 'COMPLETE'])
    expect(house.heard.find(({ jobId, status }) => jobId === job.Id && status === 'COMPLETE')).toMatchObject({
      source: 'aws.mediaconvert', detailType: 'MediaConvert Job State Change',
      detail: {
        accountId: '000000000000', queue: queueArn, userMetadata: { videoId: 'vid_1' },
        outputGroupDetails: [
          { type: 'CMAF_GROUP', playlistFilePaths: ['s3://films/v/one/film.mpd', 's3://films/v/one/film.m3u8'], outputDetails: [{ durationInMs: 4000, videoDetails: { widthInPx: 256, heightInPx: 144 } }, {}, {}] },
          { type: 'FILE_GROUP', outputDetails: [{ outputFilePaths: ['s3://films/v/one/film-poster.0000001.jpg'] }] },
        ],
      },
    })
  })

  it('is the same job when its token comes again', async () => {
    const request = jobRequest({ role: encoder, input: await house.upload('two/source.mp4', 'short-clip'), output: 's3://films/v/two/film' }, { ClientRequestToken: 'claim-2' })
    const [first, second] = [await start(request), await start(request)]
    expect(second.Id).toBe(first.Id)
    expect(await house.over(first.Id!)).toMatchObject({ Status: 'COMPLETE' })
  })

  it('takes its base name from the source when the destination is a folder', async () => {
    const { Id } = await start(jobRequest({ role: encoder, input: await house.upload('three/holiday.mp4', 'no-audio'), output: 's3://films/v/three/', sound: false }))
    expect(await house.over(Id!)).toMatchObject({ Status: 'COMPLETE' })
    expect(house.films()).toEqual(expect.arrayContaining(['v/three/holiday.m3u8', 'v/three/holiday_96p.m3u8']))
  })

  it.each([
    ['has no sound where sound was asked for', 'no-audio', 'encoder', 's3://films/v/bad/film', 1022, /Audio track \[1\] not found/],
    ['is no film', 'text', 'encoder', 's3://films/v/bad/film', 1040, /Unable to open input file \[s3:\/\/uploads\/bad/],
    ['is a playlist in disguise', 'hls-playlist', 'encoder', 's3://films/v/bad/film', 1040, /Unable to open input file/],
    ['may not be read by its role', 'short-clip', 'blind', 's3://films/v/bad/film', 1401, /s3:GetObject/],
    ['may not write its films', 'short-clip', 'mute', 's3://films/v/bad/film', 1401, /s3:PutObject/],
    ['may not write just there', 'short-clip', 'encoder', 's3://films/elsewhere/film', 1401, /s3:PutObject/],
    ['has a role that trusts another service', 'short-clip', 'stranger', 's3://films/v/bad/film', 1401, /AssumeRole failed/],
  ] as const)('ends as ERROR when it %s', async (title, name, role, output, code, message) => {
    const { Id } = await start(jobRequest({ role: roleArn(role), input: await house.upload(`bad/${title}.mp4`, name), output }))
    expect(await house.over(Id!)).toMatchObject({ Status: 'ERROR', ErrorCode: code, ErrorMessage: expect.stringMatching(message) })
    expect(house.heard.findLast(({ jobId }) => jobId === Id)).toMatchObject({ status: 'ERROR', detail: { errorCode: code } })
    expect(house.films().filter(key => key.includes('bad/') || key.includes('elsewhere/'))).toEqual([])
  })

  it('ends as ERROR when its input is gone', async () => {
    const { Id } = await start(jobRequest({ role: encoder, input: 's3://uploads/nothing/here.mp4', output: 's3://films/v/bad/film' }))
    expect(await house.over(Id!)).toMatchObject({ Status: 'ERROR', ErrorMessage: expect.stringContaining('s3://uploads/nothing/here.mp4') })
  })

  it('is cancelled while it waits and while it runs, once', async () => {
    const input = await house.upload('four/source.mp4', 'landscape-360p')
    const [runs, waits] = [await start(jobRequest({ role: encoder, input, output: 's3://films/v/four/a', heights: [360, 240] })), await start(jobRequest({ role: encoder, input, output: 's3://films/v/four/b' }))]
    await expect.poll(() => house.statusesOf(runs.Id!), { interval: 10, timeout: 10_000 }).toContain('INPUT_INFORMATION')
    await house.client('videos').send(new CancelJobCommand({ Id: waits.Id! }))
    await house.client('videos').send(new CancelJobCommand({ Id: runs.Id! }))
    expect([(await house.over(runs.Id!)).Status, (await house.over(waits.Id!)).Status]).toEqual(['CANCELED', 'CANCELED'])
    expect(house.statusesOf(waits.Id!)).toEqual(['CANCELED'])
    expect(house.statusesOf(runs.Id!)).not.toContain('COMPLETE')
    expect(house.films().filter(key => key.startsWith('v/four/'))).toEqual([])
    await expect(house.client('videos').send(new CancelJobCommand({ Id: runs.Id! }))).rejects.toMatchObject({ name: 'ConflictException' })
  })

  it('begins again after the process was killed in the middle of it', async () => {
    const first = await mediaHouse()
    onTestFinished(() => first.stop())
    const input = await first.upload('five/source.mp4', 'landscape-360p')
    const send = async (output: string) => (await first.client('videos').send(new CreateJobCommand({ Queue: queueArn, ...jobRequest({ role: encoder, input, output, heights: [360, 240] }) }))).Job!.Id!
    const ids = [await send('s3://films/v/five/a'), await send('s3://films/v/five/b')]
    await expect.poll(() => first.statusesOf(ids[0]!), { interval: 5, timeout: 10_000 }).toContain('INPUT_INFORMATION')
    // The disk as a kill would leave it at this moment: nothing is flushed on a way out.
    const afterKill = newStateDir()
    cpSync(first.stateDir, afterKill, { recursive: true, filter: path => basename(path) !== 'pid' })
    await first.stop()

    const second = await mediaHouse(afterKill)
    onTestFinished(() => second.stop())
    const jobs = [await second.over(ids[0]!), await second.over(ids[1]!)]
    expect(jobs.map(({ Status }) => Status)).toEqual(['COMPLETE', 'COMPLETE'])
    expect(jobs[0]!.RetryCount).toBe(1)
    expect(second.films()).toEqual(expect.arrayContaining(['v/five/a.m3u8', 'v/five/b.m3u8']))
  })
})

describe('who may', () => {
  it('start a job: only who may use the queue and pass the role', async () => {
    const request = jobRequest({ role: encoder, input: 's3://uploads/x.mp4', output: 's3://films/v/x/film' })
    await expect(start(request, 'passless')).rejects.toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining('iam:PassRole') })
    await expect(start({ ...request, Queue: 'Default' })).rejects.toMatchObject({ message: expect.stringContaining('mediaconvert:CreateJob on resource: arn:aws:mediaconvert:us-east-1:000000000000:queues/Default') })
    await expect(start(request, 'encoder')).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })

  it('list jobs: nobody to whom it was not granted', async () => {
    await expect(house.client('videos').send(new ListJobsCommand({}))).rejects.toMatchObject({ message: expect.stringContaining('mediaconvert:ListJobs') })
  })

  it('probe: the caller reads the object itself', async () => {
    const FileUrl = await house.upload('probe/private.mp4', 'short-clip')
    await expect(house.client('passless').send(new ProbeCommand({ InputFiles: [{ FileUrl }] }))).rejects.toMatchObject({ name: 'ForbiddenException', message: expect.stringContaining('s3:GetObject') })
  })
})

describe('a probe', () => {
  const probe = async (name: Parameters<typeof house.upload>[1]) => (await house.client('videos').send(new ProbeCommand({ InputFiles: [{ FileUrl: await house.upload(`probe/${name}`, name) }] }))).ProbeResults![0]!

  it('tells container, tracks, size and rotation', async () => {
    expect(await probe('portrait-phone')).toMatchObject({
      Container: {
        Format: 'quicktime', Duration: 2,
        Tracks: [
          { Index: 1, TrackType: 'video', Codec: 'AVC', VideoProperties: { Width: 640, Height: 360, Rotation: 90, BitDepth: 8, FrameRate: { Numerator: 30, Denominator: 1 }, SampleAspectRatio: { Numerator: 1, Denominator: 1 }, DisplayAspectRatio: { Numerator: 16, Denominator: 9 } } },
          { Index: 2, TrackType: 'audio', Codec: 'AAC', AudioProperties: { Channels: 1, SampleRate: 44_100 } },
        ],
      },
      Metadata: { FileSize: expect.any(Number), ETag: expect.any(String) },
      TrackMappings: [{ VideoTrackIndexes: [1], AudioTrackIndexes: [2], DataTrackIndexes: [] }],
    })
  })

  it.each([['webm-vp9', 'webm', ['VP9', 'OPUS']], ['avi-4x3', 'avi', ['MP4V', 'MP3']], ['audio-only', 'mp4', ['AAC']], ['odd-dimensions', 'mp4', ['MP4V', 'AAC']]] as const)('knows %s', async (name, format, codecs) => {
    const { Container } = await probe(name)
    expect([Container!.Format, Container!.Tracks!.map(({ Codec }) => Codec)]).toEqual([format, codecs])
  })

  it.each(['text', 'empty', 'picture', 'hls-playlist', 'concat-script', 'headless'] as const)('refuses %s', async name => {
    await expect(probe(name)).rejects.toMatchObject({ name: 'BadRequestException', message: expect.stringContaining('Unable to probe') })
  })

  it('says so when there is nothing', async () => {
    await expect(house.client('videos').send(new ProbeCommand({ InputFiles: [{ FileUrl: 's3://uploads/nothing.mp4' }] }))).rejects.toMatchObject({ name: 'NotFoundException' })
  })
})

describe('the lists', () => {
  it('give jobs page by page, of one status', async () => {
    const { Jobs = [], NextToken } = await house.client().send(new ListJobsCommand({ MaxResults: 1, Status: 'COMPLETE', Queue: queueArn }))
    expect(Jobs).toHaveLength(1)
    const next = await house.client().send(new ListJobsCommand({ MaxResults: 1, Status: 'COMPLETE', NextToken }))
    expect(next.Jobs![0]!.Id).not.toBe(Jobs[0]!.Id)
    expect(house.cloud.use('jobs').list().find(({ id }) => id === Jobs[0]!.Id)).toMatchObject({ status: 'COMPLETE', percent: 100, queue: 'house' })
  })

  it('give the queue everybody has and our own', async () => {
    const { Queues = [] } = await house.client().send(new ListQueuesCommand({}))
    expect(Queues.map(({ Name, Type }) => [Name, Type])).toEqual([['Default', 'SYSTEM'], ['house', 'CUSTOM']])
    expect((await house.client().send(new GetQueueCommand({ Name: 'house' }))).Queue).toMatchObject({ Arn: queueArn, PricingPlan: 'ON_DEMAND' })
  })

  it('know nothing of a job that never was', async () => {
    await expect(house.client('videos').send(new GetJobCommand({ Id: '1-abc' }))).rejects.toMatchObject({ name: 'NotFoundException' })
    await expect(house.client('videos').send(new TagResourceCommand({ Arn: 'arn:aws:mediaconvert:us-east-1:000000000000:jobs/1-abc', Tags: { a: 'b' } }))).rejects.toMatchObject({ name: 'NotFoundException' })
  })
})
