/** That a carrier knows somebody is told to nobody else, by no answer and by no statement that an answer takes. Everything is asked before there
 *  are the Patients to hide, while they are there, and after they were deleted: all answers are the same to the byte. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askers } from './leaks/askers.ts'
import { differences, round, whileHidden, type Round } from './leaks/rounds.ts'
import { idleExemptions, oidcQuestions, routeQuestions } from './leaks/routes.ts'
import { countStatements } from './leaks/statements.ts'
import { world } from './leaks/world.ts'

test('a cursor of one carrier, or of somebody who sees more, shows nothing at another or to others', { timeout: 60_000 }, async () => {
  await using w = await world()
  await w.hide()
  for (const path of ['Patient?_count=1', 'Observation?_count=1&_sort=_id', '_history?_count=1', 'Patient/_history?_count=1', 'Patient/geheim/$everything?_count=1']) {
    const page = await (await w.s.call(`/fhir/alpha/${path}`)).json() as { link: { relation: string; url: string }[] }
    const next = new URL(page.link.find(({ relation }) => relation === 'next')!.url)
    for (const asker of askers) {
      for (const carrier of ['alpha', 'beta']) {
        const { text } = await w.hub.ask(asker, 'GET', next.pathname.replace('alpha', carrier) + next.search)
        assert.doesNotMatch(text, /"id":"geheim|Verborgen|17\.377|Seltenkrank/, `${asker} at ${carrier}: ${path}`)
      }
    }
  }
})

test('portal, administration, authorization server: every route there is, asked for foreign Patients and for the same person elsewhere', { timeout: 600_000 }, async (t) => {
  using statements = countStatements()
  await using w = await world()
  const questions = [...routeQuestions(w.hub.routes), ...oidcQuestions]
  assert.deepEqual(idleExemptions(w.hub.routes), [])
  const all = (only?: ReadonlySet<string>): Promise<Round> => round({ hub: w.hub, statements, askers, base: '', questions }, only)
  const before = [await all(), await all()]
  await t.test('the questions themselves are answered alike twice', () => {
    assert.deepEqual(differences(before.slice(0, 1), before.slice(1)).answers, [])
  })
  await w.hide()
  const hidden = await whileHidden(before, all)
  assert.equal(hidden[0]!.size, before[0]!.size)
  await t.test('answers while they are there', () => assert.deepEqual(differences(before, hidden).answers, []))
  await t.test('statements while they are there', () => assert.deepEqual([...differences(before, hidden).statements], []))
  await t.test('beta\'s exported access log speaks of nobody of alpha', async () => {
    for (const format of ['csv', 'ndjson']) {
      const { status, text } = await w.hub.ask('beta-admin', 'GET', `/portal/api/carriers/beta/audit/export?format=${format}&patient=anna`)
      assert.equal(status, 200)
      assert.doesNotMatch(text, /Q987654328|17\.377|Seltenkrank|alpha/)
    }
  })
  await w.remove()
  const removed = [await all()]
  await t.test('answers after they were deleted', () => assert.deepEqual(differences(before, removed).answers, []))
})
