export const pictureWords = {
  choose: 'Choose a picture', replace: 'Choose another', remove: 'Remove',
  face: 'Your picture', faceHint: 'JPEG, PNG or WebP. It is cut to a square.',
  channelFace: 'Picture', channelFaceHint: 'Stands beside your films. It is cut to a square.',
  banner: 'Banner', bannerHint: 'Heads your channel, five times as wide as high; 2000 × 400 is best.',
  unreadable: 'This browser cannot read that picture. Export it as JPEG, then choose it again.',
  thumbnail: 'Thumbnail', thumbnailHint: 'The picture that stands for the film.',
  offered: (number: number) => `Picture ${number} from the film`, frame: 'The frame you chose', own: 'Your own picture',
  thisFrame: 'Use this frame', thisFrameHint: 'Takes the frame at which the player above stands.', ownPicture: 'Own picture',
  taking: (at: string) => `The frame at ${at} is being taken. It stands for the film in a moment.`,
  notTaken: (at: string) => `The frame at ${at} could not be taken. Try another one.`,
}
