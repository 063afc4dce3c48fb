/** API Gateway's throttle: a token bucket of `burst` tokens, refilled at `rate` a second. */

export interface TokenBucket {
  /** Takes a token, or says that there is none. */
  take(): boolean
}

export interface Limits { readonly rate: number; readonly burst: number }

/** What an account has when its stages say nothing. */
export const accountLimits: Limits = { rate: 10_000, burst: 5_000 }

export function tokenBucket({ rate, burst }: Limits, now: () => number): TokenBucket {
  let tokens = burst
  let filledAt = now()
  return {
    take() {
      const at = now()
      tokens = Math.min(burst, tokens + (Math.max(0, at - filledAt) * rate) / 1000)
      filledAt = at
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
