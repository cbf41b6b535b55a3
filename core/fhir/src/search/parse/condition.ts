import { Fault } from '@steckwerk/kernel'
import { isResourceType } from '../../model/resource-types.ts'
import { withImpliedSystem } from '../implied-system.ts'
import type { SearchParam } from '../parameters.ts'
import { isIdentifierTyped, isReferenceTyped } from '../path-ends.ts'
import { phoneticWords, soundsAlike } from '../phonetic.ts'
import type { Condition } from '../types.ts'
import { unionOf } from '../unions.ts'
import { unsupportedReason } from '../unsupported.ts'
import { anyOf } from './any-of.ts'
import { compositeCondition } from './composite-condition.ts'
import { nearValue } from './near-value.ts'
import { numberValue, quantityValue } from './number-value.ts'
import { unescapeValue } from './split.ts'
import { alternatives, badValue, dateValue, foldedValue, idValue, referenceValue, tokenValue, typedValue, valueSetValue } from './values.ts'

function badModifier(at: string): Fault {
  return new Fault('not-supported', 'fhir/search-modifier', 'This search parameter does not support this modifier.', { at })
}

function noModifier(modifier: string | undefined, at: string): void {
  if (modifier !== undefined) throw badModifier(at)
}

function missing(param: SearchParam, value: string, at: string): Condition {
  if (param.type === 'composite' || param.type === 'special') throw badModifier(at)
  if (value !== 'true' && value !== 'false') throw badValue(at, 'must be true or false')
  return { kind: 'missing', param: param.code, missing: value === 'true' }
}

/** `:in` takes several value sets as alternatives; what is in none of several would be no alternative: `:not-in` takes one. */
function inCondition(param: string, negate: boolean, parts: readonly string[], at: string): readonly Condition[] {
  if (negate && parts.length > 1) throw badValue(at, 'must name one value set; repeat the parameter for more')
  return anyOf(parts.map(part => [{ kind: 'in', param, negate, valueSet: valueSetValue(part, at) }]))
}

function tokenCondition(
  type: string,
  param: SearchParam,
  modifier: string | undefined,
  parts: readonly string[],
  at: string,
): readonly Condition[] {
  const { code } = param
  switch (modifier) {
    case undefined:
    case 'not':
      return [{ kind: 'token', param: code, negate: modifier === 'not', values: parts.flatMap(part => withImpliedSystem(type, param, tokenValue(part, at))) }]
    case 'in':
    case 'not-in':
      return inCondition(code, modifier === 'not-in', parts, at)
    case 'of-type':
      if (!isIdentifierTyped(type, param)) throw badModifier(at)
      return [{ kind: 'of-type', param: code, values: parts.map(part => typedValue(part, at)) }]
    default:
      throw badModifier(at)
  }
}

/** What is asked for sounds like a name if each of its words does. */
function phoneticCondition(param: string, parts: readonly string[], at: string): readonly Condition[] {
  const words = parts.map(part => phoneticWords(unescapeValue(part)))
  if (words.some(one => one.length === 0)) throw badValue(at, 'must hold a word')
  return anyOf(words.map(one => one.map(word => ({ kind: 'string', param, match: 'exact', values: [word] }))))
}

function stringCondition(param: SearchParam, modifier: string | undefined, parts: readonly string[], at: string): readonly Condition[] {
  const { code } = param
  if (soundsAlike(param)) {
    noModifier(modifier, at)
    return phoneticCondition(code, parts, at)
  }
  if (modifier === 'exact') return [{ kind: 'string', param: code, match: 'exact', values: parts.map(unescapeValue) }]
  if (modifier !== 'contains') noModifier(modifier, at)
  const match = modifier === 'contains' ? 'contains' : 'starts'
  return [{ kind: 'string', param: code, match, values: parts.map(part => foldedValue(part, at)) }]
}

function referenceCondition(
  type: string,
  param: SearchParam,
  modifier: string | undefined,
  parts: readonly string[],
  at: string,
): Condition {
  const byIdentifier = modifier === 'identifier' && isReferenceTyped(type, param)
  if (byIdentifier) return { kind: 'identified', param: param.code, values: parts.map(part => tokenValue(part, at)) }
  if (modifier !== undefined && !isResourceType(modifier)) throw badModifier(at)
  if (modifier !== undefined && !param.targets.includes(modifier)) throw badValue(at, 'never refers to the type of its modifier')
  const target = modifier ?? (param.targets.length === 1 ? param.targets[0] : undefined)
  return { kind: 'reference', param: param.code, values: parts.map(part => referenceValue(part, target, at)) }
}

function ofColumn(param: SearchParam, modifier: string | undefined, value: string, at: string): Condition | undefined {
  if (param.code === '_id') {
    if (modifier !== 'not') noModifier(modifier, at)
    const values = alternatives(value, at).map(part => idValue(part, at))
    return modifier === 'not' ? { kind: 'id', negate: true, values } : { kind: 'id', values }
  }
  if (param.code === '_lastUpdated') {
    noModifier(modifier, at)
    return { kind: 'lastUpdated', values: alternatives(value, at).map(part => dateValue(part, at)) }
  }
  return undefined
}

function single(type: string, param: SearchParam, modifier: string | undefined, value: string, at: string): readonly Condition[] {
  const column = ofColumn(param, modifier, value, at)
  if (column !== undefined) return [column]
  if (modifier === 'missing') return [missing(param, value, at)]
  const parts = alternatives(value, at)
  const { code } = param
  if (param.type === 'token') return tokenCondition(type, param, modifier, parts, at)
  if (param.type === 'string') return stringCondition(param, modifier, parts, at)
  if (param.type === 'reference') return [referenceCondition(type, param, modifier, parts, at)]
  noModifier(modifier, at)
  switch (param.type) {
    case 'date':
      return [{ kind: 'date', param: code, values: parts.map(part => dateValue(part, at)) }]
    case 'number':
      return [{ kind: 'number', param: code, values: parts.map(part => numberValue(part, at)) }]
    case 'quantity':
      return [{ kind: 'number', param: code, values: parts.map(part => quantityValue(part, at)) }]
    case 'composite':
      return compositeCondition(type, param, parts, at, (part, text) => conditions(type, part, undefined, text, at))
    // Location.near
    case 'special':
      return anyOf(parts.map(part => [nearValue(part, at)]))
    case 'uri':
      return [{ kind: 'uri', param: code, values: parts.map(unescapeValue) }]
  }
}

/** Whether what is asked holds where it holds for every part of a union, not for one of them. */
function isNegative(modifier: string | undefined, value: string): boolean {
  return modifier === 'not' || modifier === 'not-in' || (modifier === 'missing' && value === 'true')
}

/** One search parameter with its value as conditions that all hold.
 *  Faults: fhir/search-value, fhir/search-modifier, fhir/search-not-supported, fhir/search-too-large. */
export function conditions(
  type: string,
  param: SearchParam,
  modifier: string | undefined,
  value: string,
  at: string,
): readonly Condition[] {
  const reason = unsupportedReason(param)
  if (reason !== undefined)
    throw new Fault('not-supported', 'fhir/search-not-supported', `This search parameter is not supported: ${reason}.`, { at })
  const union = unionOf(type, param)
  if (union === undefined) return single(type, param, modifier, value, at)
  const each = union.map(part => conditions(type, part, modifier, value, at))
  return isNegative(modifier, value) ? each.flat() : anyOf(each)
}
