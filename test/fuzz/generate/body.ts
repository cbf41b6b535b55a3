import type { Random } from '../random.ts'
import type { Marker } from '../request.ts'
import { anyJson, changedResource, spoiled } from './json.ts'
import { queryText, searchPairs, someType } from './query.ts'
import { text } from './value.ts'

/** Without the marker: a refusal may name the element that is not there, as long as it says nothing of what it held. */
const paths = [
  '/hasOwnProperty', '/ä', '/%00', '/name/-1', '/name/1e3', '/name/9007199254740993', `/${'x'.repeat(300)}`, '/extension/0'.repeat(200),
  '/name', '/name/0/family', '/name/-', '/active', '/id', '/meta', '/resourceType', '', '/', '/nothing/here', '/~2', '/name/01', '/__proto__/x', '/identifier/0/value', '/birthDate', '/extension/0',
  '/language', '/implicitRules', '/language', '/implicitRules',
]

export function jsonPatch(random: Random, marker: Marker): string {
  const operation = (): unknown => {
    const op = random.chance(0.9) ? random.pick(['add', 'remove', 'replace', 'move', 'copy', 'test']) : random.pick([marker.word, '', null, 'ADD'])
    return {
      op, path: random.pick(paths),
      ...(random.chance(0.95) ? { value: random.chance(0.6) ? marker.word : anyJson(random, marker) } : {}), ...(random.chance(0.9) ? { from: random.pick(paths) } : {}),
    }
  }
  const list = Array.from({ length: random.chance(0.01) ? 2_000 : 1 + random.below(2) }, operation)
  const json = JSON.stringify(random.chance(0.05) ? anyJson(random, marker) : list)
  return random.chance(0.1) ? spoiled(random, marker, json) : json
}

/** batch and transaction with entries of every kind, references among them, Bundles within Bundles. */
export function bundle(random: Random, marker: Marker, depth = 0): string {
  const urn = (i: number): string => `urn:uuid:00000000-0000-4000-8000-00000000000${i}`
  const entry = (_: unknown, i: number): unknown => {
    const { resourceType, id, value } = changedResource(random, marker)
    const resource: unknown = depth < 2 && random.chance(0.03) ? JSON.parse(bundle(random, marker, depth + 1)) : value
    const type = someType(random)
    const url = random.pick([
      () => resourceType, () => `${resourceType}/${id}`, () => `${resourceType}?identifier=urn:fuzz|${marker.word}`, () => `${type}?${queryText(random, searchPairs(random, marker, type))}`,
      () => text(random, marker), () => `${resourceType}/${marker.word}`, () => `${resourceType}/${id}/_history`, () => 'metadata', () => `Patient/p1/$everything`, () => `https://x.example/${marker.word}`,
    ])()
    if (random.chance(0.04)) return anyJson(random, marker)
    return {
      ...(random.chance(0.6) ? { fullUrl: random.chance(0.1) ? text(random, marker) : urn(random.chance(0.1) ? 0 : i) } : {}),
      ...(random.chance(0.8) ? { resource: random.chance(0.2) && typeof resource === 'object' ? { ...resource, subject: { reference: random.pick([urn(random.below(5)), `Patient?identifier=${marker.word}`, `#${marker.word}`]) } } : resource } : {}),
      request: {
        method: random.pick(['POST', 'PUT', 'GET', 'DELETE', 'PATCH', 'HEAD', marker.word]), url,
        ...(random.chance(0.15) ? { ifNoneExist: random.chance(0.5) ? `identifier=urn:fuzz|${marker.word}` : text(random, marker) } : {}),
        ...(random.chance(0.15) ? { ifMatch: random.pick(['W/"1"', marker.word, '*', 'W/"999999999999999999999"']) } : {}),
        ...(random.chance(0.1) ? { ifNoneMatch: random.pick(['*', marker.word]) } : {}),
        ...(random.chance(0.1) ? { ifModifiedSince: random.pick(['2024-01-01T00:00:00Z', marker.word]) } : {}),
      },
    }
  }
  const type = random.chance(0.9) ? random.pick(['batch', 'transaction']) : random.pick(['searchset', 'history', marker.word])
  return JSON.stringify({ resourceType: 'Bundle', type, entry: Array.from({ length: random.below(6) }, entry) })
}

export function parameters(random: Random, marker: Marker): string {
  const resource = changedResource(random, marker).value
  return JSON.stringify(random.pick<() => unknown>([
    () => ({ resourceType: 'Parameters', parameter: [{ name: 'resource', resource }] }),
    () => ({ resourceType: 'Parameters', parameter: [{ name: 'meta', valueMeta: { tag: [{ system: 'urn:fuzz', code: marker.word }] } }] }),
    () => ({ resourceType: 'Parameters', parameter: [{ name: 'meta', valueMeta: anyJson(random, marker) }, { name: random.pick(['mode', 'profile', marker.word]), valueCode: marker.word }] }),
    () => ({ resourceType: 'Parameters', parameter: anyJson(random, marker) }),
    () => resource,
  ])())
}

export function resourceBody(random: Random, marker: Marker): { readonly resourceType: string; readonly id: string; readonly json: string } {
  const { resourceType, id, value } = changedResource(random, marker)
  const json = JSON.stringify(random.chance(0.03) ? anyJson(random, marker) : value)
  return { resourceType, id, json: random.chance(0.2) ? spoiled(random, marker, json) : json }
}
