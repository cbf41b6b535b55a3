import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createHubSeal } from './hub-seal.ts'
import { createKnownDevices } from './known-device.ts'

const day = 86_400_000
const now = 20_000 * day

test('a device is known for the accounts that signed in on it, for a time, at hubs with this key', () => {
  const devices = createKnownDevices(createHubSeal(Buffer.alloc(32, 1)))
  const one = devices.add(undefined, 'a', now)
  const two = devices.add(one, 'b', now)
  assert.ok(devices.find(two, 'a', now))
  assert.ok(devices.find(two, 'b', now + 400 * day))
  assert.equal(devices.find(two, 'b', now + 401 * day), undefined)
  assert.equal(devices.find(two, 'c', now), undefined)
  assert.equal(createKnownDevices(createHubSeal(Buffer.alloc(32, 2))).find(two, 'a', now), undefined)
  const again = devices.add(two, 'a', now)
  assert.equal(again.split('.').length, 2, 'a new mark replaces the former one of the account')
  let full = again
  for (let i = 0; i < 20; i++) full = devices.add(full, `x${i}`, now)
  assert.equal(full.split('.').length, 8)
})

test('what is not a mark is nothing', () => {
  const devices = createKnownDevices(createHubSeal(Buffer.alloc(32, 1)))
  const mark = devices.add(undefined, 'a', now)
  for (const wrong of ['', '.', '.....', 'x', mark.slice(1), `${mark}A`, mark.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))]) {
    assert.equal(devices.find(wrong, 'a', now), undefined)
  }
})
