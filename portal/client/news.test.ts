import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupMoved, groupsOf, moved, movedTo } from './news.ts'

const entries = ['a', 'b', 'c'].flatMap(id => [{ id: `p${id}`, group: 'post' }, { id: `d${id}`, group: 'date' }])
const ids = (list: readonly { readonly id: string }[]): string => list.map(({ id }) => id).join(' ')

test('an entry moves among its own group only, and not beyond its ends', () => {
  assert.equal(ids(moved(entries, 'pb', -1)), 'pb da pa db pc dc')
  assert.equal(ids(moved(entries, 'pa', -1)), ids(entries))
  assert.equal(ids(moved(entries, 'dc', 1)), ids(entries))
  assert.equal(ids(moved(entries, 'nothing', 1)), ids(entries))
  assert.equal(ids(movedTo(entries, 'pc', 0)), 'pc da pa db pb dc')
  assert.equal(ids(movedTo(entries, 'da', 2)), 'pa db pb dc pc da')
  assert.equal(ids(movedTo(entries, 'da', 9)), 'pa db pb dc pc da')
})

test('a group moves with all that is in it, and not beyond the ends', () => {
  assert.deepEqual(groupsOf(entries), ['post', 'date'])
  assert.equal(ids(groupMoved(entries, 'date', -1)), 'da db dc pa pb pc')
  assert.equal(ids(groupMoved(entries, 'post', 1)), 'da db dc pa pb pc')
  assert.equal(ids(groupMoved(entries, 'post', -1)), ids(entries))
  assert.equal(ids(groupMoved(entries, 'nothing', 1)), ids(entries))
})
