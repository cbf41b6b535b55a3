import { searchParam, searchParams, type Part, type SearchParam } from './parameters.ts'

/** How a composite finds its parts: on the whole resource, where each is a parameter of its own; on one element; or by several other
 *  composites together. */
export type Composite =
  | { readonly kind: 'whole'; readonly parts: readonly SearchParam[] }
  | { readonly kind: 'element'; readonly parts: readonly SearchParam[] }
  | { readonly kind: 'union'; readonly of: readonly SearchParam[] }

function alike(one: readonly Part[], other: readonly Part[]): boolean {
  return one.length === other.length && one.every((part, at) => part.expression === other[at]!.expression)
}

/** What a composite parameter of a type is; undefined for other parameters. */
export function compositeOf(type: string, param: SearchParam): Composite | undefined {
  if (param.type !== 'composite') return undefined
  const places = param.expression.split(' | ')
  if (places.length === 1) {
    const parts = param.parts.map(part => searchParam(type, part.code)!)
    return { kind: places[0] === type ? 'whole' : 'element', parts }
  }
  const others = searchParams(type).filter(one => one.type === 'composite' && alike(one.parts, param.parts))
  return { kind: 'union', of: places.flatMap(place => others.find(one => one.expression === place) ?? []) }
}
