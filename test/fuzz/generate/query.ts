import type { Random } from '../random.ts'
import type { Marker } from '../request.ts'
import { busyTypes, parametersOf, types } from './known.ts'
import { parameterValue, number, text } from './value.ts'

const modifiers = ['exact', 'contains', 'not', 'missing', 'identifier', 'of-type', 'in', 'not-in', 'above', 'below', 'text', 'iterate', 'Patient', 'Organization', 'nonsense', '', 'a:b']

export const someType = (random: Random): string => (random.chance(0.6) ? random.pick(busyTypes) : random.pick(types))

/** `name` or `name:modifier` of a real parameter, and what kind of value it takes. */
function plainName(random: Random, type: string): { name: string; kind: string } {
  const known = parametersOf(type)
  const { code, type: kind } = known.length === 0 ? { code: '_id', type: 'token' } : random.pick(known)
  const modifier = random.chance(0.15) ? `:${random.pick(modifiers)}` : ''
  const value = modifier === ':missing' ? 'token' : modifier === ':in' || modifier === ':not-in' ? 'uri' : kind
  return { name: code + modifier, kind: value }
}

/** A chain along real references, a step wrong now and then. */
function chain(random: Random, type: string): { name: string; kind: string } {
  let at = type
  let name = ''
  for (let depth = 1 + random.below(random.chance(0.02) ? 60 : 4); depth > 0; depth--) {
    const references = parametersOf(at).filter((one) => one.type === 'reference')
    if (references.length === 0) break
    const step = random.pick(references)
    const target = random.chance(0.03) || step.targets.length === 0 ? someType(random) : random.pick(step.targets)
    name += step.code + (step.targets.length > 1 || random.chance(0.2) ? `:${target}` : '') + '.'
    at = target
  }
  if (random.chance(0.15)) {
    const inner = reversed(random, at)
    return { name: name + inner.name, kind: inner.kind }
  }
  const last = plainName(random, at)
  return { name: name + last.name, kind: last.kind }
}

/** `_has` on resources of a type by what really points to them, nested; now and then by what does not. */
function reversed(random: Random, type: string): { name: string; kind: string } {
  let name = ''
  let at = type
  for (let depth = 1 + random.below(random.chance(0.02) ? 60 : 3); depth > 0; depth--) {
    const found = pointingTo(random, random.chance(0.05) ? someType(random) : at)
    if (found === undefined) break
    name += `_has:${found.source}:${found.param}:`
    at = found.source
  }
  const last = random.chance(0.2) ? chain(random, at) : plainName(random, at)
  return { name: name + last.name, kind: last.kind }
}

function pointingTo(random: Random, target: string): { source: string; param: string } | undefined {
  for (let tries = 0; tries < 40; tries++) {
    const source = someType(random)
    const fitting = parametersOf(source).filter((one) => one.type === 'reference' && one.targets.includes(target))
    if (fitting.length > 0) return { source, param: random.pick(fitting).code }
  }
  return undefined
}

function include(random: Random, type: string): [string, string] {
  const source = random.chance(0.6) ? type : someType(random)
  const references = parametersOf(source).filter((one) => one.type === 'reference')
  const code = references.length === 0 || random.chance(0.1) ? random.pick(['*', 'nonsense', '']) : random.pick(references).code
  const name = `${random.pick(['_include', '_revinclude'])}${random.pick(['', '', ':iterate', ':recurse', ':nonsense'])}`
  return [name, `${source}:${code}${random.chance(0.2) ? `:${someType(random)}` : ''}`]
}

function control(random: Random, marker: Marker, type: string): [string, string] {
  const anything = (): string => (random.chance(0.5) ? text(random, marker) : number(random, marker))
  const codes = parametersOf(type)
  return random.pick<() => [string, string]>([
    () => ['_count', random.pick(['0', '1', '2', '1000', '5000', '-1', '1e3', anything()])],
    () => ['_count', String(1 + random.below(50))],
    () => ['_sort', Array.from({ length: 1 + random.below(4) }, () => (random.chance(0.4) ? '-' : '') + (codes.length === 0 || random.chance(0.2) ? random.pick(['_id', '_lastUpdated', marker.word]) : random.pick(codes).code)).join(',')],
    () => ['_total', random.pick(['none', 'accurate', 'estimate', anything()])],
    () => ['_summary', random.pick(['true', 'false', 'count', 'text', 'data', anything()])],
    () => ['_elements', random.pick(['id', 'name,status', 'meta', 'nonsense', anything()])],
    () => ['_cursor', forgedCursor(random, marker)],
    () => ['_format', random.pick(['json', 'json', 'application/fhir+json', 'xml', anything()])],
    () => ['_pretty', random.pick(['true', anything()])],
    () => ['_contained', random.pick(['true', 'both', anything()])],
    () => ['_since', random.pick(['2024-01-01T00:00:00Z', anything()])],
    () => ['_at', random.pick(['2024', 'gt2024-01-01', anything()])],
    () => ['_type', random.pick(['Patient', 'Patient,Observation', anything()])],
    () => ['_filter', anything()],
    () => ['_content', anything()],
    () => [marker.word.toLowerCase().slice(0, 2) + random.pick(['', ':', '.', '..x']), anything()],
  ])()
}

function forgedCursor(random: Random, marker: Marker): string {
  return random.pick([
    marker.word, '', 'null', Buffer.from(`[1,"${marker.word}"]`).toString('base64url'), Buffer.from(`{"id":"${marker.word}"}`).toString('base64url'),
    Buffer.from([...marker.word].map((char) => char.charCodeAt(0) ^ 0xff)).toString('base64url'), 'A'.repeat(1 + random.below(500)), `${marker.digits}.${marker.word}`,
  ])
}

/** Pairs of a search on `type`, unescaped. */
export function searchPairs(random: Random, marker: Marker, type: string): [string, string][] {
  const count = random.chance(0.01) ? 150 : 1 + random.below(3)
  return Array.from({ length: count }, (): [string, string] => {
    const roll = random.next()
    if (roll < 0.2) return control(random, marker, type)
    if (roll < 0.33) return include(random, type)
    const { name, kind } = roll < 0.48 ? chain(random, type) : roll < 0.58 ? reversed(random, type) : plainName(random, type)
    if (name.endsWith(':missing')) return [name, random.pick(['true', 'false', marker.word])]
    return [name, parameterValue(random, marker, kind)]
  })
}

/** Well escaped most of the time; now and then raw signs, doubled escapes or escapes of nothing. */
export function queryText(random: Random, pairs: readonly (readonly [string, string])[]): string {
  const escape = (value: string): string => {
    const safe = encodeURIComponent(value.toWellFormed())
    if (random.chance(0.94)) return safe
    return random.pick([() => value.replaceAll(/[^\x21-\x7e]/g, '+').replaceAll(/[#&]/g, ''), () => encodeURIComponent(safe), () => `${safe}%`, () => `%C3%28${safe}`, () => `${safe}%00`])()
  }
  return pairs.map(([name, value]) => (random.chance(0.01) ? escape(name) : `${escape(name)}=${escape(value)}`)).join(random.chance(0.02) ? '&&' : '&')
}
