import { compositeOf } from '../composite.ts'
import { uncompiled } from '../unsupported.ts'
import type { SearchParam } from '../parameters.ts'
import type { Condition, PartCondition } from '../types.ts'
import { anyOf } from './any-of.ts'
import { numberValue, quantityValue } from './number-value.ts'
import { splitUnescaped } from './split.ts'
import { badValue, dateValue, referenceValue, tokenValue } from './values.ts'

/** Reads one part as its own parameter on the whole resource would be read. */
export type ReadPart = (param: SearchParam, text: string) => readonly Condition[]

function tuples(values: readonly string[], count: number, at: string): string[][] {
  return values.map(one => {
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
      throw uncompiled(param)
  }
}

/** `a$b`: on the whole resource, both as parameters of their own; on an element, both of that element.
 *  Source: FHIR R4 search.html#composite. */
export function compositeCondition(
  type: string,
  param: SearchParam,
  values: readonly string[],
  at: string,
  read: ReadPart,
): readonly Condition[] {
  const composite = compositeOf(type, param)
  // Whoever reads a union reads its parts
  if (composite === undefined || composite.kind === 'union') throw uncompiled(param)
  const { kind, parts } = composite
  const texts = tuples(values, parts.length, at)
  if (kind === 'whole') return anyOf(texts.map(one => one.flatMap((text, index) => read(parts[index]!, text))))
  return [{ kind: 'composite', param: param.code, values: texts.map(one => one.map((text, index) => part(parts[index]!, text, at))) }]
}
