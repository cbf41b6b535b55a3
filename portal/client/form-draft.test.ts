import type { FormDocument, FormSaving } from '@steckwerk/api/contract/form'
import { answer, toResponse, type Questionnaire } from '@steckwerk/form'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { contentOf, createFormDraft, fingerprint, type FormDraft } from './form-draft.ts'
import type { FormSource } from './form.ts'
import { PortalFault } from './request.ts'

const questionnaire: Questionnaire = { resourceType: 'Questionnaire', url: 'urn:q', version: '1', item: [{ linkId: 'a', type: 'string' }, { linkId: 'b', type: 'string' }] }

/** A hub with one form; `hold` keeps a save on its way. */
function hub() {
  let version = 1
  const state = { item: [] as readonly unknown[], fail: undefined as PortalFault | undefined, saves: [] as FormSaving[], hold: undefined as Promise<void> | undefined, status: 'in-progress' }
  const read = (): FormDocument => ({
    carrier: { slug: 'alpha', name: 'Alpha' }, brand: { carrier: { slug: 'alpha', name: 'Alpha' } }, patient: 'p', questionnaire, hash: `h${version}`, signed: undefined,
    response: { resourceType: 'QuestionnaireResponse', id: 'r', questionnaire: 'urn:q|1', status: state.status, authored: '2026-11-22T08:00:00Z', meta: { versionId: String(version) }, ...state.item.length > 0 ? { item: state.item } : {} },
  })
  const source: FormSource = {
    read: async () => read(),
    save: async saving => {
      await state.hold
      if (state.fail !== undefined) throw state.fail
      if (saving.version !== String(version)) throw new PortalFault(409, 'forms/changed-elsewhere', 'Changed.')
      state.saves.push(saving)
      state.item = saving.item
      version += 1
      return { version: String(version), savedAt: '2026-11-22T08:01:00Z', hash: `h${version}` }
    },
    submit: async () => read(),
    pdf: async () => new Blob(),
  }
  const elsewhere = (text: string) => {
    state.item = [{ linkId: 'a', answer: [{ valueString: text }] }]
    version += 1
  }
  return { state, source, read, elsewhere }
}

/** Timers that run when told to. */
function clock() {
  const due = new Set<() => void>()
  return {
    timers: { set: (run: () => void): unknown => (due.add(run), run), clear: (timer: unknown) => void due.delete(timer as () => void) },
    tick: async () => {
      for (const run of [...due]) {
        due.delete(run)
        run()
      }
      // The hub answers within a few turns.
      for (let turn = 0; turn < 5; turn++) await setImmediate()
    },
  }
}

const say = (draft: FormDraft, path: string, text: string) => draft.change(form => answer(form, path, [{ valueString: text }]))

test('answers are saved once after a pause, over the version before; what came while saving is saved after it', async () => {
  const { state, source, read } = hub()
  const { timers, tick } = clock()
  const draft = createFormDraft({ document: read(), source, evaluate: undefined, timers })
  const states: string[] = []
  draft.subscribe(() => states.push(draft.state().save))
  say(draft, 'a', 'x')
  say(draft, 'a', 'xy')
  assert.equal(state.saves.length, 0)
  let release = () => {}
  state.hold = new Promise(resolve => {
    release = resolve
  })
  await tick()
  say(draft, 'b', 'z')
  state.hold = undefined
  release()
  const { version, hash } = await draft.flush()
  assert.deepEqual([version, hash, draft.state().save, draft.state().savedAt], ['3', 'h3', 'saved', '2026-11-22T08:01:00Z'])
  assert.deepEqual(state.saves.map(saving => [saving.version, saving.item.length]), [['1', 1], ['2', 2]])
  assert.deepEqual([...new Set(states)], ['waiting', 'saving', 'saved'])
})

test('where nothing reaches the hub it is tried again; what the hub refuses is not, until something is changed', async () => {
  const { state, source, read } = hub()
  const { timers, tick } = clock()
  const draft = createFormDraft({ document: read(), source, evaluate: undefined, timers })
  state.fail = new PortalFault(0, 'portal/offline', 'Off.')
  say(draft, 'a', 'x')
  await tick()
  assert.equal(draft.state().save, 'failed')
  await assert.rejects(draft.flush(), { code: 'portal/offline' })
  state.fail = undefined
  await tick()
  assert.deepEqual([draft.state().save, state.saves.length], ['saved', 1])
  state.fail = new PortalFault(422, 'forms/invalid-answers', 'No.')
  say(draft, 'a', 'y')
  await tick()
  state.fail = undefined
  await tick()
  assert.deepEqual([draft.state().save, state.saves.length], ['failed', 1])
  say(draft, 'a', 'z')
  await tick()
  assert.deepEqual([draft.state().save, state.saves.length], ['saved', 2])
})

test('two devices never write over each other unseen; either answer can be kept', async () => {
  for (const keep of ['theirs', 'mine'] as const) {
    const { state, source, read, elsewhere } = hub()
    const { timers, tick } = clock()
    const draft = createFormDraft({ document: read(), source, evaluate: undefined, timers })
    elsewhere('there')
    say(draft, 'a', 'here')
    await tick()
    assert.equal(draft.state().save, 'elsewhere')
    await assert.rejects(draft.flush(), { code: 'forms/changed-elsewhere' })
    await draft.settle(keep)
    assert.equal(draft.state().save, 'saved')
    assert.deepEqual(toResponse(draft.state().form).item, [{ linkId: 'a', answer: [{ valueString: keep === 'mine' ? 'here' : 'there' }] }])
    assert.deepEqual(state.item, toResponse(draft.state().form).item)
  }
})

test('coming back, what another device did is taken over, never over something unsaved; a form that was sent is closed', async () => {
  const { state, source, read, elsewhere } = hub()
  const draft = createFormDraft({ document: read(), source, evaluate: undefined, timers: clock().timers })
  elsewhere('there')
  await draft.refresh()
  assert.deepEqual([draft.state().form.answers.get('a'), draft.state().drawn], [[{ valueString: 'there' }], 1])
  elsewhere('again')
  say(draft, 'b', 'here')
  await draft.refresh()
  assert.deepEqual(draft.state().form.answers.get('a'), [{ valueString: 'there' }])
  await draft.settle('theirs')
  state.status = 'completed'
  elsewhere('sent')
  await draft.refresh()
  assert.equal(draft.state().save, 'closed')
  say(draft, 'a', 'late')
  assert.deepEqual(draft.state().form.answers.get('a'), [{ valueString: 'sent' }])
})

test('the fingerprint is that of the content, as the hub counts it', async () => {
  const draft = createFormDraft({ document: hub().read(), source: hub().source, evaluate: undefined, timers: clock().timers })
  say(draft, 'a', 'Größe ß')
  assert.equal(await fingerprint(draft.state().form), createHash('sha256').update(contentOf(draft.state().form), 'utf8').digest('hex'))
})
