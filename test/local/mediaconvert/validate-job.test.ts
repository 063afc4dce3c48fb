import { describe, expect, it } from 'vitest'
import { validateJob } from '../../../local/mediaconvert/validate-job.ts'
import type { CreateJobRequest, Output } from '../../../local/mediaconvert/wire.ts'

const picture: Output = { nameModifier: '_360p', containerSettings: { container: 'CMFC' }, videoDescription: { height: 360, codecSettings: { codec: 'H_264', h264Settings: { rateControlMode: 'QVBR', maxBitrate: 1_000_000 } } } }
const sound: Output = { nameModifier: '_en', containerSettings: { container: 'CMFC' }, audioDescriptions: [{ audioSourceName: 'a1', codecSettings: { codec: 'AAC', aacSettings: { bitrate: 128_000, codingMode: 'CODING_MODE_2_0', sampleRate: 48_000 } } }] }
const withOutputs = (...outputs: Output[]): CreateJobRequest => ({
  role: 'arn:aws:iam::000000000000:role/encoder',
  settings: {
    inputs: [{ fileInput: 's3://uploads/source.mp4', audioSelectors: { a1: { tracks: [1] } } }],
    outputGroups: [{ outputGroupSettings: { type: 'CMAF_GROUP_SETTINGS', cmafGroupSettings: { destination: 's3://films/v/film', segmentLength: 6, fragmentLength: 2 } }, outputs }],
  },
})
const h264 = (h264Settings: object): Output => ({ ...picture, videoDescription: { height: 360, codecSettings: { codec: 'H_264', h264Settings } } })
const sized = (size: object): Output => ({ ...picture, videoDescription: { ...picture.videoDescription, ...size } })
const good = withOutputs(picture, sound)
const validate = (request: CreateJobRequest) => () => validateJob(request, queue => queue === 'Default')

describe('a request', () => {
  it('that is right passes', () => expect(validate(good)).not.toThrow())

  it.each<[string, CreateJobRequest, RegExp]>([
    ['without a role', { ...good, role: undefined as never }, /\/role: is a required property/],
    ['with a role that is none', { ...good, role: 'encoder' }, /\/role: should be the ARN/],
    ['without inputs', { ...good, settings: { ...good.settings!, inputs: [] } }, /\/settings\/inputs: is a required property/],
    ['without outputs', { ...good, settings: { ...good.settings!, outputGroups: [] } }, /\/settings\/outputGroups: is a required property/],
    ['for a queue that is not there', { ...good, queue: 'fast' }, /There is no queue fast/],
    ['with an input of the web', { ...good, settings: { ...good.settings!, inputs: [{ fileInput: 'https://example.org/a.mp4' }] } }, /fileInput: should be s3/],
    ['of too high a priority', { ...good, priority: 51 }, /\/priority: should be at least -50 and at most 50/],
    ['with an interval that is not offered', { ...good, statusUpdateInterval: 'SECONDS_11' }, /statusUpdateInterval: should be one of/],
    ['with too much metadata', { ...good, userMetadata: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`k${n}`, 'v'])) }, /at most 10 entries/],
    ['with too long metadata', { ...good, userMetadata: { k: 'v'.repeat(257) } }, /at most 128 and a value of at most 256/],
    ['for QVBR without a ceiling', withOutputs(h264({ rateControlMode: 'QVBR' })), /h264Settings\/maxBitrate: is a required property/],
    ['for QVBR of a quality beyond ten', withOutputs(h264({ rateControlMode: 'QVBR', maxBitrate: 1e6, qvbrSettings: { qvbrQualityLevel: 11 } })), /qvbrQualityLevel: should be at least 1 and at most 10/],
    ['for CBR without a rate', withOutputs(h264({ rateControlMode: 'CBR' })), /bitrate: is a required property/],
    ['of an odd height', withOutputs(sized({ height: 361 })), /361 is odd/],
    ['larger than a frame may be', withOutputs(sized({ width: 8194 })), /width: should be at least 32 and at most 8192/],
    ['in another container', withOutputs({ ...picture, containerSettings: { container: 'MP4' } }), /must use the container CMFC/],
    ['with two media in one output', withOutputs({ ...picture, audioDescriptions: sound.audioDescriptions! }), /exactly one media type/],
    ['for nothing but still pictures', { ...good, settings: { ...good.settings!, outputGroups: [{ outputGroupSettings: { type: 'FILE_GROUP_SETTINGS', fileGroupSettings: { destination: 's3://films/v/poster' } }, outputs: [{ containerSettings: { container: 'RAW' }, videoDescription: { height: 360, codecSettings: { codec: 'FRAME_CAPTURE' } } }] }] } }, /at least one output that is not a frame capture/],
    ['with two outputs of one name', withOutputs(picture, picture), /Duplicate name modifier "_360p"/],
    ['with a sound that nobody selects', withOutputs({ ...sound, audioDescriptions: [{ ...sound.audioDescriptions![0]!, audioSourceName: 'a2' }] }), /There is no audio selector \[a2\]/],
    ['for what only AWS does', withOutputs({ ...picture, videoDescription: { height: 360, codecSettings: { codec: 'H_265' } } }), /H_265 is valid on AWS, but the local cloud does not do it/],
    ['with captions', { ...good, settings: { ...good.settings!, inputs: [{ ...good.settings!.inputs![0]!, captionSelectors: { en: {} } }] } }, /caption selector is valid on AWS/],
  ])('%s is refused', (_, request, message) => expect(validate(request)).toThrow(message))

  it('hears of everything that is wrong at once', () => expect(validate({ ...withOutputs(sized({ height: 361 })), role: '', priority: 99 })).toThrow(/\/role.*\/priority.*361 is odd/))
})
