import lines from '../generated/summary.json' with { type: 'json' }
import { structureOf, type Element } from './structure.ts'

export interface ElementFlags {
  /** Names of the elements that belong to a summary. */
  readonly summary: ReadonlySet<string>
  /** Names of the elements that change the meaning of others. */
  readonly modifiers: ReadonlySet<string>
}

const source: Readonly<Record<string, string>> = lines
const none: ElementFlags = { summary: new Set(), modifiers: new Set() }
const read = new Map<string, ElementFlags>()

/** What R4 marks as Σ and as ?! in a resource type, data type or backbone element, inherited elements included. */
export function flagsOf(structureName: string): ElementFlags {
  const known = read.get(structureName)
  if (known !== undefined) return known
  const base = structureOf(structureName)?.base
  const inherited = base === undefined || base === '-' ? none : flagsOf(base)
  const [summary, modifiers] = (source[structureName] ?? '|').split('|').map(names => names.split(' ').filter(name => name !== ''))
  const flags = { summary: new Set([...inherited.summary, ...summary!]), modifiers: new Set([...inherited.modifiers, ...modifiers!]) }
  read.set(structureName, flags)
  return flags
}

/** Whether a reader of the rest must not miss this element: it is mandatory, or changes the meaning of others. */
export function isIndispensable(element: Element, flags: ElementFlags): boolean {
  return element.required || flags.modifiers.has(element.name)
}
