import { expect, test } from 'vitest'
import { watchFilm } from '../../bin/journey/watch-film.ts'
import { signIn } from '../../bin/journey/house.ts'
import { aCreator, aFilm, anAdmin, aStaffMember, aStranger, aViewer, frontDoor, noticeTo, refusal, until } from '../support/actors.ts'
import { objectsNamed } from '../support/objects.ts'

const reason = 'Because the journey says so.'
const isRefused = async (address: string) => (await fetch(frontDoor() + address)).status === 403

test('whoever an operator makes an admin is one from their next sign-in, and the trail says who did it', async () => {
  const ada = await anAdmin()
  expect(ada.user.roles).toEqual(['viewer', 'creator', 'admin'])
  const trail = await until('the entry', async () => {
    const { items } = await ada.audit.list({ query: { subject: ada.user.id } })
    return items.length > 0 && items
  })
  expect(trail).toMatchObject([{ actor: 'pool', action: 'user.roles_changed', before: { roles: ['viewer', 'creator'] }, after: { roles: ['viewer', 'creator', 'admin'] } }])
})

test('staff find people by the beginning of their address or name', async () => {
  const [ada, sue] = await Promise.all([anAdmin(), aStaffMember('support')])
  const word = `Q${crypto.randomUUID().slice(0, 8)}`
  const [ben, cem] = [await aViewer(`${word} Ben`), await aViewer(`${word} Cem`)]
  for (const staff of [ada, sue]) {
    const first = await until('both to be found', async () => {
      const page = await staff.users.list({ query: { q: word.toLowerCase(), limit: 1 } })
      const rest = page.nextCursor ? await staff.users.list({ query: { q: word.toLowerCase(), limit: 1, cursor: page.nextCursor } }) : { items: [] }
      return rest.items.length === 1 && [...page.items, ...rest.items]
    })
    expect(first.map(({ id }) => id)).toEqual([ben.user.id, cem.user.id])
  }
  expect((await ada.users.list({ query: { q: ben.email } })).items).toMatchObject([{ id: ben.user.id, email: ben.email, status: 'active' }])
  expect(await sue.users.get({ params: { id: cem.user.id } })).toMatchObject({ displayName: `${word} Cem` })
  expect((await refusal(ada.users.list({ query: { q: word, cursor: 'made.up' } }))).code).toBe('cursor_invalid')
})

test('only staff look people up, and only admins decide about them', async () => {
  const [sue, ben] = await Promise.all([aStaffMember('support'), aViewer()])
  const params = { id: ben.user.id }
  const attempts = [
    () => ben.users.list(), () => ben.users.get({ params }), () => ben.audit.list(), () => sue.audit.list(),
    () => sue.users.suspend({ params, body: { reason } }), () => sue.users.putRoles({ params, body: { roles: ['admin'], reason } }),
  ]
  for (const attempt of attempts) expect(await refusal(attempt())).toMatchObject({ status: 403, code: 'role_missing' })
  expect(await refusal(aStranger().users.list())).toMatchObject({ status: 401, code: 'not_signed_in' })
})

test('nobody suspends themself or gives up their own admin role', async () => {
  const ada = await anAdmin()
  const params = { id: ada.user.id }
  expect(await refusal(ada.users.suspend({ params, body: { reason } }))).toMatchObject({ status: 409, code: 'not_yourself' })
  expect(await refusal(ada.users.putRoles({ params, body: { roles: ['editor'], reason } }))).toMatchObject({ status: 409, code: 'own_admin_role' })
  expect((await refusal(ada.users.get({ params: { id: 'usr_00000000000040008000000000000000' } }))).code).toBe('user_not_found')
})

