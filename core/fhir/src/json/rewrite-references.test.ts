import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entryTexts } from './entry-texts.ts'
import { rewriteReferences } from './rewrite-references.ts'

const urn = 'urn:uuid:1c9b3b3e-0000-4000-8000-000000000001'
const to = new Map([[urn, 'Patient/1']])

test('references are exchanged wherever they stand, and nothing else moves a byte', () => {
  const text = `{ "resourceType":"Observation", "subject" : {"reference":"${urn}"},"valueQuantity":{"value":1.10},
    "performer":[{"reference":"Practitioner/2"},{"display":"x","reference":"${urn}"}],
    "extension":[{"url":"x","valueReference":{"reference":"${urn}"}}],
    "contained":[{"resourceType":"Encounter","subject":{"reference":"${urn}"}}] }`
  assert.equal(rewriteReferences(text, to), text.replaceAll(`"${urn}"`, '"Patient/1"'))
})

test('uri-typed values are links, identifiers and texts are not', () => {
  const text = `{"resourceType":"DocumentReference","masterIdentifier":{"system":"urn:ietf:rfc:3986","value":"${urn}"},"description":"${urn}","content":[{"attachment":{"url":"${urn}"}}]}`
  assert.equal(rewriteReferences(text, to), text.replace(`"url":"${urn}"`, '"url":"Patient/1"'))
})

test('addresses in a narrative are links, its text is none', () => {
  const text = `{"resourceType":"Patient","text":{"status":"generated","div":"<div><a href=\\"${urn}\\">${urn}</a><img src = '${urn}'/><a href=\\"${urn}&amp;x\\"/></div>"},"contained":[{"resourceType":"Basic","text":{"div":"<a href='${urn}'/>"}}]}`
  const there = rewriteReferences(text, to)
  assert.equal(there, text.replace(`href=\\"${urn}\\"`, 'href=\\"Patient/1\\"').replace(`src = '${urn}'`, "src = 'Patient/1'").replace(`href='${urn}'`, "href='Patient/1'"))
  JSON.parse(there)
})

test('without anything to exchange the text is the same', () => {
  const text = '{"resourceType":"Patient","link":[{"other":{"reference":"Patient/2"}}]}'
  assert.equal(rewriteReferences(text, to), text)
  assert.equal(rewriteReferences(text, new Map()), text)
})

test('the resources of a bundle are cut out as they stand', () => {
  const text =
    '{"resourceType":"Bundle","entry":[{"fullUrl":"x","resource": {"resourceType":"A","n":1.10} },{"request":{"method":"DELETE","url":"A/1"}},{"resource":{"a":"]}"}}]}'
  assert.deepEqual(entryTexts(text), ['{"resourceType":"A","n":1.10}', undefined, '{"a":"]}"}'])
  assert.deepEqual(entryTexts('{"resourceType":"Bundle"}'), [])
  assert.throws(() => entryTexts('{"entry":{}}'), { code: 'fhir/json' })
  assert.throws(() => entryTexts('{"entry":[1]}'), { code: 'fhir/json' })
})
