import assert from 'node:assert/strict'
import { test } from 'node:test'
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import { extract, searchParams, type Extracted, type SearchParamInfo } from '@steckwerk/fhir'
import { targetType } from '../src/search/reference-target.ts'
import { unsupportedReason } from '../src/search/unsupported.ts'
import type { Resource } from '../src/resource.ts'
import { samples } from './samples.ts'
import { isikExamples, sharedData, syntheaBundles } from './shared-data.ts'

type Node = Record<string, unknown>

const resolves = /\.where\(resolve\(\) is (\w+)\)/

/** One alternative of an expression by the real engine; resolve() is answered from the reference itself. */
function selected(resource: Resource, expression: string): unknown[] {
  const wanted = resolves.exec(expression)?.[1]
  const nodes = fhirpath.evaluate(resource, expression.replace(resolves, ''), undefined, r4) as unknown[]
  return wanted === undefined ? nodes : nodes.filter(node => targetType(node as Node) === wanted)
}

function tokensOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [`|${String(node)}`]
  const { coding, code, system = '', value } = node as { coding?: unknown; code?: unknown; system?: string; value?: unknown }
  if (Array.isArray(coding)) return coding.flatMap(tokensOf)
  const isContact = ['phone', 'fax', 'email', 'pager', 'url', 'sms', 'other'].includes(system)
  const found = code ?? value
  return typeof found === 'string' ? [`${isContact ? '' : system}|${found}`] : []
}

function referencesOf(node: unknown): string[] {
  const text = typeof node === 'string' ? node : (node as Node)['reference']
  if (typeof text !== 'string' || text.startsWith('#')) return []
  return typeof node === 'string' && text.includes('|') ? [text, text.slice(0, text.indexOf('|'))] : [text]
}

function stringsOf(node: unknown): string[] {
  if (typeof node === 'string') return [node]
  const parts = ['family', 'given', 'prefix', 'suffix', 'text', 'line', 'city', 'district', 'state', 'postalCode', 'country']
  return parts.flatMap(part => (node as Node)[part] ?? []) as string[]
}

/** What the engine selects, in the shape of what extraction takes, sorted. Dates are only counted. */
function expected(resource: Resource, param: SearchParamInfo & { expression: string }): unknown {
  const nodes = param.expression.split(' | ').flatMap(part => selected(resource, part))
  switch (param.type) {
    case 'token':
      return nodes.flatMap(tokensOf).sort()
    case 'reference':
      return nodes.flatMap(referencesOf).sort()
    case 'string':
      return nodes.flatMap(stringsOf).sort()
    case 'uri':
      return nodes.flatMap(node => (String(node).includes('|') ? [String(node), String(node).split('|')[0]] : [String(node)])).sort()
    default:
      return nodes.length
  }
}

function actual(found: Extracted, param: SearchParamInfo): unknown {
  const mine = <T extends { readonly param: string }>(list: readonly T[]) => list.filter(one => one.param === param.code)
  switch (param.type) {
    case 'token':
      return mine(found.tokens)
        .map(one => `${one.system ?? ''}|${one.code}`)
        .sort()
    case 'reference':
      return mine(found.references)
        .map(one => one.url ?? `${one.type}/${one.id}`)
        .sort()
    case 'string':
      return mine(found.strings)
        .map(one => one.exact)
        .sort()
    case 'uri':
      return mine(found.uris)
        .map(one => one.value)
        .sort()
    default:
      return mine(found.dates).length
  }
}

function compare(resource: Resource): number {
  const found = extract(resource)
  let compared = 0
  for (const param of searchParams(resource.resourceType)) {
    if (param.code === '_id' || param.code === '_lastUpdated' || unsupportedReason(param) !== undefined) continue
    // Names of older data types are typed as bare values here: canonical targets in `reference` parameters are strings there too
    assert.deepEqual(actual(found, param), expected(resource, param), `${resource.resourceType}.${param.code}`)
    compared++
  }
  return compared
}

test('extraction takes what FHIRPath selects, in our samples', () => {
  for (const sample of samples) {
    // A version of a reference counts as the resource: the engine knows nothing of that
    const plain = JSON.parse(JSON.stringify(sample).replaceAll('/_history/3', '')) as Resource
    assert.ok(compare(plain) > 10)
  }
})

test('extraction takes what FHIRPath selects, in shared examples', { skip: !sharedData }, () => {
  const seen = new Map<string, number>()
  const all = [
    ...syntheaBundles().flatMap(({ text }) => (JSON.parse(text) as { entry: { resource: Resource }[] }).entry.map(entry => entry.resource)),
    ...isikExamples().map(({ text }) => JSON.parse(text) as Resource),
  ]
  for (const resource of all) {
    // A few of each type show every shape there is
    const count = (seen.get(resource.resourceType) ?? 0) + 1
    seen.set(resource.resourceType, count)
    if (count <= 6) compare(resource)
  }
  assert.ok(seen.size > 30)
})
