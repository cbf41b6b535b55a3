import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseMessage, type Message } from '@steckwerk/hl7v2'
import type { ExpectedCase } from './expected.ts'
import { createHospital, type StyleName } from './hospital.ts'

const styles: readonly StyleName[] = ['cgm', 'orbis', 'imedone']

/** What somebody who reads only the messages knows of a case. */
interface Seen {
  patient: string
  status: ExpectedCase['status']
  place: string
  /** Places of the movements so far, by which cancels go back. */
  history: string[]
}

/** Follows the messages of one hospital and holds every rule that a real one keeps. */
class Observer {
  readonly patients = new Map<string, { family: string; mergedInto: string | undefined }>()
  readonly cases = new Map<string, Seen>()
  readonly beds = new Map<string, string>()
  readonly controlIds = new Set<string>()
  readonly #style: StyleName

  constructor(style: StyleName) {
    this.#style = style
  }

  read(message: Message): void {
    const trigger = message.text('MSH-9.2') ?? ''
    const patient = message.text('PID-3') ?? ''
    assert.ok(!this.controlIds.has(message.controlId), 'control ids are unique')
    this.controlIds.add(message.controlId)
    const known = this.patients.get(patient)
    assert.equal(known?.mergedInto, undefined, 'nothing is sent about a merged patient')
    if (['A03', 'A08', 'A11', 'A12', 'A13', 'A21', 'A22', 'A31', 'A02', 'A40'].includes(trigger)) assert.ok(known, `${trigger} is about a known patient`)
    if (trigger === 'A28') assert.equal(known, undefined, 'a person is added once')
    this.patients.set(patient, { family: message.text('PID-5') ?? '', mergedInto: undefined })
    const mother = message.text('PID-21')
    if (mother !== undefined) assert.ok(this.patients.has(mother), 'the mother came before the child')
    if (trigger === 'A40') this.#merge(patient, message.text('MRG-1') ?? '')
    const number = message.text('PV1-19')
    if (number !== undefined) this.#case(trigger, patient, number, message)
  }

  #case(trigger: string, patient: string, number: string, message: Message): void {
    const place = ['PV1-3.1', 'PV1-3.2', 'PV1-3.3'].map(path => message.text(path) ?? '').join('/')
    const prior = ['PV1-6.1', 'PV1-6.2', 'PV1-6.3'].map(path => message.text(path) ?? '').join('/')
    const seen = this.cases.get(number)
    if (trigger === 'A01' || trigger === 'A04' || trigger === 'A05') {
      assert.ok(seen === undefined || (seen.status === 'planned' && trigger === 'A01'), `${trigger} opens a case`)
      for (const [other, { patient: whose, status }] of this.cases) {
        if (other !== number && whose === patient) assert.ok(status === 'finished' || status === 'cancelled', 'one open case a patient')
      }
      const opened: Seen = { patient, status: trigger === 'A05' ? 'planned' : 'in-progress', place, history: [] }
      this.cases.set(number, opened)
      if (trigger !== 'A05') this.#lie(number, place)
      return
    }
    assert.ok(seen, `${trigger} is about a known case`)
    assert.equal(seen.patient, patient, 'a case belongs to one patient')
    if (trigger === 'A13') assert.equal(seen.status, 'finished')
    else if (trigger === 'A22') assert.equal(seen.status, 'onleave')
    else assert.equal(seen.status, 'in-progress', `${trigger} is about an open case`)
    if (trigger === 'A02') {
      assert.equal(prior, seen.place)
      seen.history.push(seen.place)
      this.#move(number, seen, place)
    } else if (trigger === 'A12') {
      const back = seen.history.pop()
      assert.equal(this.#style === 'cgm' ? prior : place, back, 'a cancelled transfer goes back to where it came from')
      this.#move(number, seen, back ?? '')
    } else if (trigger === 'A03' || trigger === 'A11') {
      assert.equal(place, seen.place)
      this.beds.delete(place)
      seen.status = trigger === 'A03' ? 'finished' : 'cancelled'
    } else if (trigger === 'A21' || trigger === 'A22') {
      assert.equal(place, seen.place, 'the bed is kept')
      seen.status = trigger === 'A21' ? 'onleave' : 'in-progress'
    } else if (trigger === 'A13') {
      seen.status = 'in-progress'
      this.#lie(number, place)
    } else if (message.text('ZBE-4') === 'UPDATE') this.#move(number, seen, place)
    else assert.equal(place, seen.place, 'an update of data moves nobody')
  }

  #move(number: string, seen: Seen, place: string): void {
    this.beds.delete(seen.place)
    seen.place = place
    this.#lie(number, place)
  }

  #lie(number: string, place: string): void {
    if (place.endsWith('//')) return
    assert.equal(this.beds.get(place), undefined, 'a bed holds one patient')
    this.beds.set(place, number)
  }

  #merge(survivor: string, merged: string): void {
    const old = this.patients.get(merged)
    assert.ok(old && old.mergedInto === undefined && merged !== survivor, 'a known patient is merged into another one')
    old.mergedInto = survivor
    for (const seen of this.cases.values()) if (seen.patient === merged) seen.patient = survivor
  }
}

