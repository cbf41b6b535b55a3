import type { Random } from '../random.ts'
import type { Marker } from '../request.ts'
import { samples } from './known.ts'
import { date, text } from './value.ts'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

const names = [
  'id', 'meta', 'name', 'family', 'identifier', 'system', 'value', 'reference', 'subject', 'extension', 'contained', 'resourceType', 'text', 'div', 'birthDate', '_birthDate', '__proto__', 'constructor',
  'active', 'link', 'period', 'start', 'valueQuantity', 'code', 'coding', 'url', 'entry', 'request', 'hasOwnProperty', 'fhir_comments', '', ' ', 'ä', 'item',
]

export function anyJson(random: Random, marker: Marker, depth = 0): Json {
  const roll = random.below(depth > 3 ? 6 : 8)
  switch (roll) {
    case 0: return null
    case 1: return random.chance(0.5)
    case 2: return Number(marker.digits) * random.pick([1, -1, 1e-6, 1e12])
    case 3: return date(random, marker)
    case 4: case 5: return text(random, marker)
    case 6: return Array.from({ length: random.below(4) }, () => anyJson(random, marker, depth + 1))
    default: return Object.fromEntries(Array.from({ length: random.below(5) }, () => [random.pick(names), anyJson(random, marker, depth + 1)]))
  }
}

/** Every place of a value that can be changed: its holder and the key there. */
function places(value: Json, found: [Json[] | { [name: string]: Json }, string][] = []): typeof found {
  if (typeof value !== 'object' || value === null) return found
  for (const key of Object.keys(value)) {
    found.push([value, key])
    places((value as { [name: string]: Json })[key]!, found)
  }
  return found
}

function change(random: Random, marker: Marker, resource: Json): void {
  const all = places(resource)
  if (all.length === 0) return
  const [holder, key] = random.pick(all) as [{ [name: string]: Json }, string]
  const value = holder[key]!
  switch (random.below(9)) {
    case 0: delete holder[key]; break
    case 1: holder[key] = [value]; break
    case 2: holder[key] = Array.isArray(value) ? (value[0] ?? null) : { value }; break
    // Not value.push: an earlier change may have set __proto__.
    case 3: if (Array.isArray(value)) Array.prototype.push.apply(value, [...structuredClone(value), null]); break
    case 4: holder[random.pick(names)] = value; break
    case 5: holder[`_${key}`] = { id: text(random, marker), extension: [{ url: `http://x.example/${marker.word}`, valueString: marker.word }] }; break
    case 6: holder[key] = typeof value === 'string' ? value + text(random, marker) : text(random, marker); break
    case 7: if (!Array.isArray(holder)) holder['extension'] = [{ url: 'http://x.example', valueDecimal: Number(marker.digits) }]; break
    default: holder[key] = anyJson(random, marker)
  }
}

/** A valid resource of the region, marked, with up to five structural changes. */
export function changedResource(random: Random, marker: Marker): { readonly resourceType: string; readonly id: string; readonly value: Json } {
  const sample = random.pick(samples)
  const value = structuredClone(sample) as { [name: string]: Json }
  const marked = random.below(3)
  if (marked === 0) value['identifier'] = [{ system: 'urn:fuzz', value: marker.word }]
  else if (marked === 1) value['implicitRules'] = `http://x.example/${marker.word}`
  else value['language'] = marker.word
  const changes = random.chance(0.4) ? 0 : 1 + random.below(5)
  for (let i = 0; i < changes; i++) change(random, marker, value)
  return { resourceType: sample.resourceType, id: sample.id, value }
}

/** Deep, wide or long: what costs a careless parser its stack or its time. */
function monstrous(random: Random, marker: Marker): string {
  const depth = random.pick([100, 2_000, 50_000])
  return random.pick([
    () => '['.repeat(depth) + ']'.repeat(depth),
    () => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
    () => `{"resourceType":"Patient","extension":[${'{"url":"u","extension":['.repeat(depth)}{"url":"${marker.word}"}${']}'.repeat(depth)}]}`,
    () => `{"resourceType":"Patient","name":[${Array.from({ length: 3_000 }, () => `{"family":"${marker.word}"}`).join(',')}]}`,
    () => `{"resourceType":"Patient","name":[{"family":"${marker.word.repeat(20_000)}"}]}`,
    () => `{"resourceType":"Patient","id":"${marker.word}",${Array.from({ length: 5_000 }, (_, i) => `"k${i}":1`).join(',')}}`,
    () => `{"resourceType":"Questionnaire","status":"draft","item":[${'{"linkId":"1","type":"group","item":['.repeat(400)}${']}'.repeat(400)}]}`,
    () => `{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":${'9'.repeat(20_000)}}}`,
  ])()
}

/** JSON text, often no longer JSON. */
export function spoiled(random: Random, marker: Marker, json: string): string {
  switch (random.below(12)) {
    case 0: return json.slice(0, random.below(json.length))
    case 1: return json.replace(/"([a-zA-Z]+)":/, '"$1":null,"$1":')
    case 2: return json.replace(/:("[^"]*")/, `:"\\u0000${marker.word}"`)
    case 3: return json.replace(/:("[^"]*")/, `:"\\ud800${marker.word}"`)
    case 4: return json.replace(/:\s*-?\d[\d.]*/, `:${random.pick(['1e400', '-0', '1E+999999', '0.1000000000000000000000000001', `${marker.digits}e-999`, '01', '+1', '.5', 'NaN', '1e99999999999'])}`)
    case 5: return `\u{feff}${json}`
    case 6: return `${json}${random.pick([',', '}', ` ${marker.word}`, '\0'])}`
    case 7: return json.replaceAll('"', "'")
    case 8: return json.replace('{', `{/*${marker.word}*/`)
    case 9: return json.replace('{', `{"__proto__":{"${marker.word}":1},`)
    case 10: return monstrous(random, marker)
    default: return random.pick(['', 'null', '[]', '{}', '0', '""', `"${marker.word}"`, '[[]]', '{"resourceType":null}', '{"resourceType":["Patient"]}', `{"resourceType":"${marker.word}"}`])
  }
}
