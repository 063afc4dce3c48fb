/** What admins see of the platform's insides, and may do about it. */
import { expect, inject, test } from 'vitest'
import { newId } from '../../functions/platform/ids.ts'
import { anAdmin, aStaffMember, aStranger, refusal, until } from '../support/actors.ts'
import { operatorOf } from '../support/operator.ts'

const operator = () => operatorOf(inject('house'))
const reason = 'Its consumer has been mended.'

/** Sets an event about a film that does not exist aside; worked off, it changes nothing. Answers the film's id. */
async function aDeadLetter(queue: string): Promise<string> {
  const id = newId('vid')
  const dead = (await operator().queues()).find(({ name }) => name.includes(queue) && name.includes('DeadLetters'))!
  await operator().send(dead.url, { id: crypto.randomUUID(), source: 'playhouse.videos', 'detail-type': 'video.asked', time: new Date().toISOString(), detail: { id, version: 1 } })
  return id
}

test('an admin sees what nobody could work off, hears its alarm, gives it back, and stands in the trail with a reason', async () => {
  const ada = await anAdmin()
  const params = { name: 'videos-video-asked' }
  const id = await aDeadLetter('VideoAsked')
  const mine = async () => (await ada.system.deadLetters({ params })).items.filter(({ body }) => body.includes(id))
  await until('the dead letter to be seen', async () => (await mine()).length === 1)
  const queue = (await ada.system.queues()).items.find(({ name }) => name === params.name)!
  expect(queue.deadLetters).toMatchObject({ mayGoBack: true })
  expect(queue.deadLetters.waiting).toBeGreaterThan(0)
  const { items: alarms } = await ada.system.alarms()
  expect(alarms[0]).toMatchObject({ state: 'alarm', article: 'dead-letters', whoIsHurt: expect.stringMatching(/\.$/) })

  await until('it to go back', async () => {
    await ada.system.redrive({ params, body: { reason } }).catch(problem => { if (!['no_dead_letters', 'going_back_already'].includes(problem.code)) throw problem })
    return (await mine()).length === 0
  })
  const { items: trail } = await ada.audit.list({ query: { actor: ada.user.id } })
  expect(trail.find(({ action }) => action === 'queue.redriven')).toMatchObject({ reason, before: { queue: params.name } })
})

test('every queue and every alarm of the stage is told of, each alarm with whom it is about and its article', async () => {
  const ada = await anAdmin()
  const [{ items: queues }, { items: alarms }] = await Promise.all([ada.system.queues(), ada.system.alarms()])
  const known = (await operator().queues()).filter(({ name }) => !name.includes('DeadLetters'))
  expect(queues).toHaveLength(known.length)
  expect(queues.map(({ name }) => name)).toEqual(expect.arrayContaining(['videos-source-uploaded', 'videos-job-changed']))
  expect(alarms.length).toBeGreaterThan(40)
  for (const { article, whoIsHurt } of alarms) expect([article, whoIsHurt]).toEqual([expect.stringMatching(/^[a-z-]+$/), expect.stringMatching(/^[A-Z].+\.$/)])
})

test('what a table\'s stream set aside cannot be given back, nor what is not there; and there is no queue of any other name', async () => {
  const ada = await anAdmin()
  const setAside = (await ada.system.queues()).items.find(({ work }) => work === null)!
  expect(setAside.deadLetters.mayGoBack).toBe(false)
  expect((await refusal(ada.system.redrive({ params: { name: setAside.name }, body: { reason } }))).code).toBe('cannot_go_back')
  expect((await refusal(ada.system.redrive({ params: { name: 'videos-copy-asked' }, body: { reason } }))).code).toBe('no_dead_letters')
  expect((await refusal(ada.system.deadLetters({ params: { name: 'somebody-elses-queue' } }))).code).toBe('queue_not_found')
})

test('only admins see the platform\'s insides', async () => {
  const sue = await aStaffMember('support')
  for (const attempt of [() => sue.system.queues(), () => sue.system.alarms(), () => sue.system.redrive({ params: { name: 'videos-video-asked' }, body: { reason } })])
    expect(await refusal(attempt())).toMatchObject({ status: 403, code: 'role_missing' })
  expect(await refusal(aStranger().system.queues())).toMatchObject({ status: 401, code: 'not_signed_in' })
})