test('whoever reads the messages of any seed and style sees a consistent hospital, and ends with what is expected', () => {
  for (const style of styles) {
    for (let seed = 1; seed <= 8; seed++) {
      const hospital = createHospital(seed, style, { size: seed % 2 === 0 ? 0.3 : 1, runId: 'TEST' })
      const observer = new Observer(style)
      const triggers = new Set<string>()
      for (const { bytes, controlId, trigger, patients } of hospital.take(1500)) {
        const message = parseMessage(bytes)
        assert.equal(message.charsetSource, 'declared')
        assert.equal(message.type, `ADT^${trigger}`)
        assert.equal(message.controlId, controlId)
        assert.equal(message.text('PID-3'), patients[0])
        assert.ok(!bytes.includes('?'), 'every character is in the charset')
        triggers.add(trigger)
        observer.read(message)
      }
      assert.equal(hospital.count, 1500)
      assert.deepEqual([...triggers].toSorted(), ['A01', 'A02', 'A03', 'A04', 'A05', 'A08', 'A11', 'A12', 'A13', 'A21', 'A22', 'A28', 'A31', 'A40'])
      compare(observer, hospital.expected())
    }
  }
})

function compare(observer: Observer, expected: ReturnType<ReturnType<typeof createHospital>['expected']>): void {
  assert.deepEqual(new Set(expected.map(({ number }) => number)), new Set(observer.patients.keys()))
  const cases = new Map<string, ExpectedCase>()
  for (const patient of expected) {
    const seen = observer.patients.get(patient.number)
    assert.equal(seen?.mergedInto, patient.mergedInto)
    if (patient.mergedInto !== undefined) continue
    assert.ok(seen?.family.endsWith(patient.family))
    for (const one of patient.cases) {
      assert.equal(observer.cases.get(one.number)?.patient, patient.number)
      cases.set(one.number, one)
    }
  }
  assert.equal(cases.size, observer.cases.size)
  for (const [number, seen] of observer.cases) {
    const one = cases.get(number)
    const place = [one?.ward, one?.room, one?.bed].map(part => part ?? '').join('/')
    assert.deepEqual({ status: one?.status, place }, { status: seen.status, place: seen.place })
  }
}

test('the same seed gives the same bytes, another one other people', () => {
  const bytes = (seed: number, skip = 0) => {
    const hospital = createHospital(seed, 'cgm')
    hospital.skip(skip)
    return Array.from(hospital.take(300 - skip), message => message.bytes.toString('latin1'))
  }
  assert.deepEqual(bytes(5), bytes(5))
  assert.deepEqual(bytes(5, 200), bytes(5).slice(200))
  assert.notDeepEqual(bytes(5), bytes(6))
})

test('the wards are filled first, and stay about as full', () => {
  const hospital = createHospital(3, 'orbis', { fill: 0.6 })
  const filling = Array.from(hospital.take(Math.round(hospital.beds * 0.6)))
  assert.ok(filling.every(({ trigger }) => trigger === 'A01'))
  const lies = ({ status, bed }: ExpectedCase): boolean => (status === 'in-progress' || status === 'onleave') && bed !== undefined
  const taken = () => hospital.expected().filter(({ cases }) => cases.some(lies)).length
  assert.equal(taken(), filling.length)
  hospital.skip(5000)
  assert.ok(taken() > hospital.beds * 0.6 && taken() <= hospital.beds)
})

test('times are those of the clock given, in Berlin wall time, and never run backwards', () => {
  const hospital = createHospital(1, 'imedone', { clock: n => new Date(Date.UTC(2026, 6, 1, 12, 0, n === 5 ? 0 : n)) })
  const times = Array.from(hospital.take(8), ({ bytes }) => parseMessage(bytes).text('MSH-7'))
  assert.deepEqual(times.map(time => time?.slice(-6)), ['140000', '140001', '140002', '140003', '140004', '140004', '140006', '140007'])
})

test('newborns come with their mother, and merges name both patients', () => {
  const messages = Array.from(createHospital(11, 'cgm').take(3000))
  const births = messages.filter(({ bytes, trigger }) => trigger === 'A01' && parseMessage(bytes).text('PID-21') !== undefined)
  assert.ok(births.length > 0)
  for (const { bytes, patients } of births) {
    const message = parseMessage(bytes)
    assert.deepEqual(patients, [message.text('PID-3'), message.text('PID-21')])
    assert.equal(message.text('NK1-3'), 'MTH')
    assert.equal(message.text('PV1-3.1'), 'NEO')
    assert.equal(message.text('PID-7')?.length, 12)
  }
  for (const { bytes, patients, trigger } of messages) {
    if (trigger === 'A40') assert.deepEqual(patients, ['PID-3', 'MRG-1'].map(path => parseMessage(bytes).text(path)))
  }
})
