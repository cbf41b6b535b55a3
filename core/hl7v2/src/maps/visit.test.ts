import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encounterId, visitAfter, visitText, type VisitMessage } from './testing/visit.ts'
import { messageOf, World } from './testing/world.ts'

const a01: VisitMessage = { event: 'A01', at: '010900', place: 'CHI^302^2^CH', admitted: '010845' }
const toInn: VisitMessage = { event: 'A02', at: '021000', place: 'INN^1^1^IN', prior: 'CHI^302^2^CH', admitted: '010845' }

test('admission, transfer, discharge without movements', () => {
  const world = new World()
  assert.deepEqual(visitAfter(world, a01), { status: 'in-progress', period: '01T08:45–', stays: ['CHI/302/2 active 01T08:45–'] })
  const moved = ['CHI/302/2 completed 01T08:45–02T10:00', 'INN/1/1 active 02T10:00–']
  assert.deepEqual(visitAfter(world, toInn), { status: 'in-progress', period: '01T08:45–', stays: moved })
  assert.deepEqual(visitAfter(world, { event: 'A03', at: '051200', place: 'INN^1^1^IN', discharged: '051130' }), {
    status: 'finished',
    period: '01T08:45–05T11:30',
    stays: ['CHI/302/2 completed 01T08:45–02T10:00', 'INN/1/1 completed 02T10:00–05T11:30'],
  })
  assert.deepEqual(visitAfter(world, { event: 'A08', at: '060000' }).status, 'finished')
  assert.deepEqual(visitAfter(world, { event: 'A13', at: '061200', place: 'INN^1^1^IN' }), {
    status: 'in-progress',
    period: '01T08:45–',
    stays: moved,
  })
})

