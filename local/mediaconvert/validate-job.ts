/** What MediaConvert refuses at once, before a job exists. Everything else is found out when the job runs. */
import { Problems } from './problems.ts'
import { validateOutputGroup } from './validate-outputs.ts'
import type { CreateJobRequest, Input } from './wire.ts'

/** Seconds between two STATUS_UPDATE events that a job may ask for. */
export const statusUpdateIntervals = [10, 12, 15, 20, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600]
const roleArn = /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/.+$/
const s3Object = /^s3:\/\/[^/]+\/.*[^/]$/

/** Throws BadRequestException naming every problem by its path. */
export function validateJob(request: CreateJobRequest, queueExists: (queue: string) => boolean): void {
  const problems = new Problems()
  if (problems.required('/role', request.role) && !roleArn.test(request.role!)) problems.add('/role', 'should be the ARN of an IAM role')
  if (request.queue !== undefined && !queueExists(request.queue)) problems.add('/queue', `There is no queue ${request.queue}`)
  if (request.jobTemplate !== undefined) problems.unsupported('/jobTemplate', 'A job template')
  problems.between('/priority', request.priority, -50, 50)
  problems.oneOf('/statusUpdateInterval', request.statusUpdateInterval, statusUpdateIntervals.map(seconds => `SECONDS_${seconds}`))
  validateUserMetadata(request.userMetadata ?? {}, problems)
  const { inputs, outputGroups } = request.settings ?? {}
  if (problems.required('/settings', request.settings)) {
    problems.required('/settings/inputs', inputs)
    problems.required('/settings/outputGroups', outputGroups)
  }
  if ((inputs?.length ?? 0) > 1) problems.unsupported('/settings/inputs', 'More than one input')
  inputs?.forEach((input, index) => validateInput(input, `/settings/inputs/${index}`, problems))
  const selectors = new Set(inputs?.flatMap(input => Object.keys(input.audioSelectors ?? {})))
  outputGroups?.forEach((group, index) => validateOutputGroup(group, `/settings/outputGroups/${index}`, selectors, problems))
  const outputs = outputGroups?.flatMap(group => group.outputs ?? []) ?? []
  if (outputs.length > 0 && outputs.every(({ videoDescription }) => videoDescription?.codecSettings?.codec === 'FRAME_CAPTURE'))
    problems.add('/settings/outputGroups', 'A job needs at least one output that is not a frame capture')
  problems.throwIfAny()
}

function validateUserMetadata(metadata: Readonly<Record<string, string>>, problems: Problems): void {
  if (Object.keys(metadata).length > 10) problems.add('/userMetadata', 'should have at most 10 entries')
  for (const [key, value] of Object.entries(metadata)) {
    if (typeof value !== 'string') problems.add(`/userMetadata/${key}`, 'should be a string')
    else if (key.length > 128 || value.length > 256) problems.add(`/userMetadata/${key}`, 'has a key of at most 128 and a value of at most 256 characters')
  }
}

/** One piece, of the pictures alone: what taking a frame needs. */
function validateClippings({ inputClippings = [], audioSelectors = {}, timecodeSource }: Input, path: string, problems: Problems): void {
  if (inputClippings.length === 0) return
  if (inputClippings.length > 1) problems.unsupported(`${path}/inputClippings`, 'More than one clipping')
  if (Object.keys(audioSelectors).length > 0) problems.unsupported(`${path}/inputClippings`, 'Clipping of sound')
  if (timecodeSource !== 'ZEROBASED') problems.unsupported(`${path}/timecodeSource`, 'Clipping by the timecode of the source')
  for (const [index, clipping] of inputClippings.entries()) {
    for (const name of ['startTimecode', 'endTimecode'] as const) {
      const at = `${path}/inputClippings/${index}/${name}`
      if (problems.required(at, clipping[name]) && !/^\d{2}:[0-5]\d:[0-5]\d[:;]\d{2}$/.test(clipping[name]!)) problems.add(at, 'should be HH:MM:SS:FF or HH:MM:SS;FF')
    }
    if (clipping.startTimecode! > clipping.endTimecode!) problems.add(`${path}/inputClippings/${index}`, 'The start timecode is after the end timecode')
  }
}

function validateInput(input: Input, path: string, problems: Problems): void {
  if (problems.required(`${path}/fileInput`, input.fileInput) && !s3Object.test(input.fileInput!)) problems.add(`${path}/fileInput`, 'should be s3://bucket/key')
  problems.oneOf(`${path}/videoSelector/rotate`, input.videoSelector?.rotate, ['DEGREE_0', 'DEGREES_90', 'DEGREES_180', 'DEGREES_270', 'AUTO'])
  validateClippings(input, path, problems)
  if (Object.keys(input.captionSelectors ?? {}).length > 0) problems.unsupported(`${path}/captionSelectors`, 'A caption selector')
  for (const [name, selector] of Object.entries(input.audioSelectors ?? {})) {
    const at = `${path}/audioSelectors/${name}`
    if (selector.selectorType !== undefined && selector.selectorType !== 'TRACK') problems.unsupported(`${at}/selectorType`, selector.selectorType)
    if ((selector.tracks?.length ?? 0) > 1) problems.unsupported(`${at}/tracks`, 'Mixing several tracks')
    for (const track of selector.tracks ?? []) if (!Number.isInteger(track) || track < 1) problems.add(`${at}/tracks`, 'should be at least 1')
  }
}
