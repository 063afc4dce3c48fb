/** The figures that functions note and the dashboard shows: names, units, dimensions. */
/** What each counts, in which unit, and by what it is told apart. */
export const metrics = {
  /** From the moment a file has arrived whole to the first quality that plays. */
  TimeToFirstQuality: { unit: 'Seconds', by: null },
  /** From the same moment to the last quality. */
  TimeToReady: { unit: 'Seconds', by: null },
  UploadedBytes: { unit: 'Bytes', by: null },
  /** By the code that its owner sees. */
  FilmFailed: { unit: 'Count', by: 'reason' },
  /** One encoding job; the film may yet be saved by the other one. */
  JobFailed: { unit: 'Count', by: 'kind' },
  PlaybackStarted: { unit: 'Count', by: null },
  PlaybackDenied: { unit: 'Count', by: 'reason' },
  /** As players tell: how often a film stopped to wait for data, and for how long. */
  PlaybackStalled: { unit: 'Count', by: null },
  PlaybackStalledSeconds: { unit: 'Seconds', by: null },
  /** A request showed a secret of the front door that is none: CloudFront and the functions disagree. */
  FrontDoorRefused: { unit: 'Count', by: null },
  /** How long what has been under way longest has been: nothing else tells of what never ends. */
  OldestUnfinished: { unit: 'Seconds', by: 'kind' },
  SignInFailed: { unit: 'Count', by: 'reason' },
  /** Sent to the bus by the outbox. */
  EventPublished: { unit: 'Count', by: null },
} as const
export type Metric = keyof typeof metrics

/** CloudWatch's namespace; every metric has the dimension `stage`. */
export const metricNamespace = 'Playhouse'
