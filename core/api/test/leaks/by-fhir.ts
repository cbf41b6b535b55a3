import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { guests, type Asker } from './askers.ts'
import { atAlpha, atBeta, searchedAtAlpha } from './questions.ts'
import { differences, round, whileHidden, type Asking, type Round } from './rounds.ts'
import { countStatements } from './statements.ts'
import { world } from './world.ts'

/** Everything over FHIR, asked by these: before there are the Patients to hide, while they are there, when one releases all to beta (whose clinician
 *  is among them or not), and after they were deleted. */
export async function askByFhir(t: TestContext, askers: readonly Asker[]): Promise<void> {
  using statements = countStatements()
  await using w = await world()
  const asking: readonly Asking[] = [
    { hub: w.hub, statements, askers, base: '/fhir/alpha', questions: atAlpha },
    { hub: w.hub, statements, askers: guests.filter((one) => askers.includes(one)), base: '/fhir/alpha', questions: searchedAtAlpha },
    { hub: w.hub, statements, askers, base: '/fhir/beta', questions: atBeta },
  ]
  const ask = async (askings: readonly Asking[], only?: ReadonlySet<string>): Promise<Round> => {
    const rounds: Round[] = []
    for (const one of askings) rounds.push(await round(one, only))
    return new Map(rounds.flatMap((one) => [...one]))
  }
  const all = (only?: ReadonlySet<string>): Promise<Round> => ask(asking, only)
  const before = [await all(), await all()]
  const seesReleased = askers.includes('beta-clinician')
  if (seesReleased) assert.ok([...before[1]!.values()].some(({ answer }) => answer.startsWith('200') && answer.includes('offen-o')), 'what was released is read')
  await t.test('the questions themselves are answered alike twice', () => {
    assert.deepEqual(differences(before.slice(0, 1), before.slice(1)).answers, [])
  })
  await w.hide()
  const hidden = await whileHidden(before, all)
  assert.equal(hidden[0]!.size, before[0]!.size)
  await t.test('answers while they are there', () => assert.deepEqual(differences(before, hidden).answers, []))
  await t.test('statements while they are there', () => assert.deepEqual([...differences(before, hidden).statements], []))
  if (seesReleased) await t.test('what is released is seen, in as many ways as could have told of it', async () => {
    await w.release()
    const told = differences(before, [await round({ ...asking[0]!, askers: ['beta-clinician'] })].map((one) => new Map([...before[1]!, ...one]))).answers
    assert.ok(told.length > 50, `${told.length}`)
  })
  await w.remove()
  // The searches of atAlpha meet the index of what was deleted; those by every single parameter need not all do so again.
  const removed = [await ask(asking.filter(({ questions }) => questions !== searchedAtAlpha))]
  await t.test('answers after they were deleted', () => assert.deepEqual(differences(before, removed).answers, []))
}
