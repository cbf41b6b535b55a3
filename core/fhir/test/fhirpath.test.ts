import assert from 'node:assert/strict'
import { test } from 'node:test'
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import { extract, resourceTypes, searchParams, unionOf, unsupportedReason, type Extracted, type SearchParamType } from '@steckwerk/fhir'
import { compositeOf } from '../src/search/composite.ts'
import type { SearchParam } from '../src/search/parameters.ts'
import { phoneticWords, soundsAlike } from '../src/search/phonetic.ts'
import { targetType } from '../src/search/reference-target.ts'
import type { Resource } from '../src/resource.ts'
import { fullResource } from './full-resource.ts'
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
  // A Quantity where a choice has one is no token, its code notwithstanding
  if (typeof value === 'number') return []
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

function urisOf(node: unknown): string[] {
  const uri = String(node)
  return uri.includes('|') ? [uri, uri.slice(0, uri.indexOf('|'))] : [uri]
}

function soundsOf(node: unknown): string[] {
  const { family, given, text } = node as { family?: string; given?: string[]; text?: string }
  const texts = typeof node === 'string' ? [node] : [family, given, text].flat()
  return texts.flatMap(one => (one === undefined ? [] : phoneticWords(one)))
}

interface Numeric {
  readonly value?: number
  readonly low?: { readonly value?: number }
  readonly high?: { readonly value?: number }
  readonly origin?: object
  readonly data?: string
}

/** The bare values of a number, quantity, range or series, as text. */
function numbersOf(node: unknown): string[] {
  if (typeof node === 'number') return [`${node}..${node}`]
  const { value, low, high, origin, data } = node as Numeric
  if (value !== undefined) return [`${value}..${value}`]
  if (origin !== undefined && data !== undefined) return ['series']
  if (low === undefined && high === undefined) return []
  return [`${low?.value ?? -Infinity}..${high?.value ?? Infinity}`]
}

/** One of each date, Period and Timing: only how many there are is compared. Of a choice other types pass by. */
function datesOf(node: unknown): string[] {
  const isDate = typeof node === 'string' ? /^\d{4}/.test(node) : ['start', 'end', 'event', 'repeat'].some(name => name in (node as Node))
  return isDate ? ['date'] : []
}

const readers: Readonly<Partial<Record<SearchParamType, (node: unknown) => unknown[]>>> = {
  token: tokensOf,
  reference: referencesOf,
  string: stringsOf,
  uri: urisOf,
  number: numbersOf,
  quantity: numbersOf,
  date: datesOf,
}

/** What the engine selects, in the shape of what extraction takes, sorted. Dates, places and series are only counted. */
function expected(resource: Resource, param: SearchParam): unknown {
  const nodes = param.expression.split(' | ').flatMap(part => selected(resource, part))
  if (soundsAlike(param)) return nodes.flatMap(soundsOf).sort()
  if (param.type === 'special') return nodes.length
  return nodes.flatMap(readers[param.type]!).sort()
}

function actual(found: Extracted, param: SearchParam): unknown {
  const mine = <T extends { readonly param: string }>(list: readonly T[]) => list.filter(one => one.param === param.code)
  switch (param.type) {
    case 'token':
      return mine(found.tokens).map(one => `${one.system ?? ''}|${one.code}`)
    case 'reference':
      return mine(found.references).map(one => one.url ?? `${one.type}/${one.id}`)
    case 'string':
      return mine(found.strings).map(one => one.exact)
    case 'uri':
      return mine(found.uris).map(one => one.value)
    case 'number':
    case 'quantity':
      return mine(found.numbers).flatMap(one => (one.unit === '' ? [`${one.low}..${one.high}`] : []))
    case 'special':
      return found.position === undefined ? 0 : 1
    default:
      return mine(found.dates).map(() => 'date')
  }
}

/** How many elements hold every part of a composite. */
function elementsWith(resource: Resource, param: SearchParam, parts: readonly SearchParam[]): number {
  return selected(resource, param.expression).filter(element =>
    param.parts.every(({ expression }, at) => {
      const nodes = expression.split(' | ').flatMap(part => {
        const isOutside = part.startsWith('%resource.')
        const place = isOutside ? part.replace('%resource', resource.resourceType) : { base: param.expression, expression: part }
        return fhirpath.evaluate(isOutside ? resource : element, place, undefined, r4) as unknown[]
      })
      return nodes.flatMap(node => readers[parts[at]!.type]!(node)).length > 0
    }),
  ).length
}

function compareComposite(resource: Resource, found: Extracted, param: SearchParam): void {
  const composite = compositeOf(resource.resourceType, param)
  if (composite?.kind !== 'element') return
  const elements = new Set(found.composites.filter(one => one.param === param.code).map(one => one.element))
  assert.equal(elements.size, elementsWith(resource, param, composite.parts), `${resource.resourceType}.${param.code}`)
}

function compare(resource: Resource): number {
  const found = extract(resource)
  const type = resource.resourceType
  let compared = 0
  for (const param of searchParams(type)) {
    if (param.code === '_id' || param.code === '_lastUpdated' || unsupportedReason(param) !== undefined) continue
    if (param.type === 'composite') {
      compareComposite(resource, found, param)
      continue
    }
    const parts = unionOf(type, param) ?? [param]
    const taken = parts.map(part => actual(found, part))
    const together = Array.isArray(taken[0]) ? taken.flat().sort() : (taken as number[]).reduce((sum, one) => sum + one)
    // Names of older data types are typed as bare values here: canonical targets in `reference` parameters are strings there too
    const wanted = expected(resource, param)
    if (Array.isArray(wanted) && wanted.includes('series')) assert.equal((together as unknown[]).length, wanted.length)
    else assert.deepEqual(together, wanted, `${type}.${param.code}`)
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

test('extraction takes what FHIRPath selects, in every resource type with every element filled', () => {
  for (const type of resourceTypes) {
    for (let variant = 0; variant < 5; variant++) assert.ok(compare(fullResource(type, variant)) > 3)
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
