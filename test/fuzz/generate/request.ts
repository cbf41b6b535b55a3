import { randomOf, type Random } from '../random.ts'
import { markerOf, type FuzzRequest, type Marker } from '../request.ts'
import { bundle, jsonPatch, parameters, resourceBody } from './body.ts'
import { encoded, someHeaders } from './headers.ts'
import { samples } from './known.ts'
import { queryText, searchPairs, someType } from './query.ts'
import { rawBytes } from './raw.ts'
import { text } from './value.ts'

const fhirJson = 'application/fhir+json'
const form = 'application/x-www-form-urlencoded'
const base = '/fhir/alpha'

type Draft = Omit<FuzzRequest, 'headers'> & { readonly headers?: Readonly<Record<string, string>> }

const segment = (value: string): string => encodeURIComponent(value.toWellFormed())

function search(random: Random, marker: Marker): Draft {
  const type = someType(random)
  const pairs = searchPairs(random, marker, type)
  const at = random.chance(0.1) ? `/${random.pick(['Patient/p1', 'Encounter/e1', 'Practitioner/d-ann', `Patient/${marker.word}`, `${type}/x`])}/${type}` : random.chance(0.03) ? '' : `/${type}`
  if (random.chance(0.7)) return { method: random.chance(0.03) ? 'HEAD' : 'GET', path: `${base}${at}?${queryText(random, pairs)}` }
  const half = random.below(pairs.length + 1)
  const { body, headers } = encoded(random, marker, queryText(random, pairs.slice(half)), form)
  return { method: 'POST', path: `${base}${at}/_search${half === 0 ? '' : `?${queryText(random, pairs.slice(0, half))}`}`, body, headers }
}

function write(random: Random, marker: Marker): Draft {
  const { resourceType, id, json } = resourceBody(random, marker)
  const { body, headers } = encoded(random, marker, json, fhirJson)
  const type = random.chance(0.97) ? resourceType : someType(random)
  const own = random.chance(0.85) ? id : random.chance(0.5) ? `f${random.below(50)}` : text(random, marker)
  const path = random.pick([
    () => ['POST', `${base}/${type}`], () => ['PUT', `${base}/${type}/${segment(own)}`], () => ['PUT', `${base}/${type}?identifier=urn:fuzz|${marker.word}`],
    () => ['PUT', `${base}/${type}?${queryText(random, searchPairs(random, marker, type))}`], () => ['POST', `${base}/${type}/$validate`],
  ])() as [string, string]
  return { method: path[0], path: path[1], body, headers }
}

function patch(random: Random, marker: Marker): Draft {
  const { body, headers } = encoded(random, marker, jsonPatch(random, marker), random.chance(0.95) ? 'application/json-patch+json' : fhirJson)
  const sample = random.pick(samples)
  const path = random.chance(0.7) ? `${sample.resourceType}/${random.chance(0.8) ? sample.id : marker.word}` : `Patient?identifier=${random.chance(0.5) ? marker.word : 'urn:kis:a|44'}`
  return { method: 'PATCH', path: `${base}/${path}`, body, headers }
}

function many(random: Random, marker: Marker): Draft {
  const { body, headers } = encoded(random, marker, bundle(random, marker), fhirJson)
  return { method: 'POST', path: base, body, headers }
}

/** Reads, histories, operations and deletes, of what is there and what is not. */
function plain(random: Random, marker: Marker): Draft {
  const sample = random.pick(samples)
  const id = random.chance(0.7) ? sample.id : random.chance(0.5) ? segment(text(random, marker)) : marker.word
  const version = random.pick(['1', '2', '0', '-1', marker.digits, marker.word, '99999999999999999999', '1e1'])
  const at = `${base}/${sample.resourceType}/${id}`
  const query = random.chance(0.3) ? `?${queryText(random, searchPairs(random, marker, sample.resourceType).slice(0, 2))}` : ''
  const meta = encoded(random, marker, parameters(random, marker), fhirJson)
  return random.pick<() => Draft>([
    () => ({ method: 'GET', path: `${at}${query}` }), () => ({ method: 'HEAD', path: `${at}${query}` }), () => ({ method: 'GET', path: `${at}/_history/${version}${query}` }),
    () => ({ method: 'GET', path: `${at}/_history${query}` }), () => ({ method: 'GET', path: `${base}/${sample.resourceType}/_history${query}` }), () => ({ method: 'GET', path: `${base}/_history${query}` }),
    () => ({ method: 'DELETE', path: `${base}/${sample.resourceType}/f${random.below(50)}${query}` }), () => ({ method: 'DELETE', path: `${base}/${sample.resourceType}?identifier=${marker.word}` }),
    () => ({ method: 'GET', path: `${at}/$everything${query}` }), () => ({ method: 'GET', path: `${at}/$meta${query}` }), () => ({ method: 'POST', path: `${at}/${random.pick(['$meta-add', '$meta-delete', '$validate', '$meta', '$everything', `$${marker.word}`])}`, ...meta }),
    () => ({ method: 'GET', path: `${base}/metadata${query}` }), () => ({ method: 'GET', path: `${base}/${random.pick(['$meta', '$everything', `$${marker.word}`])}${query}` }),
  ])()
}

/** Addresses nobody meant. */
function astray(random: Random, marker: Marker): Draft {
  const part = (): string => random.pick([
    segment(text(random, marker)), marker.word, 'Patient', 'p1', '_history', '_search', '..', '.', '%2e%2e', '%2F', '%00', '%', '%ff', '%c0%af', 'alpha', 'beta', '$everything', '', '~', ';a=b', 'x'.repeat(300),
  ])
  const path = `/fhir${random.chance(0.8) ? '/alpha' : ''}/${Array.from({ length: random.below(6) }, part).join('/')}`
  const method = random.pick(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'LINK', 'SEARCH', 'QUERY', 'TRACE', 'PURGE', 'M-SEARCH'])
  return { method, path: random.chance(0.2) ? `${path}?${queryText(random, searchPairs(random, marker, 'Patient'))}` : path }
}

/** Request number `n` of a seed. */
export function generate(seed: number, n: number, token: string): FuzzRequest {
  const random = randomOf(seed, n)
  const marker = markerOf(n)
  const roll = random.next()
  if (roll < 0.02) return { method: '', path: '', headers: {}, raw: rawBytes(random, marker, token) }
  const kind = roll < 0.38 ? search : roll < 0.62 ? write : roll < 0.7 ? patch : roll < 0.8 ? many : roll < 0.94 ? plain : astray
  const { headers = {}, ...draft } = kind(random, marker)
  const all = { authorization: `Bearer ${token}`, ...headers, ...someHeaders(random, marker) }
  // Node's parser answers too long a head with a body, which after HEAD no client can read.
  const isLong = draft.path.length + Object.values(all).join('').length > 15_000
  return { ...draft, method: draft.method === 'HEAD' && isLong ? 'GET' : draft.method, headers: all }
}