test('a pre-admission is planned, has no period, and its place is planned until the admission', () => {
  const world = new World()
  const a05: VisitMessage = { event: 'A05', at: '010900', place: 'CHI^302^2', class: 'P', more: 'PV2||||||||20261110|20261115' }
  assert.deepEqual(visitAfter(world, a05), { status: 'planned', period: undefined, stays: ['CHI/302/2 planned 10–'] })
  assert.deepEqual(world.get<{ extension: unknown }>('Encounter', encounterId).extension, [
    { url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedEndDate', valueDateTime: '2026-11-15' },
    { url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedStartDate', valueDateTime: '2026-11-10' },
  ])
  const admitted = { status: 'in-progress', period: '10T08:00–', stays: ['INN/1/1 active 10T08:00–'] }
  assert.deepEqual(visitAfter(world, { event: 'A01', at: '100800', place: 'INN^1^1', admitted: '100800' }), admitted)
  assert.deepEqual(visitAfter(world, a05), admitted)
})

test('a cancelled admission leaves no stay; an update does not revive it', () => {
  const world = new World()
  const cancelled = { status: 'cancelled', period: '01T08:45–', stays: [] }
  assert.deepEqual(visitAfter(world, a01, { event: 'A11', at: '011000', place: 'CHI^302^2' }), cancelled)
  assert.deepEqual(visitAfter(world, { ...a01, event: 'A08' }), cancelled)
})

test('a cancelled transfer, whichever place PV1-3 names', () => {
  const back = ['CHI/302/2 active 01T08:45–']
  const german: VisitMessage = { event: 'A12', at: '021100', place: toInn.place!, prior: 'CHI^302^2^CH' }
  const standard: VisitMessage = { event: 'A12', at: '021100', place: 'CHI^302^2^CH', prior: toInn.place! }
  for (const a12 of [german, standard, { event: 'A12', at: '021100' }]) {
    const world = new World()
    assert.deepEqual(visitAfter(world, a01, toInn, a12).stays, back)
    assert.deepEqual(visitAfter(world, a12).stays, back, 'told twice')
  }
  const unknown = new World()
  assert.deepEqual(visitAfter(unknown, { ...german, admitted: '010845' }).stays, back, 'the first message of the visit')
})

test('the department follows the patient', () => {
  const world = new World()
  const department = (...messages: VisitMessage[]): unknown => {
    visitAfter(world, ...messages)
    return world.get<{ serviceProvider: { display: string } }>('Encounter', encounterId).serviceProvider.display
  }
  assert.equal(department(a01), 'CH')
  assert.equal(department({ ...toInn, place: 'INN^1^1^Innere Medizin' }), 'Innere Medizin')
  assert.deepEqual((world.get('Encounter', encounterId).serviceType as { coding: unknown[] }).coding, [
    { system: 'http://fhir.de/CodeSystem/dkgev/Fachabteilungsschluessel', code: '0100', display: 'Innere Medizin' },
  ])
  assert.equal(department({ event: 'A12', at: '021100', place: 'INN^1^1^Innere Medizin', prior: 'CHI^302^2^CH' }), 'CH')
  assert.equal(world.get('Encounter', encounterId).serviceType, undefined)
})

test('leave and return', () => {
  const world = new World()
  assert.deepEqual(visitAfter(world, a01, { event: 'A21', at: '030900' }), {
    status: 'onleave',
    period: '01T08:45–',
    stays: ['CHI/302/2 active 01T08:45–'],
  })
  assert.equal(visitAfter(world, { event: 'A22', at: '041800' }).status, 'in-progress')
})

test('movements: insert, update, reference, delete, the past', () => {
  const world = new World()
  const admission: VisitMessage = { ...a01, movement: ['M1^KIS', '010900', '', 'INSERT'] }
  const transfer: VisitMessage = { ...toInn, movement: ['M2^KIS', '021000', '', 'INSERT'] }
  assert.deepEqual(visitAfter(world, admission, transfer).stays, ['CHI/302/2 completed 01T09:00–02T10:00', 'INN/1/1 active 02T10:00–'])
  assert.deepEqual(
    visitAfter(world, { event: 'A08', at: '021100', place: 'INN^1^2', movement: ['M2^KIS', '021030', '', 'UPDATE', 'N', 'A02'] }).stays,
    ['CHI/302/2 completed 01T09:00–02T10:30', 'INN/1/2 active 02T10:30–'],
  )
  const past: VisitMessage = { event: 'A02', at: '021200', place: 'OP^S1', movement: ['M3^KIS', '011500', '', 'INSERT', 'Y'] }
  const withOp = ['CHI/302/2 completed 01T09:00–01T15:00', 'OP/S1 completed 01T15:00–02T10:30', 'INN/1/2 active 02T10:30–']
  assert.deepEqual(visitAfter(world, past).stays, withOp)
  assert.deepEqual(
    visitAfter(world, { event: 'A08', at: '021300', place: 'XXX^9', movement: ['M1^KIS', '010900', '', 'REFERENCE'] }).stays,
    withOp,
  )
  const cancel = (id: string): VisitMessage => ({ event: 'A12', at: '021400', movement: [`${id}^KIS`, '', '', 'CANCEL'] })
  assert.deepEqual(visitAfter(world, cancel('M3')).stays, ['CHI/302/2 completed 01T09:00–02T10:30', 'INN/1/2 active 02T10:30–'])
  assert.deepEqual(visitAfter(world, cancel('M2')).stays, ['CHI/302/2 active 01T09:00–'])
  assert.deepEqual(visitAfter(world, cancel('M2')).stays, ['CHI/302/2 active 01T09:00–'], 'told twice')
})

test('a movement has an id per system; each of them finds it', () => {
  const world = new World()
  visitAfter(world, { ...a01, movement: ['M1^KIS~77^ADM', '010900', '', 'INSERT'] })
  assert.deepEqual(
    visitAfter(world, { event: 'A08', at: '011000', place: 'CHI^303^1', movement: ['77^ADM', '010900', '020800', 'UPDATE'] }).stays,
    ['CHI/303/1 completed 01T09:00–02T08:00'],
  )
  visitAfter(world, { event: 'A12', at: '021400', movement: ['M1^KIS', '', '', 'DELETE'] })
  assert.deepEqual(visitAfter(world).stays, [])
})

test('the movement of a discharge is no stay; its deletion reopens the visit, its update moves the end', () => {
  const world = new World()
  visitAfter(world, { ...a01, movement: ['M1^KIS', '010900', '', 'INSERT'] })
  const a03: VisitMessage = { event: 'A03', at: '051200', place: 'CHI^302^2', movement: ['M9^KIS', '051130', '', 'INSERT'] }
  const gone = (end: string): unknown => ({ status: 'finished', period: `01T08:45–${end}`, stays: [`CHI/302/2 completed 01T09:00–${end}`] })
  assert.deepEqual(visitAfter(world, { ...a03, discharged: '051130' }), gone('05T11:30'))
  assert.deepEqual(visitAfter(world, { event: 'A08', at: '051300', movement: ['M9^KIS', '051130', '', 'REFERENCE'] }), gone('05T11:30'))
  assert.deepEqual(
    visitAfter(world, { event: 'Z99', at: '051400', movement: ['M9^KIS', '051145', '', 'UPDATE', 'N', 'A03'] }),
    gone('05T11:45'),
  )
  assert.deepEqual(visitAfter(world, { event: 'A13', at: '051500', place: 'CHI^302^2', movement: ['M9^KIS', '051145', '', 'CANCEL'] }), {
    status: 'in-progress',
    period: '01T08:45–',
    stays: ['CHI/302/2 active 01T09:00–'],
  })
})

test('an update is enough to know a visit', () => {
  assert.deepEqual(
    visitAfter(new World(), { event: 'A08', at: '030900', place: 'CHI^302^2', movement: ['M1^KIS', '010900', '', 'REFERENCE'] }),
    {
      status: 'in-progress',
      period: '–',
      stays: ['CHI/302/2 active 01T09:00–'],
    },
  )
  const world = new World()
  visitAfter(world, { event: 'A08', at: '030900' })
  assert.deepEqual(world.get('Encounter', encounterId).period, {
    _start: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }] },
  })
})

