/** The directory's export as IHE mCSD wants it, by R4's own rules and by those that the profiles add. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actorInput, communityPlug, savingBundle, type Actor } from '@steckwerk/community'
import { validate, validateInvariants } from '@steckwerk/fhir'
import { memoryRecords, routeCall, testHost } from '@steckwerk/plug/testing'

type Json = Readonly<Record<string, unknown>>
interface Profile {
  readonly type: string
  /** Members with how often they are there at least and at most. */
  readonly members: Readonly<Record<string, readonly [least: number, most: number]>>
  /** References with what they may lead to. */
  readonly references: Readonly<Record<string, string>>
}

const many = Number.POSITIVE_INFINITY
const base = 'https://profiles.ihe.net/ITI/mCSD/StructureDefinition/IHE.mCSD.'
const none = { implicitRules: [0, 0], modifierExtension: [0, 0] } as const
/** What the profiles add to R4. Source: IHE ITI mCSD 3.8 and 4.0, StructureDefinitions of the same names. */
const profiles: Readonly<Record<string, Profile>> = {
  Organization: { type: 'Organization', members: { ...none, type: [1, many], name: [1, 1] }, references: { partOf: 'Organization' } },
  Location: { type: 'Location', members: { ...none, type: [1, many], physicalType: [0, 1], name: [1, 1], status: [1, 1] }, references: { managingOrganization: 'Organization', partOf: 'Location' } },
  HealthcareService: { type: 'HealthcareService', members: { type: [1, many], name: [1, 1] }, references: { location: 'Location', providedBy: 'Organization' } },
  Endpoint: { type: 'Endpoint', members: { ...none, managingOrganization: [1, 1] }, references: { managingOrganization: 'Organization' } },
  Practitioner: { type: 'Practitioner', members: { name: [1, many] }, references: {} },
  PractitionerRole: { type: 'PractitionerRole', members: { code: [1, many] }, references: { practitioner: 'Practitioner', organization: 'Organization' } },
}

const listOf = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value])

function breaches(resource: Json, has: (reference: string) => boolean): readonly string[] {
  return listOf((resource['meta'] as Json)['profile']).flatMap((url) => {
    const profile = profiles[String(url).slice(base.length)]
    if (profile === undefined || !String(url).startsWith(base) || profile.type !== resource['resourceType']) return [`profile ${String(url)}`]
    return [
      ...Object.entries(profile.members).filter(([member, [least, most]]) => listOf(resource[member]).length < least || listOf(resource[member]).length > most).map(([member]) => `${profile.type}.${member}`),
      ...Object.entries(profile.references).flatMap(([member, type]) => listOf(resource[member]).map((one) => (one as { reference: string }).reference).filter((to) => !to.startsWith(`${type}/`) || !has(to)).map((to) => `${member} ${to}`)),
    ]
  })
}

const actor = (id: string, more: Partial<Actor>): Actor => ({ id, ...actorInput.parse({ name: `Haus ${id}`, kind: 'other', city: 'Bochum' }), ...more })

test('the directory is a Bundle of mCSD resources: valid by R4, by its invariants and by the profiles each claims, and whole', async () => {
  const records = memoryRecords()
  await records.transaction(savingBundle([
    actor('a', {}),
    actor('b', { kind: 'hospital', street: 'Am Berg 1', postalCode: '44791', position: { latitude: 51.5, longitude: 7.2 }, website: 'https://b.example', about: 'Über uns', topics: ['Portal'], offers: 'x', needs: 'y',
      endpoints: [{ kind: 'fhir', address: 'https://b.example/fhir' }, { kind: 'kim', address: 'post@b.kim.telematik' }] }),
  ]))
  const host = testHost({ carriers: { ruhr: records } })
  const running = await communityPlug.start(host)
  const { documents } = await host.carrier('ruhr')
  const person = { role: 'Leitung IT', mail: 'ada@b.example', phone: '+49 234 1', asked: 0, secret: 's' }
  const agreed = (id: string, name: string, shows: { readonly mail: boolean; readonly phone: boolean } | undefined) =>
    ({ kind: 'directory-contact', id, parent: 'b', version: 0, body: { ...person, name, agreed: shows === undefined ? undefined : { at: 0, ...shows } } })
  await documents.write([agreed('p1', 'Ada Beispiel', { mail: true, phone: false }), agreed('p2', 'Ben Beispiel', { mail: false, phone: false }), agreed('p3', 'Cem Geheim', undefined)])
  const { file } = await running.route!(routeCall({ carrier: 'ruhr', route: 'GET /export/fhir.json' }))
  const bundle = JSON.parse(file!.content as string) as { resourceType: string; entry: { fullUrl: string; resource: Json & { resourceType: string; id: string } }[] }
  assert.equal(file!.contentType, 'application/fhir+json')
  assert.deepEqual(validate(bundle), [])
  assert.deepEqual((await validateInvariants(bundle)).filter(({ severity }) => severity === 'error'), [])
  const held = new Set(bundle.entry.map(({ resource }) => `${resource.resourceType}/${resource.id}`))
  assert.equal(held.size, 12)
  const people = bundle.entry.map(({ resource }) => resource).filter(({ resourceType }) => resourceType.startsWith('Practitioner'))
  assert.deepEqual(people.map(({ resourceType, id, telecom }) => [resourceType, id, telecom]), [
    ['Practitioner', 'p1', undefined], ['PractitionerRole', 'p1', [{ system: 'email', value: 'ada@b.example' }]], ['Practitioner', 'p2', undefined], ['PractitionerRole', 'p2', undefined],
  ], 'who has not agreed is not there, and of the others what they agreed to')
  for (const { fullUrl, resource } of bundle.entry) {
    assert.equal(fullUrl, `https://hub.example/fhir/ruhr/${resource.resourceType}/${resource.id}`)
    assert.deepEqual(validate(resource), [])
    assert.ok(listOf((resource['meta'] as Json | undefined)?.['profile']).length > 0, resource.resourceType)
    assert.deepEqual(breaches(resource, (to) => held.has(to)), [])
  }
  // The rules see what is wrong.
  const { type: _, ...untyped } = bundle.entry[0]!.resource
  assert.deepEqual(breaches(untyped, () => true), ['Organization.type'])
  await running.stop()
  host.end()
})
