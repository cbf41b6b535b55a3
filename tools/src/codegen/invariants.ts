import { correctedStructures, isNotR4 } from './corrections.ts'
import type { Constraint, Definitions, ElementDefinition, StructureDefinition } from './definitions.ts'
import { correctedInvariants, evaluable, leftOutInvariants } from './invariant-corrections.ts'
import { bases } from './structures.ts'

export interface InvariantLine {
  readonly key: string
  readonly severity: 'error' | 'warning'
  /** What it asks for, in words. */
  readonly human: string
  /** FHIRPath, evaluated on an element of the path. */
  readonly expression: string
}

/** Whether the constraint is stated here, rather than copied from a type that states it itself. */
function isOwn(structure: StructureDefinition, element: ElementDefinition, constraint: Constraint): boolean {
  const source = constraint.source?.slice(constraint.source.lastIndexOf('/') + 1) ?? structure.name
  // A quantity with a narrower meaning (Age) keeps the rules of Quantity
  return source === structure.name || (element.path === structure.name && !bases.includes(source))
}

/** R4's invariants by what they are said of: a resource type, data type or backbone element, or else one of its elements
 *  ("Organization.address", without [x]). Those of a base are written there alone. */
export function invariants(definitions: Definitions): Record<string, readonly InvariantLine[]> {
  const lines: Record<string, InvariantLine[]> = {}
  for (const structure of definitions.structures.values()) {
    for (const element of structure.snapshot.element) {
      const isRoot = element.path === structure.name
      if (isNotR4(element.path) || (!isRoot && correctedStructures[structure.name] !== undefined)) continue
      for (const constraint of element.constraint ?? []) {
        const { key, severity, human, expression } = constraint
        if (expression === undefined || leftOutInvariants[key] !== undefined || !isOwn(structure, element, constraint)) continue
        const path = element.path.replace('[x]', '')
        lines[path] ??= []
        lines[path].push({ key, severity, human, expression: correctedInvariants[key]?.expression ?? evaluable(expression) })
      }
    }
  }
  return lines
}