test('an end before the start is left out with a warning', () => {
  const world = new World()
  visitAfter(world, a01)
  const result = world.apply(messageOf(visitText({ event: 'A03', at: '051200', discharged: '010000' })))
  assert.deepEqual(result.kind === 'mapped' && result.warnings.map(({ at }) => at), ['PV1-45'])
  const { start, end, _end } = world.get<{ period: Record<string, unknown> }>('Encounter', encounterId).period
  assert.deepEqual([typeof start, end, typeof _end], ['string', undefined, 'object'])
})

test('summer and winter: the doubled hour means its first pass, the missing one the offset before', () => {
  const start = (text: string): unknown => {
    const world = new World()
    world.apply(
      messageOf(
        visitText({ ...a01 })
          .replace('20261101084500', text)
          .replace('202611010845', text),
      ),
    )
    return world.get<{ period: { start: string } }>('Encounter', encounterId).period.start
  }
  assert.equal(start('202610250230'), '2026-10-25T02:30:00+02:00')
  assert.equal(start('202610250330'), '2026-10-25T03:30:00+01:00')
  assert.equal(start('202603290230'), '2026-03-29T02:30:00+01:00')
  assert.equal(start('202607011200'), '2026-07-01T12:00:00+02:00')
  assert.equal(start('202607011200-0300'), '2026-07-01T12:00:00-03:00')
  assert.equal(start('20260701'), '2026-07-01')
})

test('classes: the house’s own codes go first, unknown ones stay what the visit was', () => {
  const world = new World({ ...new World().settings, classes: { TK: 'SS' } })
  const code = (sent: string): unknown => {
    visitAfter(world, { ...a01, class: sent })
    return world.get<{ class: { code: string } }>('Encounter', encounterId).class.code
  }
  assert.deepEqual(['I', '??', 'TK', 'U', 'O', 'constructor'].map(code), ['IMP', 'IMP', 'SS', 'SS', 'AMB', 'AMB'])
})

test('a visit without a number tells of the person only', () => {
  const world = new World()
  const result = world.apply(messageOf(visitText(a01).replace('|F1|', '||')))
  assert.ok(result.kind === 'mapped')
  assert.deepEqual([result.warnings.map(({ at }) => at), world.all('Encounter')], [['PV1-19'], []])
})

test('messages that cannot be mapped say why', () => {
  const code = (text: string): unknown => {
    const result = new World().apply(messageOf(text))
    return result.kind === 'unmappable' && result.code
  }
  assert.equal(code('MSH|^~\\&|||||||ORU^R01|1|P|2.5\nPID|||1'), 'hl7v2/unsupported-type')
  assert.equal(code('MSH|^~\\&|||||||ADT^A01|1|P|2.5\nPID|||""'), 'hl7v2/no-patient-number')
  assert.equal(code('MSH|^~\\&|||||||ADT^A01|1|P|2.5'), 'hl7v2/no-patient-number')
})
