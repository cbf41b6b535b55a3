import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentEqual, entryTexts, parseJson, rewriteReferences, spliceMeta, validate, type Resource } from '@steckwerk/fhir'
import { isikExamples, sharedData, syntheaBundles } from './shared-data.ts'

/** Published examples that break base R4, with where they do. */
const knownBad: Readonly<Record<string, readonly string[]>> = {
  // Two values in one extension
  'CapabilityStatement-ISiKCapabilityStatementBasisServer.json': ['CapabilityStatement.rest[0].resource[18].extension[0].valueCanonical'],
  // An empty string
  'StructureDefinition-ISiKAllergieUnvertraeglichkeit.json': ['StructureDefinition.differential.element[30].short'],
  // A profile of R5
  'StructureDefinition-patient-merge-subscription.json': ['StructureDefinition.fhirVersion'],
  // References without a type
  'Encounter-BeispielBesuch.json': ['Encounter.account[0].reference', 'Encounter.partOf.reference'],
}

test('shared examples validate, but for those known to be wrong', { skip: !sharedData }, () => {
  for (const { name, text } of [...syntheaBundles(), ...isikExamples()]) {
    assert.deepEqual(
      validate(parseJson(text)).map(issue => issue.at),
      knownBad[name] ?? [],
      name,
    )
  }
})

test('a bundle is cut, linked and stamped without a changed decimal', { skip: !sharedData }, () => {
  for (const { name, text } of syntheaBundles()) {
    const bundle = parseJson(text) as { entry: { fullUrl: string; resource: Resource }[] }
    const to = new Map(bundle.entry.map((entry, at) => [entry.fullUrl, `${entry.resource.resourceType}/r${at}`]))
    const texts = entryTexts(text)
    assert.equal(texts.length, bundle.entry.length, name)
    texts.forEach((entry, at) => {
      const linked = rewriteReferences(entry!, to)
      assert.doesNotMatch(linked, /"reference"\s*:\s*"urn:/)
      const stamped = spliceMeta(linked, { id: `r${at}`, versionId: 1, lastUpdated: '2026-11-21T20:15:00.000Z' })
      assert.deepEqual(validate(parseJson(stamped)), [])
      assert.equal(
        contentEqual(stamped, spliceMeta(stamped, { id: `r${at}`, versionId: 2, lastUpdated: '2026-11-22T20:15:00.000Z' })),
        true,
      )
      assert.deepEqual(numbers(stamped), numbers(entry!))
    })
  }
})

function numbers(text: string): string[] {
  return (text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').match(/-?\d[\d.eE+-]*/g) ?? []).sort()
}
