import { validate } from '@steckwerk/fhir'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encounterId, visitAfter, visitText } from './testing/visit.ts'
import { messageOf, testId, testSettings, World } from './testing/world.ts'

const id = (number: string): string => testId('Patient', testSettings.patientSystem, number)
const merge = (...pairs: [surviving: string, losing: string][]): string =>
  [
    'MSH|^~\\&|KIS|HAUS|HUB|HUB|20261120103000||ADT^A40|1|P|2.5',
    'EVN||20261120103000',
    ...pairs.flatMap(([s, l]) => [`PID|||${s}||Krämer^Änne`, `MRG|${l}`]),
  ].join('\n')

interface Links {
  active: boolean
  link?: { type: string; other: { reference: string; identifier?: { value: string } } }[]
}

function links(world: World, number: string): unknown {
  const { active, link = [] } = world.get<Links>('Patient', id(number))
  return [
    active,
    ...link.map(
      ({ type, other }) => `${type} ${other.reference === `Patient/${id(other.identifier!.value)}` ? other.identifier!.value : '?'}`,
    ),
  ]
}

function apply(world: World, text: string): readonly string[] {
  const result = world.apply(messageOf(text))
  assert.ok(result.kind === 'mapped')
  for (const resource of result.writes)
    assert.deepEqual(
      validate(resource).filter(({ severity }) => severity === 'error'),
      [],
    )
  const again = world.apply(messageOf(text))
  assert.deepEqual(again.kind === 'mapped' && again.writes, [], 'a merge told twice')
  return result.patients
}

const a01 = { event: 'A01', at: '010900', place: 'CHI^302^2', admitted: '010845', more: 'NK1|1|Krämer^Uwe|SPO\nIN1|1||109930015|Kasse' }

test('everything of the losing patient belongs to the survivor', () => {
  const world = new World()
  visitAfter(world, { ...a01, patient: 'old' })
  assert.deepEqual([...apply(world, merge(['new', 'old']))].toSorted(), [id('new'), id('old')].toSorted())
  assert.deepEqual(links(world, 'old'), [false, 'replaced-by new'])
  assert.deepEqual(links(world, 'new'), [true, 'replaces old'])
  const rest = [...world.resources.values()].filter(({ resourceType }) => resourceType !== 'Patient')
  assert.ok(!JSON.stringify(rest).includes(id('old')))
  assert.deepEqual(world.get('Encounter', encounterId).subject, { reference: `Patient/${id('new')}` })
  assert.deepEqual(
    ['Coverage', 'RelatedPerson'].map(type => JSON.stringify(world.all(type)).includes(id('new'))),
    [true, true],
  )
})

test('messages under the old number go to the survivor, along a chain too, and leave it its own number', () => {
  const world = new World()
  visitAfter(world, { ...a01, patient: 'a' })
  apply(world, merge(['b', 'a']))
  apply(world, merge(['c', 'b']))
  assert.deepEqual(
    [links(world, 'a'), links(world, 'b'), links(world, 'c')],
    [
      [false, 'replaced-by b'],
      [false, 'replaces a', 'replaced-by c'],
      [true, 'replaces b'],
    ],
  )
  const result = world.apply(
    messageOf(visitText({ ...a01, event: 'A08', patient: 'a', more: 'ZZZ|1' }).replace('Krämer^Änne', 'Krämer-Roth^Änne')),
  )
  assert.deepEqual(result.kind === 'mapped' && result.patients, [id('a'), id('c')])
  const survivor = world.get<{ name: { family: string }[]; identifier: { value: string }[] }>('Patient', id('c'))
  assert.deepEqual([survivor.name[0]?.family, survivor.identifier.map(({ value }) => value)], ['Krämer-Roth', ['c']])
  assert.deepEqual(world.get('Encounter', encounterId).subject, { reference: `Patient/${id('c')}` })
})

test('several merges in one message, one on top of the other', () => {
  const world = new World()
  visitAfter(world, { ...a01, patient: 'a' })
  apply(world, merge(['b', 'a'], ['c', 'b']))
  assert.deepEqual(
    [links(world, 'a'), links(world, 'b'), links(world, 'c')],
    [
      [false, 'replaced-by b'],
      [false, 'replaces a', 'replaced-by c'],
      [true, 'replaces b'],
    ],
  )
  assert.deepEqual(world.get('Encounter', encounterId).subject, { reference: `Patient/${id('c')}` })
})

test('a merge turned round revives the first patient', () => {
  const world = new World()
  visitAfter(world, { ...a01, patient: 'a' })
  apply(world, merge(['b', 'a']))
  apply(world, merge(['a', 'b']))
  assert.deepEqual(
    [links(world, 'a'), links(world, 'b')],
    [
      [true, 'replaces b'],
      [false, 'replaced-by a'],
    ],
  )
  assert.deepEqual(world.get('Encounter', encounterId).subject, { reference: `Patient/${id('a')}` })
})

test('a patient merged before into another: the link follows the last word', () => {
  const world = new World()
  apply(world, merge(['x', 'a']))
  apply(world, merge(['b', 'a']))
  assert.deepEqual([links(world, 'a'), links(world, 'b'), links(world, 'x')], [[false, 'replaced-by b'], [true, 'replaces a'], [true]])
})

test('merges that name too little', () => {
  const code = (text: string): unknown => {
    const result = new World().apply(messageOf(text))
    return result.kind === 'unmappable' ? result.code : result.warnings.map(({ at }) => at)
  }
  assert.equal(code(merge(['1', ''])), 'hl7v2/no-merge-number')
  assert.equal(code(merge(['1', '1'])), 'hl7v2/merge-with-itself')
  assert.equal(code(merge(['', '2'])), 'hl7v2/no-patient-number')
  assert.deepEqual(code(merge(['1', ''], ['2', '3'])), ['MRG'])
})
