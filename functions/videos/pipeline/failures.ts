/** Why a film failed: a code for programs and a sentence that its owner can act on. */
const sentences = {
  not_a_film: 'This file is not a video that can be read. Export it as MP4, MOV, MKV, WebM or AVI and upload it again.',
  no_picture: 'This file has sound but no moving picture. Upload a file with a video track.',
  too_short: 'This file holds no playable length of video. It may have been cut off: export it again and upload it anew.',
  too_large_picture: 'The picture is larger than 8192 pixels on a side. Export it at 8K or less and upload it again.',
  too_small_picture: 'The picture is smaller than 32 pixels on a side, or a strip. Export it larger and upload it again.',
  too_long: 'This film is longer than this house allows. Cut it into parts and upload them separately.',
  size_mismatch: 'What arrived is not as long as the file that was announced. Upload the file again.',
  source_missing: 'The uploaded file is no longer there. Upload it again.',
  upload_abandoned: 'The upload was not finished within a week. Upload the file again.',
  transcode_failed: 'The video could not be converted. It may be damaged: play it on your own device, export it again and upload it anew.',
  took_too_long: 'The video could not be converted in time. That is no fault of the file: try again.',
  only_one_quality: 'It plays, but only one quality could be made of it, and no small pictures to find one\'s place by. Try again; if that does not help, export the film again and replace the file.',
} as const

/** Seconds in, a sentence with hours and minutes out. */
export const tooLongSentence = (seconds: number, most: number) => `This film lasts ${hours(seconds)}; this house takes films of up to ${hours(most)}. Cut it into parts and upload them separately.`
const hours = (seconds: number) => `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`

export type FailureCode = keyof typeof sentences
export const failureSentence = (code: FailureCode) => sentences[code]
