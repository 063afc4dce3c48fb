/** What domains stand on: everything that lives longer than their functions. */
import type { EventBus } from 'aws-cdk-lib/aws-events'
import {
  usableBucket, usableBus, usableEdgeStore, usableEncoder, usableIndexes, usableSecret, usableServiceRole, usableStream, usableTable, usableUserPool,
} from './constructs/usable.ts'
import type { DataStack } from './data-stack.ts'
import type { EventsStack } from './events-stack.ts'
import type { IdentityStack } from './identity-stack.ts'
import type { KeysStack } from './keys-stack.ts'
import type { MailStack } from './mail-stack.ts'
import type { MediaStack } from './media-stack.ts'

export interface Stacks { readonly identity: IdentityStack; readonly data: DataStack; readonly keys: KeysStack; readonly media: MediaStack; readonly events: EventsStack; readonly mail: MailStack }

export type Foundation = ReturnType<typeof foundationOf>

/** The stacks below the API, as what functions may use. */
export function foundationOf({ identity, data, keys, media, events, mail }: Stacks) {
  const streamArn = data.platformTable.tableStreamArn
  if (!streamArn) throw new Error('The platform table has no stream: nothing would ever follow from a change.')
  const issuer = identity.pool.userPoolProviderUrl
  return {
    platformTable: usableTable(data.platformTable, 'PLATFORM_TABLE'),
    /** What stands under gsi1, gsi2 and gsi3, each domain's entities say. */
    platformIndexes: (...names: readonly ('gsi1' | 'gsi2' | 'gsi3')[]) => usableIndexes(data.platformTable, 'PLATFORM_TABLE', ...names),
    hotTable: usableTable(data.hotTable, 'HOT_TABLE'),
    hotIndex: usableIndexes(data.hotTable, 'HOT_TABLE', 'gsi1'),
    platformStream: usableStream(data.platformTable),
    platformStreamArn: streamArn,
    originSecret: usableSecret(keys.originSecret, 'ORIGIN_SECRET_ARN'),
    playbackSecret: usableSecret(keys.playbackSecret, 'PLAYBACK_SECRET_ARN'),
    edgeStore: usableEdgeStore(keys.edgeStore),
    uploads: usableBucket(media.uploads, 'UPLOADS_BUCKET'),
    uploadsBucketName: media.uploads.bucketName,
    /** What plays, and what it was made with. */
    films: usableBucket(media.films, 'FILMS_BUCKET', ['v/']),
    /** Public copies of their pictures. */
    posters: usableBucket(media.films, 'FILMS_BUCKET', ['i/']),
    /** Pictures that people sent: public ones, and thumbnails that wait for their film. */
    pictures: usableBucket(media.films, 'FILMS_BUCKET', ['i/', 'pictures/']),
    /** Where such thumbnails wait, and where a film keeps its own. */
    waitingPictures: usableBucket(media.films, 'FILMS_BUCKET', ['pictures/']),
    thumbnails: usableBucket(media.films, 'FILMS_BUCKET', ['v/*/thumbnails/']),
    captions: usableBucket(media.films, 'FILMS_BUCKET', ['v/*/captions/']),
    /** The page that every visit begins with; the other files of the web app are CloudFront's business. */
    webPage: usableBucket(media.web, 'WEB_BUCKET', ['index.html']),
    encoder: usableEncoder(media.encoderQueue),
    encoderQueueArn: media.encoderQueue.attrArn,
    encoderRole: usableServiceRole(media.encoderRole, 'MEDIACONVERT_ROLE_ARN', 'mediaconvert.amazonaws.com'),
    people: usableUserPool(identity.pool),
    /** How a function checks an access token. */
    tokens: { USER_POOL_ISSUER: issuer, USER_POOL_JWKS_URI: `${issuer}/.well-known/jwks.json`, USER_POOL_CLIENT_ID: identity.client.userPoolClientId },
    mail: mail.usable,
    bus: usableBus(events.bus),
    theBus: events.bus as EventBus,
  }
}
