import { correctedFlags, correctedStructures, isNotR4 } from './corrections.ts'
import type { Definitions, ElementDefinition } from './definitions.ts'
import { isInherited } from './structures.ts'

function nameOf(element: ElementDefinition): string {
  return element.path.slice(element.path.lastIndexOf('.') + 1).replace('[x]', '')
}

/** Which elements belong to a summary (isSummary) and which change the meaning of others (isModifier), by type or backbone
 *  element, as `summary elements|modifier elements`; what a base has is written there alone. Without what has neither. */
export function elementFlags(definitions: Definitions): Record<string, string> {
  const summary = new Map<string, string[]>()
  const modifiers = new Map<string, string[]>()
  const add = (to: Map<string, string[]>, element: ElementDefinition) => {
    const parent = element.path.slice(0, element.path.lastIndexOf('.'))
    to.set(parent, [...(to.get(parent) ?? []), nameOf(element)])
  }
  for (const structure of definitions.structures.values()) {
    if (structure.kind === 'primitive-type' || correctedStructures[structure.name] !== undefined) continue
    for (const element of structure.snapshot.element.slice(1)) {
      if (element.max === '0' || isNotR4(element.path) || isInherited(structure, element)) continue
      if (element.isSummary === true) add(summary, element)
      if (element.isModifier === true) add(modifiers, element)
    }
  }
  const names = new Set([...summary.keys(), ...modifiers.keys()])
  const lines = [...names].map(name => [name, `${(summary.get(name) ?? []).join(' ')}|${(modifiers.get(name) ?? []).join(' ')}`])
  return { ...(Object.fromEntries(lines) as Record<string, string>), ...correctedFlags }
}
