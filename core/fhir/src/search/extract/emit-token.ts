import { members, textOf, type Emit, type Sink } from './sink.ts'

function token(param: string, system: unknown, code: unknown, sink: Sink): void {
  if (typeof code === 'string' && code !== '') sink.tokens.push({ param, system: textOf(system), code })
}

const bare: Emit = (value, param, sink) => token(param, undefined, value, sink)

const coding: Emit = (value, param, sink) => {
  const { system, code } = members(value)
  token(param, system, code, sink)
}

const codeableConcept: Emit = (value, param, sink) => {
  const codings = members(value)['coding']
  if (Array.isArray(codings)) for (const one of codings) coding(one, param, sink)
}

/** Every coding of the identifier's type counts for :of-type. */
const identifier: Emit = (value, param, sink) => {
  const parts = members(value)
  const text = parts['value']
  token(param, parts['system'], text, sink)
  if (parts['type'] === undefined || typeof text !== 'string' || text === '') return
  const codings = members(parts['type'])['coding']
  if (!Array.isArray(codings)) return
  for (const one of codings) {
    const { system, code } = members(one)
    if (typeof code === 'string' && code !== '') sink.typed.push({ param, system: textOf(system), code, value: text })
  }
}

const contactPoint: Emit = (value, param, sink) => token(param, undefined, members(value)['value'], sink)

const boolean: Emit = (value, param, sink) => {
  if (typeof value === 'boolean') sink.tokens.push({ param, system: undefined, code: value ? 'true' : 'false' })
}

/** By element type. Source: FHIR R4 search.html#token. */
export const tokenEmits: Readonly<Record<string, Emit>> = {
  CodeableConcept: codeableConcept,
  Coding: coding,
  Identifier: identifier,
  ContactPoint: contactPoint,
  boolean,
  code: bare,
  id: bare,
  string: bare,
  uri: bare,
}
