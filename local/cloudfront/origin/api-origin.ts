/** An HTTP API as origin. */
import type { Cloud } from '../../plugin.ts'
import { gatewayAnswer } from '../../httpapi/apis.ts'
import type { Behaviour, Distribution } from '../distribution.ts'
import type { EdgeRequest, EdgeResponse } from '../message.ts'
import { originHeaders, originQuery } from './origin-headers.ts'

/** An address of CloudFront's: to API Gateway the edge is the client, and a function that takes this for the viewer's is wrong. */
const edgeAddress = '130.176.0.1'

export async function fromHttpApi(cloud: Cloud, distribution: Distribution, behaviour: Behaviour, apiId: string, request: EdgeRequest): Promise<EdgeResponse> {
  const headers = originHeaders(behaviour, distribution, request)
  // API Gateway knows its APIs by their host: a policy that hands on the viewer's own is answered like this.
  if (headers.host !== behaviour.origin.domainName) return gatewayAnswer(403, 'Forbidden')
  const body = await request.body()
  if (body === 'too large') return gatewayAnswer(413, 'Request Entity Too Large')
  return cloud.use('httpApi').handle(apiId, {
    method: request.method,
    path: behaviour.origin.path + request.uri,
    rawQuery: originQuery(behaviour, request.query),
    headers,
    body,
    sourceIp: edgeAddress,
  })
}
