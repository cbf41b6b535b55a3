import { elementsNamed, isOfType, structureOf } from '../model/structure.ts'
import type { SearchParam } from './parameters.ts'
import { readPaths, type Path } from './path.ts'

/** The types of the elements a path ends on, seen from a type; several where it ends on a choice. */
export function pathEnds(type: string, path: Path): readonly string[] {
  let types: readonly string[] = [type]
  for (const step of path) {
    if (step.kind === 'type') types = types.filter(one => isOfType(one, step.type))
    else if (step.kind === 'member') {
      types = types.flatMap(one => {
        const structure = structureOf(one)
        return structure === undefined ? [] : elementsNamed(structure, step.name).map(element => element.type)
      })
    }
  }
  return types
}

/** Whether a reference parameter is filled from References, which lead to resources, and not from canonical URLs alone. */
export function isReferenceTyped(type: string, param: SearchParam): boolean {
  return (readPaths(param.expression) ?? []).some(path => pathEnds(type, path).includes('Reference'))
}

/** Whether a token parameter is filled from Identifiers, whose type `:of-type` asks for. */
export function isIdentifierTyped(type: string, param: SearchParam): boolean {
  return (readPaths(param.expression) ?? []).some(path => pathEnds(type, path).includes('Identifier'))
}
