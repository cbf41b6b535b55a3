import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ranked, type PollChoices } from './polls.ts'

test('of a poll the best comes first: who can, then who could, then who cannot', () => {
  const options = ['o1', 'o2', 'o3'].map(id => ({ id, start: '', end: '', place: id }))
  const said = (...all: readonly PollChoices[]) => ranked({
    id: 'p', open: true, maker: false, poll: { title: '', about: '', options, closes: '', anonymous: false, listed: false, group: '', fixed: '' },
    answers: all.map((answers, n) => ({ name: `n${n}`, answers, own: false })),
  })
  const [first, second, third] = said({ o1: 'no', o2: 'yes', o3: 'yes' }, { o1: 'maybe', o2: 'no', o3: 'maybe' })
  assert.deepEqual([first!.option.id, first!.yes, first!.maybe], ['o3', ['n0'], ['n1']])
  assert.deepEqual([second!.option.id, third!.option.id], ['o2', 'o1'])
})
