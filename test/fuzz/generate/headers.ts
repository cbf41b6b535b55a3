import { gzipSync } from 'node:zlib'
import type { Random } from '../random.ts'
import type { Marker } from '../request.ts'

/** What a header line may hold; the rest goes over a raw socket. */
const lawful = (value: string): string => value.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '').trim()

/** Some of the headers that interactions look at, right and wrong. */
export function someHeaders(random: Random, marker: Marker): Record<string, string> {
  const { word, digits } = marker
  const headers: Record<string, string> = {}
  const maybe = (name: string, probability: number, values: readonly string[]): void => {
    if (random.chance(probability)) headers[name] = lawful(random.pick(values))
  }
  maybe('if-match', 0.07, ['W/"1"', '"1"', '*', `W/"${digits}"`, word, `W/"${word}"`, 'W/"1", W/"2"', 'W/"-1"', 'W/"1e3"', ''])
  maybe('if-none-match', 0.08, ['W/"1"', '*', word, `"${word}"`])
  maybe('if-modified-since', 0.05, ['Sat, 01 Jan 2000 00:00:00 GMT', word, '2024-01-01T00:00:00Z', 'Sat, 32 Jan 99999 99:99:99 GMT'])
  maybe('if-none-exist', 0.06, [`identifier=urn:fuzz|${word}`, `identifier=${word}`, '', '?', `nonsense=${word}`, `_sort=${word}`, `identifier=${word}%`, 'gender=female', `Patient?identifier=${word}`])
  maybe('prefer', 0.15, ['return=minimal', 'return=representation', 'return=OperationOutcome', 'handling=lenient', 'handling=strict', 'respond-async', `return=${word}`, word, 'handling=lenient,return=minimal', ';;;,,='])
  maybe('accept', 0.06, ['application/fhir+json', 'application/fhir+json', 'application/json', '*/*', '*/*', 'application/fhir+xml', 'text/html', word, 'application/fhir+json; fhirVersion=3.0', 'application/json;q=0', ',,,', `application/${word}`])
  maybe('accept-encoding', 0.05, ['gzip', 'br', word, '*;q=0'])
  maybe('accept-charset', 0.02, ['utf-16', word])
  maybe('host', 0.03, ['x.example', '[::1]', `${word}.example`, '', 'a b', '127.0.0.1:99999', `"><${word}`])
  maybe('range', 0.03, ['bytes=0-1', 'bytes=-', `bytes=${digits}-`, word])
  maybe('x-forwarded-proto', 0.02, ['https', word])
  maybe('x-forwarded-host', 0.02, [word, 'evil.example'])
  maybe('x-request-id', 0.03, [word, 'a'.repeat(2_000), '../../x'])
  maybe('traceparent', 0.03, ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', word])
  maybe('x-http-method-override', 0.01, ['DELETE', word])
  maybe('x-odd', 0.01, [word.repeat(1_000), 'x'.repeat(12_000), 'x'.repeat(17_000)])
  maybe('authorization', 0.01, [`Bearer ${word}`, `Basic ${word}`, word, 'Bearer ', ''])
  maybe('cookie', 0.01, [`session=${word}`, word, ';;;=;='])
  maybe('expect', 0.005, ['100-continue'])
  return headers
}

/** A body's bytes and the headers about them: as promised, or in another encoding than said. */
export function encoded(random: Random, marker: Marker, body: string, type: string): { readonly body: Buffer; readonly headers: Record<string, string> } {
  const plain = Buffer.from(body.toWellFormed())
  if (random.chance(0.88)) return { body: plain, headers: { 'content-type': random.chance(0.5) ? type : `${type}; charset=utf-8` } }
  const odd = (contentType: string): Record<string, string> => ({ 'content-type': contentType })
  return random.pick<() => { body: Buffer; headers: Record<string, string> }>([
    () => ({ body: Buffer.from(body, 'utf16le'), headers: odd(`${type}; charset=utf-16`) }),
    () => ({ body: Buffer.from(body, 'utf16le'), headers: odd(type) }),
    () => ({ body: Buffer.from(body, 'latin1'), headers: odd(`${type}; charset=iso-8859-1`) }),
    () => ({ body: Buffer.concat([plain.subarray(0, plain.length >> 1), Buffer.from([0xff, 0xfe, 0xc3, 0x28]), plain.subarray(plain.length >> 1)]), headers: odd(type) }),
    () => ({ body: gzipSync(plain), headers: { ...odd(type), 'content-encoding': 'gzip' } }),
    () => ({ body: plain, headers: { ...odd(type), 'content-encoding': random.pick(['gzip', 'deflate', 'br', marker.word]) } }),
    () => ({ body: plain, headers: odd(random.pick(['application/fhir+xml', 'text/plain', 'application/json', marker.word, `application/${marker.word}`, 'application/fhir+json; charset="', 'multipart/form-data; boundary=x', 'application/json-patch+json', 'application/x-www-form-urlencoded'])) }),
    () => ({ body: Buffer.from(Array.from({ length: random.below(400) }, () => random.below(256))), headers: odd(type) }),
    () => ({ body: plain, headers: {} }),
  ])()
}
