import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { parseCidr, parseConnectorConfig, peerList } from './config.ts'

const channel = { name: 'kis', port: 2575, patientSystem: 'urn:p', caseSystem: 'urn:c', site: 'Haus' }

test('a short configuration gets its defaults', () => {
  const config = parseConnectorConfig('/d', { channels: [channel] })
  assert.deepEqual(config, {
    dir: '/d',
    channels: [{
      ...channel, host: '127.0.0.1', ackMode: 'auto', zone: 'Europe/Berlin', allowedPeers: [], dropRules: [], maxMessageBytes: 10_485_760,
      maxConnections: 200, idleTimeoutSeconds: 0,
    }],
    outbound: [],
    spool: { limitBytes: 8_589_934_592, reserveBytes: 536_870_912, retainDays: 14, retainBytes: 4_294_967_296, streams: 4 },
    uplink: { maxMessages: 400, maxBytes: 2_097_152, timeoutSeconds: 60 },
  })
  assert.ok(Object.isFrozen(config))
})

test('all problems are reported together, by place, without repeating what was given', () => {
  const json = {
    channels: [
      { ...channel, port: 70_000, charset: 'EBCDIC', zone: 'Europe/Atlantis', allowedPeers: ['10.0.0.0/33', 'host'], dropRules: ['MSH-1', 'PID-17'], colour: 'red' },
      { ...channel, port: 2576 },
    ],
    spool: { streams: 99 },
    uplnk: {},
  }
  assert.throws(() => parseConnectorConfig('/d', json), (thrown) => {
    assert.ok(thrown instanceof Fault)
    assert.equal(thrown.code, 'connector/config')
    const places = thrown.issues.map((issue) => issue.at).sort()
    assert.deepEqual(places, [
      'channels[0].allowedPeers[0]', 'channels[0].allowedPeers[1]', 'channels[0].charset', 'channels[0].colour', 'channels[0].dropRules[0]', 'channels[0].port',
      'channels[0].zone', 'channels[1].name', 'spool.streams', 'uplnk',
    ])
    assert.doesNotMatch(thrown.message, /EBCDIC|Atlantis|red|host\b/)
    return true
  })
})

test('two channels have neither a name nor a port in common', () => {
  const places = (channels: object[]): (string | undefined)[] => {
    try {
      parseConnectorConfig('/d', { channels })
      return []
    } catch (thrown) {
      return (thrown as Fault).issues.map((issue) => issue.at)
    }
  }
  assert.deepEqual(places([channel, channel]), ['channels[1].name', 'channels[1].port'])
  assert.deepEqual(places([{ ...channel, port: 0 }, { ...channel, name: 'labor', port: 0 }]), [])
  assert.deepEqual(places([channel, { ...channel, name: 'labor', host: '10.0.0.1' }]), [])
})

test('peers are addresses and networks of both families, also IPv4 in its IPv6 form', () => {
  assert.deepEqual(parseCidr('10.1.0.0/16'), { address: '10.1.0.0', prefix: 16, family: 'ipv4' })
  assert.deepEqual(parseCidr('2001:db8::1'), { address: '2001:db8::1', prefix: 128, family: 'ipv6' })
  for (const wrong of ['10.1.0.0/33', '10.1', 'kis.example.org', '10.1.0.0/16/8', '10.1.0.0/', '']) assert.equal(parseCidr(wrong), undefined, wrong)
  const peers = peerList(['10.1.0.0/16', '2001:db8::/32'])
  assert.ok(peers.check('10.1.2.3', 'ipv4'))
  assert.ok(peers.check('::ffff:10.1.2.3', 'ipv6'))
  assert.ok(peers.check('2001:db8:1::', 'ipv6'))
  assert.ok(!peers.check('10.2.0.1', 'ipv4'))
  assert.ok(!peers.check('2001:db9::', 'ipv6'))
})
