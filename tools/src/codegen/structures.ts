import { correctedStructures, correctedTypes, isNotR4 } from './corrections.ts'
import type { Definitions, ElementDefinition, StructureDefinition } from './definitions.ts'
import { expand, type Expansion } from './value-sets.ts'

/** Bases whose elements are written once, under their own name, and not again in every type derived from them. */
export const bases = ['Element', 'BackboneElement', 'Resource', 'DomainResource']
const fhirpathType = 'http://hl7.org/fhirpath/System.'
const fhirTypeExtension = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type'

export interface Structures {
  /** Per type or backbone element (`Patient.contact`) one line: the base, then each element as
   *  `name[x]!*:type|type=value-set`; `[x]` a choice, `!` at least one, `*` a list. */
  readonly structures: Record<string, string>
  /** Value sets with required binding, codes by system, by the last part of the value set's URL. */
  readonly valueSets: Record<string, Expansion>
  /** Required bindings that are not checked, with the reason. */
  readonly openBindings: Record<string, string>
}

function typeNames(element: ElementDefinition): readonly string[] {
  const corrected = correctedTypes[element.path]
  if (corrected !== undefined) return corrected
  if (element.contentReference !== undefined) return [element.contentReference.replace(/^.*#/, '')]
  return (element.type ?? []).map(type => {
    // R4 calls Resource.id a string here although its regex is that of id
    if (element.path.endsWith('.id') && element.base?.path === 'Resource.id') return 'id'
    if (type.code.startsWith(fhirpathType)) return type.extension?.find(one => one.url === fhirTypeExtension)?.valueUrl ?? 'string'
    return type.code === 'BackboneElement' || type.code === 'Element' ? element.path : type.code
  })
}

/** Whether a base of the structure has this element. */
export function isInherited(structure: StructureDefinition, element: ElementDefinition): boolean {
  const root = element.base?.path.split('.')[0] ?? ''
  return bases.includes(root) && root !== structure.name
}

function baseOf(elements: readonly ElementDefinition[], prefix: string, isResource: boolean): string {
  const own = elements.filter(element => element.path.startsWith(`${prefix}.`) && !element.path.slice(prefix.length + 1).includes('.'))
  const roots = new Set(own.map(element => element.base?.path.split('.')[0]))
  if (isResource) return roots.has('DomainResource') ? 'DomainResource' : 'Resource'
  return roots.has('BackboneElement') ? 'BackboneElement' : 'Element'
}

export function structures(definitions: Definitions): Structures {
  const lines: Record<string, string> = {}
  const valueSets: Record<string, Expansion> = {}
  const openBindings: Record<string, string> = {}

  function binding(element: ElementDefinition): string {
    const canonical = element.binding?.valueSet
    if (element.binding?.strength !== 'required' || canonical === undefined) return ''
    const expansion = expand(definitions, canonical)
    if (typeof expansion === 'string') {
      openBindings[canonical] = expansion
      return ''
    }
    const name = canonical.split('|')[0]!.split('/').pop()!
    if (valueSets[name] !== undefined && JSON.stringify(valueSets[name]) !== JSON.stringify(expansion))
      throw new Error(`two value sets are called ${name}`)
    valueSets[name] = expansion
    return `=${name}`
  }

  function line(element: ElementDefinition): string {
    const name = element.path.slice(element.path.lastIndexOf('.') + 1)
    return `${name}${element.min > 0 ? '!' : ''}${element.max === '*' ? '*' : ''}:${typeNames(element).join('|')}${binding(element)}`
  }

  for (const structure of definitions.structures.values()) {
    if (structure.kind === 'primitive-type') continue
    const elements = structure.snapshot.element
    const groups = new Map<string, ElementDefinition[]>([[structure.name, []]])
    for (const element of elements.slice(1)) {
      if (element.max === '0' || isNotR4(element.path) || correctedStructures[structure.name] !== undefined) continue
      const parent = element.path.slice(0, element.path.lastIndexOf('.'))
      if (!groups.has(parent)) groups.set(parent, [])
      if (!isInherited(structure, element)) groups.get(parent)!.push(element)
    }
    for (const [name, own] of groups) {
      const isRoot = bases.includes(name)
      const base = isRoot
        ? (bases[bases.indexOf(name) - 1] ?? '-')
        : baseOf(elements, name, structure.kind === 'resource' && name === structure.name)
      lines[name] = [name === 'Resource' || name === 'Element' ? '-' : base, ...own.map(line)].join(' ')
    }
  }
  return { structures: { ...lines, ...correctedStructures }, valueSets, openBindings }
}
