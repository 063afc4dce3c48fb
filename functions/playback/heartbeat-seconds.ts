/** How often a player tells where it is: often enough that little is lost, seldom enough to cost next to nothing (1,000 views of ten minutes: 60,000 writes, four cents). */
export const heartbeatSeconds = 10
