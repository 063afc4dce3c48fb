/**
 * The process in which one instance of a function lives: loads the deployed bundle, then takes one invocation
 * after the other from its parent. Bundled into one file when the local cloud starts, so that it opens quickly.
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { contextOf } from './context.ts'
import { guardNetwork } from './network-guard.ts'
import { LINE_OPENS, LINE_OWNER_ENDS } from './protocol.ts'
import type { FunctionFailure, InstanceMessage, InvokeMessage, TimeUpMessage } from './protocol.ts'

type Handler = (event: unknown, context: unknown) => unknown

let current = ''
/** The request that was told so. */
let timeUp = ''

const tell = (message: InstanceMessage): void => { process.send!(message) }

function failureOf(thrown: unknown): FunctionFailure {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown) }
  return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') }
}

class InitError extends Error {
  constructor(type: string, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = type
  }
}

/** `index.handler` → the function that index.js in the bundle's folder exports. */
function loadHandler(folder: string, handler: string): Handler {
  const [, file, exported] = /^(.*?)\.([^/]+)$/.exec(handler) ?? []
  if (file === undefined || exported === undefined) throw new InitError('Runtime.MalformedHandlerName', `Bad handler "${handler}"`)
  let exports: unknown
  try {
    exports = createRequire(join(folder, 'index.js'))(`./${file}`)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error
    throw new InitError('Runtime.ImportModuleError', `Error: ${(error as Error).message}`, error)
  }
  const found = exported.split('.').reduce<any>((value, name) => value?.[name], exports)
  if (typeof found !== 'function') throw new InitError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`)
  if (found.length >= 3) {
    throw new InitError('Runtime.CallbackHandlerDeprecated', 'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later.')
  }
  return found as Handler
}

async function answer(handler: Handler, message: InvokeMessage): Promise<void> {
  const { requestId } = message
  current = requestId
  process.env._X_AMZN_TRACE_ID = message.traceId
  try {
    const result = await handler(JSON.parse(message.event), contextOf(message, () => timeUp === requestId))
    tell({ kind: 'result', requestId, payload: JSON.stringify(result) ?? 'null' })
  } catch (thrown) {
    console.error('Invoke Error', thrown)
    tell({ kind: 'failure', requestId, failure: failureOf(thrown) })
  }
}

/** Each line names its request, whoever writes it: console, logger or a library. */
function labelOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream)
    let unfinished = ''
    stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
      const lines = (unfinished + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())).split('\n')
      unfinished = lines.pop()!
      const labelled = lines.map(line => `${LINE_OPENS}${current}${LINE_OWNER_ENDS}${line}\n`).join('')
      const done = rest.find(value => typeof value === 'function') as (() => void) | undefined
      return write(labelled, done)
    }) as typeof stream.write
  }
}

function dieOf(errorType: string, thrown: unknown): void {
  console.error(errorType, thrown)
  if (current === '') tell({ kind: 'unfit', failure: failureOf(thrown) })
  else tell({ kind: 'failure', requestId: current, failure: { ...failureOf(thrown), errorType }, last: true })
  process.exit(128)
}

// Without a parent there is nobody to work for. This is also how instances end after a kill -9 of the cloud.
process.on('disconnect', () => process.exit(0))
process.on('uncaughtException', error => dieOf('Runtime.UncaughtException', error))
process.on('unhandledRejection', error => dieOf('Runtime.UnhandledPromiseRejection', error))
labelOutput()
guardNetwork()
try {
  const handler = loadHandler(process.env.LAMBDA_TASK_ROOT!, process.env._HANDLER!)
  process.on('message', (message: InvokeMessage | TimeUpMessage) => {
    if (message.kind === 'invoke') void answer(handler, message)
    else timeUp = message.requestId
  })
  tell({ kind: 'ready' })
} catch (error) {
  console.error('Init Error', error)
  tell({ kind: 'unfit', failure: failureOf(error) })
}
