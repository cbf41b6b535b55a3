import { Fault } from '@steckwerk/kernel'
import { compositeOf } from '../composite.ts'
import type { SearchParam } from '../parameters.ts'
import type { Condition, PartCondition } from '../types.ts'
import { numberValue, quantityValue } from './number-value.ts'
import { splitUnescaped } from './split.ts'
import { alternatives, badValue, dateValue, referenceValue, tokenValue } from './values.ts'

/** Reads one part as its own parameter on the whole resource would be read. */
export type ReadPart = (param: SearchParam, text: string) => readonly Condition[]

function tuples(value: string, count: number, at: string): string[][] {
  return alternatives(value, at).map(one => {
    const parts = splitUnescaped(one, '$')
    if (parts.length !== count || parts.includes('')) throw badValue(at, `must have ${count} parts with "$" between them`)
    return parts
  })
}

function part(param: SearchParam, text: string, at: string): PartCondition {
  switch (param.type) {
    case 'token': {
      const value = tokenValue(text, at)
      if (value.code === undefined) throw badValue(at, 'must name a code, not a system alone')
      return { kind: 'token', value }
    }
    case 'reference':
      return { kind: 'reference', value: referenceValue(text, param.targets.length === 1 ? param.targets[0] : undefined, at) }
    case 'quantity':
      return { kind: 'number', value: quantityValue(text, at) }
    case 'number':
      return { kind: 'number', value: numberValue(text, at) }
    case 'date':
      return { kind: 'date', value: dateValue(text, at) }
    // R4 has no string or uri in a composite on an element; the extractor refuses to compile one
    default:
      throw new Fault('internal', 'fhir/search-table', 'A search parameter neither compiles nor is listed as unsupported.', { at: param.code })
  }
}

/** `a$b`: on the whole resource, both as parameters of their own; on an element, both of that element.
 *  Source: FHIR R4 search.html#composite. */
export function compositeCondition(type: string, param: SearchParam, value: string, at: string, read: ReadPart): Condition {
  const composite = compositeOf(type, param)!
  if (composite.kind === 'union') throw new Error('a union is read by its parts')
  const { parts } = composite
  const values = tuples(value, parts.length, at)
  if (composite.kind === 'whole') return { kind: 'any', of: values.map(texts => texts.flatMap((text, index) => read(parts[index]!, text))) }
  return { kind: 'composite', param: param.code, values: values.map(texts => texts.map((text, index) => part(parts[index]!, text, at))) }
}
