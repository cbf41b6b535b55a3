import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { createAssessmentDraft, noAnswer } from './assessment-draft.ts'
import type { AssessmentPage, Change, KeptAnswer, SavedAnswers } from './maturity.ts'
import { PortalFault } from './request.ts'

const page: AssessmentPage = { id: 'a', version: 1, office: 'Amt', kind: 'yearly', day: '2026-11-01', team: [], completed: null, answers: {}, model: { title: '', source: '', lowest: -1, highest: 4, states: null, dimensions: [] } }
const kept = (value: number): KeptAnswer => ({ ...noAnswer, value, by: 'B. Beispiel', at: '2026-11-22T10:00:00.000Z' })

/** A hub that keeps answers by item, as the service merges them. */
function hub(start: Record<string, KeptAnswer> = {}): { readonly answers: Record<string, KeptAnswer>; readonly sent: Change[][]; down: boolean; send(changes: readonly Change[]): Promise<SavedAnswers> } {
  return {
    answers: start, sent: [], down: false,
    async send(changes) {
      if (this.down) throw new PortalFault(0, 'portal/offline', 'nobody there')
      this.sent.push([...changes])
      const conflicts: { item: string; theirs: KeptAnswer; yours: Change['now'] }[] = []
      for (const { item, was, now } of changes) {
        const current = this.answers[item]
        if (current !== undefined && current.value !== was.value && current.value !== now.value) conflicts.push({ item, theirs: current, yours: now })
        else this.answers[item] = { ...now, by: 'ich', at: '2026-11-22T11:00:00.000Z' }
      }
      return { version: 2, answers: { ...this.answers }, conflicts }
    },
  }
}

test('answers are saved by themselves after a pause, trimmed, and once', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    const { send, ...held } = hub()
    const of = { ...held, send }
    const draft = createAssessmentDraft(page, (changes) => of.send(changes))
    draft.answer('x', { value: 2, comment: ' so ', evidence: ['', ' Protokoll '] })
    assert.equal(draft.view().save, 'waiting')
    mock.timers.tick(1000)
    await draft.flush()
    assert.deepEqual(of.sent, [[{ item: 'x', was: noAnswer, now: { value: 2, comment: 'so', evidence: ['Protokoll'] } }]])
    assert.equal(draft.view().save, 'saved')
    draft.close()
  } finally {
    mock.timers.reset()
  }
})

test('somebody else\'s answer meanwhile is asked about, and either one may stay', async () => {
  for (const keep of ['theirs', 'mine'] as const) {
    const of = hub({ x: kept(3) })
    const draft = createAssessmentDraft(page, (changes) => of.send(changes))
    draft.answer('x', { ...noAnswer, value: 1 })
    draft.answer('y', { ...noAnswer, value: 2 })
    await draft.flush()
    assert.deepEqual([Object.keys(draft.view().conflicts), of.answers['y']?.value, draft.view().answers['x']?.value], [['x'], 2, 1])
    draft.settle('x', keep)
    await draft.flush()
    assert.deepEqual([draft.view().conflicts, of.answers['x']?.value, draft.view().answers['x']?.value], [{}, ...(keep === 'theirs' ? [3, 3] : [1, 1])])
    draft.close()
  }
})

test('without a connection answers stay on the page and go later', async () => {
  const of = hub()
  of.down = true
  const draft = createAssessmentDraft(page, (changes) => of.send(changes))
  draft.answer('x', { ...noAnswer, value: 1 })
  await assert.rejects(draft.flush())
  assert.deepEqual([draft.view().save, draft.view().answers['x']?.value], ['failed', 1])
  of.down = false
  await draft.flush()
  assert.deepEqual([draft.view().save, of.answers['x']?.value], ['saved', 1])
  draft.close()
})
