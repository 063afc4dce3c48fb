/** How often a player tells where it is: often enough that little is lost. 1,000 views of ten minutes are 60,000 heartbeats: some four cents of DynamoDB, thirty with the requests and functions around them (`npm run cost`). */
export const heartbeatSeconds = 10
