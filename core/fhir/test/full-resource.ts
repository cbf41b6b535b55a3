import type { Resource } from '../src/resource.ts'
import { structureOf, type Element } from '../src/model/structure.ts'

const primitives: Readonly<Record<string, unknown>> = {
  boolean: true,
  integer: 3,
  positiveInt: 4,
  unsignedInt: 5,
  decimal: 1.25,
  date: '2026-11-21',
  dateTime: '2026-11-21T08:15:30Z',
  instant: '2026-11-21T08:15:30.250Z',
  time: '08:15:00',
  base64Binary: 'AAAA',
  uri: 'http://example.org/uri',
  url: 'http://example.org/url',
  canonical: 'http://example.org/canonical|2',
  oid: 'urn:oid:1.2.3',
  uuid: 'urn:uuid:1c9b3b3e-0000-4000-8000-000000000001',
  xhtml: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>',
}

/** Deep enough for every search parameter of R4. */
const deepest = 5
const passedOver = ['Extension', 'Resource', 'Narrative', 'Meta']

/** A value of an element; undefined where it goes too deep. */
function value(element: Element, path: string, depth: number, variant: number): unknown {
  if (element.type in primitives) return primitives[element.type]
  if (passedOver.includes(element.type) || depth > deepest) return undefined
  const structure = structureOf(element.type)
  if (structure === undefined) return element.type === 'code' ? `code-${variant}` : `${path} ${variant}`
  if (element.type === 'Reference') return { reference: `${variant % 2 === 0 ? 'Patient' : 'Practitioner'}/p${variant}` }
  if (element.type === 'ContactPoint') return { system: variant % 2 === 0 ? 'phone' : 'email', value: `${path} ${variant}` }
  if (element.type === 'SampledData') return { origin: { value: 1 }, period: 1, dimensions: 1, data: '1 2 E 3' }
  if (element.type === 'Range') return { low: { value: 1, unit: 'a' }, high: { value: 2, unit: 'a' } }
  return filled(element.type, path, depth + 1, variant)
}

function filled(type: string, path: string, depth: number, variant: number): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  const choices = Map.groupBy(structureOf(type)!.elements.values(), element => element.name)
  for (const [name, all] of choices) {
    if (name === 'id' || name === 'extension' || name === 'modifierExtension') continue
    // Of a choice another type each time
    const element = all[variant % all.length]!
    const one = value(element, `${path}.${name}`, depth, variant)
    if (one !== undefined) made[element.key] = element.list ? [one, one] : one
  }
  return made
}

/** A resource with each of its elements filled, lists twice; it does not make sense, but holds whatever a search parameter may select.
 *  Of each choice the type that the variant counts to. */
export function fullResource(type: string, variant: number): Resource {
  return { ...filled(type, type, 0, variant), resourceType: type, id: 'full' }
}
