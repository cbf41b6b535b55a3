import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testStore } from '@steckwerk/store/testing'

test('a carrier that was added is known at once where it is said, however lately the others were read', async () => {
  await using s = await testStore()
  const { store } = s
  for (const slug of ['fresh', 'fresher', 'freshest']) {
    await store.carriers()
    assert.equal(await store.carrier(slug), undefined)
    await s.addCarrier(slug)
    // One that is under way may have begun before it was added.
    void store.carriers()
    await store.renewCarriers()
    assert.equal((await store.carrier(slug))?.slug, slug)
    assert.ok((await store.carriers()).some((one) => one.slug === slug))
  }
})
