/**
 * How long an AWS client waits. A call that has not begun to answer by then, or whose answer stops coming, is broken off
 * and tried again, three times in all (DynamoDB's client: four); all of that must fit into the time of the function that
 * asks. `requestTimeout` alone would only log that it is over.
 */
export const answeredWithin = (milliseconds: number) =>
  ({ requestHandler: { connectionTimeout: 1000, requestTimeout: milliseconds, socketTimeout: milliseconds, throwOnRequestTimeout: true } })