test('a role given by an admin counts at once, survives a new sign-in, and can be taken again', async () => {
  const [ada, ben] = await Promise.all([anAdmin(), aViewer()])
  const params = { id: ben.user.id }
  const { version } = await ada.users.putRoles({ params, body: { roles: ['support'], reason } })
  expect((await ben.users.get({ params })).roles).toContain('support')
  expect((await signIn(frontDoor(), ben.email, ben.password)).user.roles).toEqual(['viewer', 'creator', 'support'])
  expect(await refusal(ada.users.putRoles({ params, body: { roles: [], reason }, headers: { 'if-match': `"${version - 1}"` } }))).toMatchObject({ status: 412 })
  await ada.users.putRoles({ params, body: { roles: [], reason }, headers: { 'if-match': `"${version}"` } })
  expect((await refusal(ben.users.get({ params }))).code).toBe('role_missing')
  expect((await signIn(frontDoor(), ben.email, ben.password)).user.roles).toEqual(['viewer', 'creator'])
  const { items } = await ada.audit.list({ query: { actor: ada.user.id } })
  expect(items).toMatchObject([{ action: 'user.roles_changed', subject: ben.user.id, reason }, { subject: ben.user.id }])
})

test('a suspension bites at once: what they do, what they watch, what others watch of theirs', async () => {
  const [ada, ana, ben] = await Promise.all([anAdmin(), aCreator('Suspended Soon'), aCreator()])
  const [hers, his] = await Promise.all([aFilm(ana, { title: 'Hers' }), aFilm(ben, { title: 'His' })])
  const [watching, watched] = [await ana.playback.start({ params: { id: his.id } }), await ben.playback.start({ params: { id: hers.id } })]
  expect((await watchFilm(frontDoor(), watching.manifestUrl)).length).toBeGreaterThan(0)
  const params = { id: ana.user.id }
  const why = `Three of them are "somebody else's".\r\nSee <a href="https://play.example/rules">our rules</a> & answer`
  expect((await ada.users.suspend({ params, body: { reason: why } })).status).toBe('suspended')
  const notice = await noticeTo(ana.email, /suspended/)
  // In one line of the text, so that nobody writes a paragraph of ours.
  expect(notice.text).toContain('“Three of them are "somebody else\'s". See <a href="https://play.example/rules">our rules</a> & answer”\n\nIf you think that is a mistake')
  expect(notice.html).toContain('“Three of them are &quot;somebody else&#39;s&quot;. See &lt;a href=&quot;https://play.example/rules&quot;&gt;our rules&lt;/a&gt; &amp; answer”')
  expect(notice.html).not.toContain('<a ')

  expect(await refusal(ana.auth.me())).toMatchObject({ status: 403, code: 'suspended' })
  expect((await refusal(aStranger().auth.login({ body: { email: ana.email, password: ana.password } }))).status).toBeGreaterThanOrEqual(401)
  expect((await refusal(aStranger().auth.refresh({ body: { refreshToken: ana.refreshToken() } }))).status).toBeGreaterThanOrEqual(401)
  await until('what she watches to stop', () => isRefused(watching.manifestUrl))
  await until('what others watch of hers to stop', () => isRefused(watched.manifestUrl))
  expect((await refusal(aStranger().videos.get({ params: { id: hers.id } }))).status).toBe(404)
  expect((await refusal(ben.playback.start({ params: { id: hers.id } }))).status).toBe(404)
  await until('her film to leave the lists', async () => !(await aStranger().videos.browse({ query: { limit: 100 } })).items.some(({ id }) => id === hers.id))
  expect((await aStranger().videos.ofChannel({ params: { id: ana.channel.id } })).items).toEqual([])
  await until('her poster to be taken down', async () => !(await objectsNamed(hers.posterUrl!.slice(1))).length)

  await ada.users.reinstate({ params, body: { reason } })
  expect((await noticeTo(ana.email, /open again/)).text).toContain('Sign in as before')
  const back = await signIn(frontDoor(), ana.email, ana.password)
  await until('her film to be back', async () => (await aStranger().videos.browse({ query: { limit: 100 } })).items.some(({ id }) => id === hers.id))
  // Denials count in whole seconds: an address from the same second as the suspension is still refused.
  for (const [who, film] of [[back, his], [aStranger(), hers]] as const)
    await until(`${film.title} to play again`, async () => !(await isRefused((await who.playback.start({ params: { id: film.id } })).manifestUrl)))
  const { items } = await ada.audit.list({ query: { subject: ana.user.id } })
  expect(items.map(({ action, actor, reason: why }) => [action, actor, why])).toEqual([['user.reinstated', ada.user.id, reason], ['user.suspended', ada.user.id, why]])
})
