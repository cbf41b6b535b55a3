import lines from '../generated/structures.json' with { type: 'json' }

/** One element as JSON carries it: a choice such as value[x] is one Element per type (valueString, valueQuantity, …). */
export interface Element {
  /** The JSON member's name. */
  readonly key: string
  /** The element's name in the specification, without [x]. */
  readonly name: string
  /** A primitive or data type, `Resource`, or a backbone element ("Patient.contact"). */
  readonly type: string
  readonly required: boolean
  readonly list: boolean
  readonly choice: boolean
  /** The value set whose codes it is bound to, where that is required and finite. */
  readonly binding: string | undefined
}

export interface Structure {
  readonly name: string
  readonly base: string
  /** By JSON member, in the specification's order, inherited ones included. */
  readonly elements: ReadonlyMap<string, Element>
}

const source: Readonly<Record<string, string>> = lines
const read = new Map<string, Structure>()

function elementsOf(word: string): Element[] {
  const [, name, choice, min, max, types, binding] = /^(\w+)(\[x\])?(!)?(\*)?:([^=]+)(?:=(.+))?$/.exec(word)!
  return types!.split('|').map(type => ({
    key: choice === undefined ? name! : name! + type[0]!.toUpperCase() + type.slice(1),
    name: name!,
    type,
    required: min !== undefined,
    list: max !== undefined,
    choice: choice !== undefined,
    binding,
  }))
}

/** The definition of a resource type, data type or backbone element; undefined for primitives and unknown names.
 *  Read on first use: start-up pays for no type that is not met. */
export function structureOf(name: string): Structure | undefined {
  const known = read.get(name)
  if (known !== undefined) return known
  if (!Object.hasOwn(source, name)) return undefined
  const [base, ...words] = source[name]!.split(' ')
  const inherited = base === '-' ? [] : structureOf(base!)!.elements
  const structure = {
    name,
    base: base!,
    elements: new Map([...inherited, ...words.flatMap(elementsOf).map(element => [element.key, element] as const)]),
  }
  read.set(name, structure)
  return structure
}

/** Data types that are another with a narrower meaning. Source: FHIR R4 datatypes.html. */
const supertypes: Readonly<Record<string, string | undefined>> = {
  canonical: 'uri',
  url: 'uri',
  oid: 'uri',
  uuid: 'uri',
  code: 'string',
  id: 'string',
  markdown: 'string',
  positiveInt: 'integer',
  unsignedInt: 'integer',
  Age: 'Quantity',
  Count: 'Quantity',
  Distance: 'Quantity',
  Duration: 'Quantity',
}

/** Whether a value of this data type passes `ofType(wanted)` in FHIRPath. */
export function isOfType(type: string, wanted: string): boolean {
  return type === wanted || supertypes[type] === wanted
}

/** Every structure's name: resource types, data types and backbone elements. */
export const structureNames: readonly string[] = Object.keys(source)

/** The elements that an element name stands for: one, or all types of a choice. */
export function elementsNamed(structure: Structure, name: string): readonly Element[] {
  const found: Element[] = []
  for (const element of structure.elements.values()) if (element.name === name) found.push(element)
  return found
}
