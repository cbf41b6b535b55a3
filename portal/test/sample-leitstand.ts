import type { ChannelOverview, Overview, Problem, RatePoint, RawMessage } from '@steckwerk/api/contract'

const ago = (now: number, seconds: number) => new Date(now - seconds * 1000).toISOString()

/** Three carriers: one well, one with an alarm and a backlog, one silent. */
export function sampleOverview(now: number): Overview {
  const channel = (name: string, port: number, more: Partial<ChannelOverview> = {}): ChannelOverview => ({
    channel: name, port, listening: true, received: 184_223, duplicates: 12, refused: 0, depth: 0, oldestWaitingAt: null, perMinute: 412, applicationAckWished: false, lastError: null, ...more,
  })
  return {
    now: new Date(now).toISOString(),
    carriers: [
      {
        carrier: 'alpha', name: 'Klinikverbund Alpha', unmapped: 7, lastMinute: 612,
        connectors: [{
          connector: 'alpha-haupthaus', state: 'connected', seenAt: ago(now, 2), version: '0.1.0', spool: { depth: 4, bytes: 31_000_000, limitBytes: 1_000_000_000 }, oldestWaitingAt: ago(now, 1), alarms: [],
          outbound: [], channels: [channel('kis-adt', 2575, { depth: 4, oldestWaitingAt: ago(now, 1) }), channel('labor', 2576, { received: 20_411, perMinute: 200, refused: 3, applicationAckWished: true, lastError: { code: 'hl7v2/separators', text: 'unusable separators', at: ago(now, 4_000) } })],
        }],
      },
      {
        carrier: 'beta', name: 'Stiftung Beta', unmapped: 0, lastMinute: 340,
        connectors: [{
          connector: 'beta-1', state: 'connected', seenAt: ago(now, 3), version: '0.1.0', spool: { depth: 18_230, bytes: 870_000_000, limitBytes: 1_000_000_000 }, oldestWaitingAt: ago(now, 423),
          alarms: [{ id: 'alarm-1', code: 'spool-restored', at: ago(now, 900), count: 212, detail: '' }],
          outbound: [], channels: [channel('kis-adt', 2576, { depth: 18_230, oldestWaitingAt: ago(now, 423), perMinute: 355 })],
        }],
      },
      {
        carrier: 'gamma', name: 'Kreiskliniken Gamma', unmapped: 0, lastMinute: 0,
        connectors: [{ connector: 'gamma-1', state: 'silent', seenAt: ago(now, 7_300), version: '0.1.0', spool: { depth: 0, bytes: 0, limitBytes: 1_000_000_000 }, oldestWaitingAt: null, alarms: [], outbound: [], channels: [channel('kis-adt', 2577, { perMinute: 0 })] }],
      },
    ],
  }
}

export function sampleRates(now: number): readonly RatePoint[] {
  const running = Math.floor(now / 60_000)
  return Array.from({ length: 60 }, (_, index) => running - 60 + index).flatMap(minute => {
    const wave = (base: number, swing: number, phase: number) => Math.max(0, Math.round(base + swing * Math.sin(minute / 5 + phase) + (minute * 7919 + phase * 101) % 40))
    const at = new Date(minute * 60_000).toISOString()
    return [
      { minute: at, carrier: 'alpha', mapped: wave(560, 90, 0), unmapped: minute % 9 === 0 ? 2 : 0 },
      { minute: at, carrier: 'beta', mapped: wave(300, 60, 2), unmapped: 0 },
      { minute: at, carrier: 'gamma', mapped: minute < running - 30 ? wave(180, 40, 4) : 0, unmapped: 0 },
    ]
  })
}

export function sampleProblems(now: number): readonly Problem[] {
  const reasons = [['hl7v2/charset', 'ADT^A08'], ['hl7v2/separators', ''], ['hl7v2/new-reason', 'ADT^A01']] as const
  return Array.from({ length: 30 }, (_, index) => {
    const [code, messageType] = reasons[index % 3] ?? reasons[0]
    return {
      ref: `alpha-haupthaus/1/kis-adt/${4_000 - index}`, receivedAt: ago(now, 200 + index * 977), connector: 'alpha-haupthaus', channel: 'kis-adt', messageType, code, text: 'The message has no case number.',
      retainedUntil: index === 4 ? null : ago(now, -30 * 86_400 + index * 977),
    }
  })
}

export function sampleRaw(ref: string, masked: boolean): RawMessage {
  const field = (index: number, text: string, secret = false) => ({ index, text: secret && masked ? '•••••••••' : text, masked: secret && masked })
  return {
    ref, masked, charset: 'ISO-8859-15',
    segments: [
      { name: 'MSH', fields: [field(1, '|'), field(2, '^~\\&'), field(3, 'KIS'), field(4, 'LINDENTAL'), field(7, '20261121140213'), field(9, 'ADT^A08^ADT_A01'), field(10, 'K0004711'), field(12, '2.5'), field(18, '8859/15')] },
      { name: 'PID', fields: [field(1, '1'), field(3, '0004711^^^LINDENTAL^MR', true), field(5, 'Müßig^Dorothea^^^^^L', true), field(7, '19570304', true), field(8, 'F'), field(11, 'Erfundener Weg 4^^Lindental^^99999^DEU', true)] },
      { name: 'PV1', fields: [field(1, '1'), field(2, 'I'), field(3, '3A^101^1^LINDENTAL'), field(19, '', true), field(44, '20261119083000')] },
    ],
  }
}
