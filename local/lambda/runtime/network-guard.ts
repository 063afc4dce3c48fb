/**
 * A function of the local cloud reaches loopback and nothing else: whoever runs Playhouse on a train sees the
 * same thing as with a network, and a forgotten real endpoint is noticed at once.
 */
import dgram from 'node:dgram'
import dns from 'node:dns'
import net from 'node:net'

const isLoopbackName = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost')
const isLoopbackAddress = (host: string): boolean => /^127\.|^::1$|^::ffff:127\./.test(host)

function refusal(host: string): Error {
  const message = `The local cloud lets functions reach loopback only, and this one tried ${host}.`
  return Object.assign(new Error(message), { code: 'EHOSTUNREACH', host })
}

type LookupCallback = (error: Error | null, address?: unknown, family?: number) => void

/** Call once, before the function's own code is loaded. */
export function guardNetwork(): void {
  const lookup = ((host: string, options: unknown, callback?: LookupCallback) => {
    const done = (callback ?? options) as LookupCallback
    const all = typeof options === 'object' && options !== null && (options as { all?: boolean }).all === true
    // The SDK puts the account before the host of the key-value store: 000000000000.localhost.
    if (!isLoopbackName(host) && !isLoopbackAddress(host)) process.nextTick(done, refusal(host))
    else if (all) process.nextTick(done, null, [{ address: isLoopbackAddress(host) ? host : '127.0.0.1', family: net.isIPv6(host) ? 6 : 4 }])
    else process.nextTick(done, null, isLoopbackAddress(host) ? host : '127.0.0.1', net.isIPv6(host) ? 6 : 4)
  }) as typeof dns.lookup
  dns.lookup = lookup
  dns.promises.lookup = (async (host: string, options?: { all?: boolean }) => {
    if (!isLoopbackName(host) && !isLoopbackAddress(host)) throw refusal(host)
    const found = { address: isLoopbackAddress(host) ? host : '127.0.0.1', family: net.isIPv6(host) ? 6 : 4 }
    return options?.all === true ? [found] : found
  }) as typeof dns.promises.lookup

  const connect = net.Socket.prototype.connect
  net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
    // Internally the arguments arrive normalised, as [[options, callback]].
    const first = Array.isArray(args[0]) ? args[0][0] : args[0]
    const host = typeof first === 'object' && first !== null ? (first as net.TcpSocketConnectOpts).host : args[1]
    if (typeof host === 'string' && !isLoopbackName(host) && !isLoopbackAddress(host)) {
      process.nextTick(() => this.destroy(refusal(host)))
      return this
    }
    return (connect as (...passed: unknown[]) => net.Socket).apply(this, args)
  } as typeof connect

  dgram.createSocket = () => { throw refusal('a datagram socket') }
}
