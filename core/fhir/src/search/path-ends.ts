import { elementsNamed, isOfType, structureOf, type Element } from '../model/structure.ts'
import type { SearchParam } from './parameters.ts'
import { readPaths, type Path } from './path.ts'

/** The elements a path ends on, seen from a type; several where it ends on a choice. */
export function elementsAt(type: string, path: Path): readonly Element[] {
  let types: readonly string[] = [type]
  let found: readonly Element[] = []
  for (const step of path) {
    if (step.kind === 'type') found = found.filter(one => isOfType(one.type, step.type))
    else if (step.kind === 'member') {
      found = types.flatMap(one => {
        const structure = structureOf(one)
        return structure === undefined ? [] : elementsNamed(structure, step.name)
      })
    } else continue
    types = found.map(element => element.type)
  }
  return found
}

/** The types of the elements a path ends on. */
export function pathEnds(type: string, path: Path): readonly string[] {
  return elementsAt(type, path).map(element => element.type)
}

/** Whether a reference parameter is filled from References, which lead to resources, and not from canonical URLs alone. */
export function isReferenceTyped(type: string, param: SearchParam): boolean {
  return (readPaths(param.expression) ?? []).some(path => pathEnds(type, path).includes('Reference'))
}

/** Whether a token parameter is filled from Identifiers, whose type `:of-type` asks for. */
export function isIdentifierTyped(type: string, param: SearchParam): boolean {
  return (readPaths(param.expression) ?? []).some(path => pathEnds(type, path).includes('Identifier'))
}
