import { referenceTarget } from '../reference-target.ts'
import { members, textOf, type Emit } from './sink.ts'

const reference: Emit = (value, param, sink) => {
  const parts = members(value)
  const text = textOf(parts['reference'])
  const found = text === undefined ? undefined : referenceTarget(text)
  if (found !== undefined) sink.references.push({ param, type: found.type, id: found.id, url: found.url })
  if (parts['identifier'] === undefined) return
  const { system, value: code } = members(parts['identifier'])
  if (typeof code === 'string' && code !== '') sink.identified.push({ param, system: textOf(system), code })
}

/** A canonical with a version ("…|1.0") is found with and without it. */
function versions(value: string): readonly string[] {
  const bar = value.indexOf('|')
  return bar <= 0 ? [value] : [value, value.slice(0, bar)]
}

const canonicalReference: Emit = (value, param, sink) => {
  if (typeof value !== 'string' || value === '') return
  for (const url of versions(value)) sink.references.push({ param, type: undefined, id: undefined, url })
}

const uri: Emit = (value, param, sink) => {
  if (typeof value === 'string' && value !== '') sink.uris.push({ param, value })
}

const canonical: Emit = (value, param, sink) => {
  if (typeof value === 'string') for (const one of versions(value)) uri(one, param, sink)
}

/** By element type. Source: FHIR R4 search.html#reference. */
export const referenceEmits: Readonly<Record<string, Emit>> = {
  Reference: reference,
  canonical: canonicalReference,
  uri: canonicalReference,
}

/** By element type. Source: FHIR R4 search.html#uri. */
export const uriEmits: Readonly<Record<string, Emit>> = { uri, url: uri, oid: uri, uuid: uri, canonical }
