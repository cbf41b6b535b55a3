import type { SearchParam } from '../parameters.ts'
import { soundsAlike } from '../phonetic.ts'
import { dateEmits } from './emit-date.ts'
import { numberEmits, quantityEmits } from './emit-number.ts'
import { referenceEmits, uriEmits } from './emit-reference.ts'
import { phoneticEmits, stringEmits } from './emit-string.ts'
import { tokenEmits } from './emit-token.ts'
import { finite, members, type Emit } from './sink.ts'

const position: Emit = (value, _param, sink) => {
  const { latitude, longitude } = members(value)
  if (finite(latitude) && finite(longitude)) sink.position ??= { latitude, longitude }
}

const emits: Readonly<Record<SearchParam['type'], Readonly<Record<string, Emit>>>> = {
  token: tokenEmits,
  string: stringEmits,
  date: dateEmits,
  reference: referenceEmits,
  uri: uriEmits,
  number: numberEmits,
  quantity: quantityEmits,
  special: { 'Location.position': position },
  // Its parts are taken, each as its own parameter's type says
  composite: {},
}

/** How an element of this type fills a parameter; undefined where R4 defines no such pairing.
 *  Source: FHIR R4 search.html, sections on each parameter type. */
export function emitOf(param: SearchParam, elementType: string): Emit | undefined {
  const byElement = soundsAlike(param) ? phoneticEmits : emits[param.type]
  return Object.hasOwn(byElement, elementType) ? byElement[elementType] : undefined
}
