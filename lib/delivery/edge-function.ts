import { readFileSync } from 'node:fs'
import { Function as CloudFrontFunction, FunctionCode, FunctionRuntime, type KeyValueStore } from 'aws-cdk-lib/aws-cloudfront'
import type { Construct } from 'constructs'
import { stageAt } from '../constructs/house-stack.ts'

/** CloudFront takes no larger function. */
export const largestEdgeFunction = 10 * 1024

/** functions/edge/<file>.js, deployed as it is written: what the tests read is what runs. */
export function edgeFunction(scope: Construct, file: string, comment: string, keyValueStore?: KeyValueStore): CloudFrontFunction {
  const code = readFileSync(new URL(`../../functions/edge/${file}.js`, import.meta.url), 'utf8')
  const bytes = Buffer.byteLength(code)
  if (bytes > largestEdgeFunction) throw new Error(`functions/edge/${file}.js has ${bytes} bytes; CloudFront takes ${largestEdgeFunction}.`)
  return new CloudFrontFunction(scope, `Edge-${file}`, {
    functionName: `playhouse-${stageAt(scope).name}-${file}`,
    comment,
    code: FunctionCode.fromInline(code),
    runtime: FunctionRuntime.JS_2_0,
    keyValueStore,
  })
}
