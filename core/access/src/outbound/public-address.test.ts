import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isLoopback, isPublic, isWithin, networks } from './public-address.ts'

test('public is what belongs to the internet, whatever it is dressed as', () => {
  for (const address of ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2a00:1450:4001::1', '::ffff:8.8.8.8', '::ffff:808:808', '64:ff9b::808:808']) assert.ok(isPublic(address), address)
  for (const address of [
    '0.0.0.0', '10.0.0.1', '100.64.0.1', '127.0.0.1', '127.9.9.9', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.1.1', '198.18.0.1', '224.0.0.1',
    '255.255.255.255', '::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12::1', 'ff02::1', '::ffff:10.0.0.1', '::ffff:a00:1', '0:0:0:0:0:ffff:7f00:1', '64:ff9b::a9fe:a9fe',
    '64:ff9b::7f00:1', '64:ff9b:1::1', '2001:db8::1', '2002:7f00:1::', '::127.0.0.1', '', 'localhost', '1.2.3',
  ]) assert.ok(!isPublic(address), address)
})

test('loopback and networks', () => {
  for (const address of ['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1']) assert.ok(isLoopback(address), address)
  const some = networks(['10.1.0.0/16', '192.168.7.7', 'fd00:1::/32'])
  for (const [address, is] of [['10.1.2.3', true], ['::ffff:10.1.2.3', true], ['10.2.0.1', false], ['192.168.7.7', true], ['192.168.7.8', false], ['fd00:1::9', true], ['fd00:2::9', false]] as const) {
    assert.equal(isWithin(some, address), is, address)
  }
  for (const wrong of ['10.0.0.0/33', '10.0.0.0/', 'x/8', '10.0.0.0/-1', 'fd00::/129']) assert.throws(() => networks([wrong]), wrong)
})

test('an IPv4 address is as public as the IPv6 addresses that lead to it', () => {
  fc.assert(fc.property(fc.ipV4(), (address) => {
    assert.equal(isPublic(`::ffff:${address}`), isPublic(address))
    assert.equal(isPublic(`64:ff9b::${address}`), isPublic(address))
  }))
})
