/** The refresh token in a browser: out of reach of scripts and of other sites, sent to /api/auth only. */
const name = 'playhouse_refresh'
const attributes = 'Path=/api/auth; Secure; HttpOnly; SameSite=Lax'
const thirtyDays = 30 * 24 * 3600

export const refreshCookie = (token: string): string => `${name}=${token}; ${attributes}; Max-Age=${thirtyDays}`
export const clearedCookie = `${name}=; ${attributes}; Max-Age=0`
export const refreshTokenIn = (cookies: Readonly<Record<string, string>>): string | undefined => cookies[name] || undefined
