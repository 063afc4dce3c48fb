/** The password somebody has just chosen, for signing them in once their address is confirmed. Memory only: it is gone with the page. */
let pending: { readonly email: string; readonly password: string } | null = null

export const rememberSignUp = (email: string, password: string): void => void (pending = { email, password })
/** The password chosen for this address, once. */
export function takeSignUp(email: string): string | null {
  const password = pending?.email === email ? pending.password : null
  pending = null
  return password
}
