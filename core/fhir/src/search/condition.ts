import { Fault } from '@steckwerk/kernel'
import { isResourceType } from '../model/resource-types.ts'
import type { SearchParam } from './parameters.ts'
import { splitUnescaped, unescapeValue } from './split.ts'
import type { Condition } from './types.ts'
import { unsupportedReason } from './unsupported.ts'
import { badValue, dateValue, foldedValue, idValue, referenceValue, tokenValue } from './values.ts'

function badModifier(at: string): Fault {
  return new Fault('not-supported', 'fhir/search-modifier', 'This search parameter does not support this modifier.', { at })
}

function alternatives(value: string, at: string): string[] {
  const parts = splitUnescaped(value, ',')
  if (parts.includes('')) throw badValue(at, 'must not be empty')
  return parts
}

function noModifier(modifier: string | undefined, at: string): void {
  if (modifier !== undefined) throw badModifier(at)
}

function missing(param: string, value: string, at: string): Condition {
  if (value !== 'true' && value !== 'false') throw badValue(at, 'must be true or false')
  return { kind: 'missing', param, missing: value === 'true' }
}

function stringCondition(param: string, modifier: string | undefined, parts: readonly string[], at: string): Condition {
  if (modifier === 'exact') return { kind: 'string', param, match: 'exact', values: parts.map(unescapeValue) }
  if (modifier !== 'contains') noModifier(modifier, at)
  return { kind: 'string', param, match: modifier === 'contains' ? 'contains' : 'starts', values: parts.map(part => foldedValue(part, at)) }
}

function referenceCondition(param: SearchParam, modifier: string | undefined, parts: readonly string[], at: string): Condition {
  if (modifier !== undefined && !isResourceType(modifier)) throw badModifier(at)
  if (modifier !== undefined && !param.targets.includes(modifier)) throw badValue(at, 'never refers to the type of its modifier')
  const type = modifier ?? (param.targets.length === 1 ? param.targets[0] : undefined)
  return { kind: 'reference', param: param.code, values: parts.map(part => referenceValue(part, type, at)) }
}

/** One search parameter with its value as a condition.
 *  Faults: fhir/search-value, fhir/search-modifier, fhir/search-not-supported. */
export function condition(param: SearchParam, modifier: string | undefined, value: string, at: string): Condition {
  if (param.code === '_id') {
    noModifier(modifier, at)
    return { kind: 'id', values: alternatives(value, at).map(part => idValue(part, at)) }
  }
  if (param.code === '_lastUpdated') {
    noModifier(modifier, at)
    return { kind: 'lastUpdated', values: alternatives(value, at).map(part => dateValue(part, at)) }
  }
  const reason = unsupportedReason(param)
  if (reason !== undefined)
    throw new Fault('not-supported', 'fhir/search-not-supported', `This search parameter is not supported: ${reason}.`, { at })
  if (modifier === 'missing') return missing(param.code, value, at)
  const parts = alternatives(value, at)
  switch (param.type) {
    case 'token':
      if (modifier !== 'not') noModifier(modifier, at)
      return { kind: 'token', param: param.code, negate: modifier === 'not', values: parts.map(part => tokenValue(part, at)) }
    case 'string':
      return stringCondition(param.code, modifier, parts, at)
    case 'date':
      noModifier(modifier, at)
      return { kind: 'date', param: param.code, values: parts.map(part => dateValue(part, at)) }
    case 'reference':
      return referenceCondition(param, modifier, parts, at)
    // The tables of what is not supported leave one type more: uri
    default:
      noModifier(modifier, at)
      return { kind: 'uri', param: param.code, values: parts.map(unescapeValue) }
  }
}
