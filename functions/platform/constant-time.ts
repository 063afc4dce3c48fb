import { createHash, timingSafeEqual } from 'node:crypto'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Whether two texts are equal, in a time that tells neither where they differ nor how long the secret is. */
export const equalInConstantTime = (left: string, right: string): boolean => timingSafeEqual(digest(left), digest(right))
