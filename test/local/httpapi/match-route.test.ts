import { expect, test } from 'vitest'
import { bySpecificity, matchRoute, parseRouteKey } from '../../../local/httpapi/match-route.ts'

const routes = (...keys: string[]) => keys.map(key => ({ routeKey: parseRouteKey(key) })).sort((a, b) => bySpecificity(a.routeKey, b.routeKey))
const all = routes('$default', 'ANY /api/videos/{proxy+}', 'ANY /api/videos', 'POST /api/videos/{id}/playback', 'GET /api/videos/{id}/{part}', 'GET /api/videos/new/part', 'ANY /api/{proxy+}', 'GET /api/videos')
const winner = (method: string, path: string, among = all) => matchRoute(among, method, path)?.route.routeKey.key

test('an exact path wins over a parameter, a parameter over a greedy one, and $default comes last', () => {
  expect(winner('GET', '/api/videos/new/part')).toBe('GET /api/videos/new/part')
  expect(winner('GET', '/api/videos/other/part')).toBe('GET /api/videos/{id}/{part}')
  expect(winner('GET', '/api/videos/other/part/more')).toBe('ANY /api/videos/{proxy+}')
  expect(winner('GET', '/api/else')).toBe('ANY /api/{proxy+}')
  expect(winner('GET', '/else')).toBe('$default')
})

test('a named method wins over ANY', () => {
  expect(winner('GET', '/api/videos')).toBe('GET /api/videos')
  expect(winner('POST', '/api/videos')).toBe('ANY /api/videos')
})

test('a route for another method leaves the request to a less specific one', () => {
  expect(winner('POST', '/api/videos/v1/playback')).toBe('POST /api/videos/{id}/playback')
  expect(winner('DELETE', '/api/videos/v1/playback')).toBe('ANY /api/videos/{proxy+}')
})

test('path parameters are told, greedy ones with their slashes', () => {
  expect(matchRoute(all, 'GET', '/api/videos/v1/upload')?.pathParameters).toEqual({ id: 'v1', part: 'upload' })
  expect(matchRoute(all, 'GET', '/api/a/b/c')?.pathParameters).toEqual({ proxy: 'a/b/c' })
  expect(matchRoute(all, 'GET', '/api/videos')?.pathParameters).toBeUndefined()
})

test('an empty segment is no parameter', () => {
  const some = routes('GET /a/{id}', 'GET /b/{proxy+}')
  expect(winner('GET', '/a/', some)).toBeUndefined()
  expect(winner('GET', '/b/', some)).toBeUndefined()
  expect(winner('GET', '/a/1', some)).toBe('GET /a/{id}')
})
