/** One instance of a function: a child process that takes one invocation at a time. */
import { used } from '../kernel/usage.ts'
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import type { Cloud } from '../plugin.ts'
import { environmentOf } from './environment.ts'
import type { LocalFunction } from './function.ts'
import { LINE_OPENS, LINE_OWNER_ENDS } from './runtime/protocol.ts'
import type { FunctionFailure, InstanceMessage, InvokeMessage, TimeUpMessage } from './runtime/protocol.ts'

export interface Outcome {
  /** JSON text: the result, or errorType and errorMessage. */
  readonly payload: string
  readonly functionError?: 'Unhandled'
}

export interface Work { readonly requestId: string; readonly event: string }

export interface Instance {
  /** Resolves when the bundle is loaded; answers the failure of an instance that will never be able to work. */
  readonly ready: Promise<FunctionFailure | undefined>
  readonly exited: Promise<void>
  readonly alive: boolean
  /** Never rejects: a crash or timeout is an outcome. */
  run(work: Work): Promise<Outcome>
  kill(): void
}

const INIT_LIMIT_MS = 10_000
/** Of a result, in bytes. */
const LARGEST_PAYLOAD = 6_291_556

export const unhandled = (failure: FunctionFailure): Outcome => ({ payload: JSON.stringify(failure), functionError: 'Unhandled' })

export function startInstance(cloud: Cloud, fn: LocalFunction, runtimeFile: string): Instance {
  const id = randomBytes(16).toString('hex')
  const child = fork(runtimeFile, [], {
    env: environmentOf(cloud, fn, id),
    cwd: fn.folder,
    execArgv: [`--max-old-space-size=${fn.memoryMb}`],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Away from the terminal's process group: on Ctrl-C the cloud decides when a function ends.
    detached: true,
  })
  let current = ''
  let dying = false
  let settle: ((outcome: Outcome) => void) | undefined
  const initialised = Promise.withResolvers<FunctionFailure | undefined>()
  const exited = Promise.withResolvers<void>()
  const initTimer = setTimeout(() => { child.kill('SIGKILL') }, INIT_LIMIT_MS)

  const finish = (outcome: Outcome): void => {
    settle?.(outcome)
    settle = undefined
  }
  child.on('message', (message: InstanceMessage) => {
    if (message.kind === 'ready') initialised.resolve(undefined)
    else if (message.kind === 'unfit') initialised.resolve(message.failure)
    else if (message.requestId === current) {
      if (message.kind === 'failure' && message.last) dying = true
      finish(message.kind === 'result' ? resultOf(message.payload) : unhandled(message.failure))
    }
  })
  const ended = (how: string): void => {
    clearTimeout(initTimer)
    const failure = { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${current} Error: Runtime exited ${how}` }
    initialised.resolve(failure)
    finish(unhandled(failure))
    exited.resolve()
  }
  child.on('exit', (code, signal) => ended(signal === null ? (code === 0 ? 'without providing a reason' : `with error: exit status ${code}`) : `with error: signal: ${signal}`))
  child.on('error', error => ended(`with error: ${error.message}`))
  void initialised.promise.then(() => clearTimeout(initTimer))

  for (const stream of [child.stdout!, child.stderr!]) {
    createInterface({ input: stream, crlfDelay: Infinity }).on('line', line => {
      const [owner, message] = ownerOf(line)
      used('logs.bytes', Buffer.byteLength(message))
      if (message !== '') cloud.record({ kind: 'log', source: fn.name, message, requestId: owner || current || undefined })
    })
  }

  return {
    ready: initialised.promise,
    exited: exited.promise,
    get alive() { return !dying && !child.killed && child.exitCode === null && child.signalCode === null && child.connected },
    run: ({ requestId, event }) => new Promise(resolve => {
      current = requestId
      const limitMs = fn.timeoutSeconds * 1000
      const timer = setTimeout(() => {
        child.kill('SIGKILL')
        finish(unhandled({ errorType: 'Sandbox.Timedout', errorMessage: `${new Date().toISOString()} ${requestId} Task timed out after ${fn.timeoutSeconds.toFixed(2)} seconds` }))
      }, limitMs)
      const over = cloud.use('faults').began(id, {
        function: fn.name, event,
        kill: () => { child.kill('SIGKILL') },
        tellTimeUp: () => { child.send({ kind: 'time-up', requestId } satisfies TimeUpMessage, () => {}) },
      })
      settle = outcome => {
        clearTimeout(timer)
        over()
        resolve(outcome)
      }
      const message: InvokeMessage = { kind: 'invoke', requestId, event, deadline: Date.now() + limitMs, functionArn: fn.arn, traceId: traceId() }
      child.send(message, error => { if (error !== null) finish(unhandled({ errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${error.message}` })) })
    }),
    kill: () => { child.kill('SIGKILL') },
  }
}

function resultOf(payload: string): Outcome {
  if (Buffer.byteLength(payload) <= LARGEST_PAYLOAD) return { payload }
  return unhandled({ errorType: 'Function.ResponseSizeTooLarge', errorMessage: `Response payload size exceeded maximum allowed payload size (${LARGEST_PAYLOAD} bytes).` })
}

function ownerOf(line: string): [requestId: string, message: string] {
  if (!line.startsWith(LINE_OPENS)) return ['', line]
  const end = line.indexOf(LINE_OWNER_ENDS)
  return [line.slice(1, end), line.slice(end + 1)]
}

const traceId = (): string =>
  `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')};Parent=${randomBytes(8).toString('hex')};Sampled=0`
