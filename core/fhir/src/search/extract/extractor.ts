import { elementsNamed, isOfType, structureOf } from '../../model/structure.ts'
import { compositeOf } from '../composite.ts'
import { leadingCodeOf } from '../leading.ts'
import { searchParams, type SearchParam } from '../parameters.ts'
import { readPaths, type Path, type Step } from '../path.ts'
import { unionOf } from '../unions.ts'
import { uncompiled, unsupportedReason } from '../unsupported.ts'
import { emitOf } from './emit.ts'
import type { Emit } from './sink.ts'

interface Action {
  readonly emit: Emit
  readonly param: string
  /** The first token emitted here is the code that leads the type. */
  readonly leadsCode: boolean
}

/** A composite compiled for the element its parts must meet on. */
export interface CompositePlan {
  readonly param: string
  readonly parts: readonly {
    readonly tree: Node
    /** Read from the whole resource, whatever the element (%resource in R4's expression). */
    readonly isOutside: boolean
  }[]
}

/** One place in a resource: what is taken there, and where it goes on. All parameters of a type share one tree, so that
 *  a resource is walked once. */
export interface Node {
  readonly type: string
  readonly actions: Action[]
  readonly children: { readonly key: string; readonly node: Node }[]
  readonly filters: { readonly step: Step & { kind: 'equals' | 'target' }; readonly node: Node }[]
  /** Composites whose parts must meet on this element. */
  readonly composites: CompositePlan[]
}

export interface Extractor {
  readonly root: Node
  /** Parameters that are 'true' or 'false' by the presence of an element that is not false (Patient.deceased). */
  readonly presences: readonly { readonly param: string; readonly keys: readonly string[] }[]
}

const presence = /^(\w+)\.(\w+)\.exists\(\) and \1\.\2 != false$/

function node(type: string): Node {
  return { type, actions: [], children: [], filters: [], composites: [] }
}

function childOf(parent: Node, key: string, type: string): Node {
  const known = parent.children.find(child => child.key === key)
  if (known !== undefined) return known.node
  const made = node(type)
  parent.children.push({ key, node: made })
  return made
}

function filterOf(parent: Node, step: Step & { kind: 'equals' | 'target' }): Node {
  const known = parent.filters.find(filter => JSON.stringify(filter.step) === JSON.stringify(step))
  if (known !== undefined) return known.node
  const made = node(parent.type)
  parent.filters.push({ step, node: made })
  return made
}

/** The nodes a step leads to; several where it ends on a choice. */
function follow(from: readonly Node[], step: Step): readonly Node[] {
  if (step.kind === 'type') return from.filter(one => isOfType(one.type, step.type))
  if (step.kind !== 'member') return from.map(one => filterOf(one, step))
  return from.flatMap(one => {
    const structure = structureOf(one.type)
    return structure === undefined ? [] : elementsNamed(structure, step.name).map(element => childOf(one, element.key, element.type))
  })
}

/** Puts one alternative into the tree; false where no element of it can fill the parameter. */
function plant(root: Node, path: Path, param: SearchParam, leadsCode: boolean): boolean {
  let planted = false
  for (const end of path.reduce(follow, [root] as readonly Node[])) {
    const emit = emitOf(param, end.type)
    if (emit === undefined) continue
    end.actions.push({ emit, param: param.code, leadsCode })
    planted = true
  }
  return planted
}

/** Drops branches that fill nothing. */
function prune(at: Node): boolean {
  const keep = at.children.filter(child => prune(child.node))
  at.children.splice(0, at.children.length, ...keep)
  return at.actions.length + at.children.length + at.filters.length + at.composites.length > 0
}

/** The store has columns for these. */
const ownColumns = ['_id', '_lastUpdated']

function plantAll(root: Node, param: SearchParam, leads: boolean): boolean {
  const paths = readPaths(param.expression) ?? []
  return paths.map((path, at) => plant(root, path, param, leads && at === 0)).includes(true)
}

function plantComposite(type: string, root: Node, param: SearchParam, parts: readonly SearchParam[]): boolean {
  const [place] = readPaths(param.expression)!
  let planted = false
  for (const end of place!.reduce(follow, [root] as readonly Node[])) {
    const compiled = param.parts.map(({ expression }, at) => {
      const isOutside = expression.startsWith('%resource.')
      const tree = node(isOutside ? type : end.type)
      // A part's expression begins below the element: the paths read want a name before it
      const paths = readPaths(expression.split(' | ').map(path => `_.${path.replace('%resource.', '')}`).join(' | ')) ?? []
      const isFilled = paths.map(path => plant(tree, path, parts[at]!, false)).includes(true)
      return { tree, isOutside, isFilled }
    })
    if (!compiled.every(part => part.isFilled)) continue
    end.composites.push({ param: param.code, parts: compiled })
    planted = true
  }
  return planted
}

function plantParam(type: string, root: Node, param: SearchParam): boolean {
  const composite = compositeOf(type, param)
  if (composite?.kind === 'whole') return true
  if (composite?.kind === 'element') return plantComposite(type, root, param, composite.parts)
  return plantAll(root, param, param.type === 'token' && param.code === leadingCodeOf(type))
}

function compile(type: string): Extractor {
  const root = node(type)
  const presences: { param: string; keys: readonly string[] }[] = []
  for (const param of searchParams(type)) {
    if (ownColumns.includes(param.code) || unsupportedReason(param) !== undefined || unionOf(type, param) !== undefined) continue
    const present = presence.exec(param.expression)
    if (present !== null)
      presences.push({ param: param.code, keys: elementsNamed(structureOf(type)!, present[2]!).map(element => element.key) })
    else if (!plantParam(type, root, param)) throw uncompiled(param)
  }
  prune(root)
  return { root, presences }
}

const extractors = new Map<string, Extractor>()

/** The compiled extraction of a resource type. */
export function extractorOf(type: string): Extractor {
  let extractor = extractors.get(type)
  if (extractor === undefined) {
    extractor = compile(type)
    extractors.set(type, extractor)
  }
  return extractor
}
