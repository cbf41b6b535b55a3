import type { Step } from '../path.ts'
import { targetType } from '../reference-target.ts'
import type { PartValue } from '../types.ts'
import type { CompositePlan, Node } from './extractor.ts'
import { emptySink, type Members, type Sink } from './sink.ts'

/** What a part's parameter takes from the element. Strings and uris are no part of a composite on an element in R4. */
function partValues(tree: Node, value: unknown, resource: object): PartValue[] {
  const found = emptySink(resource)
  visit(tree, value, found)
  const values: PartValue[] = []
  for (const { system, code } of found.tokens) values.push({ kind: 'token', system, code })
  for (const { type, id, url } of found.references) values.push({ kind: 'reference', type, id, url })
  for (const { unit, low, high } of found.numbers) values.push({ kind: 'number', unit, low, high })
  for (const { low, high } of found.dates) values.push({ kind: 'date', low, high })
  return values
}

/** Takes the composites of one element into the sink. An element that lacks a part is found by none of its values: it is left out. */
export function takeComposites(plans: readonly CompositePlan[], value: unknown, sink: Sink): void {
  const element = ++sink.elements
  for (const { param, parts } of plans) {
    const values: PartValue[][] = []
    for (const { tree, isOutside } of parts) {
      const found = partValues(tree, isOutside ? sink.resource : value, sink.resource)
      if (found.length === 0) break
      values.push(found)
    }
    if (values.length < parts.length) continue
    values.forEach((found, part) => found.forEach(one => sink.composites.push({ param, element, part, value: one })))
  }
}

function passes(step: Step & { kind: 'equals' | 'target' }, value: Members): boolean {
  return step.kind === 'equals' ? value[step.member] === step.value : targetType(value) === step.type
}

/** Walks one value along the tree. Returns the code that leads, if it met it. */
export function visit(at: Node, value: unknown, sink: Sink): string | undefined {
  let lead: string | undefined
  for (const action of at.actions) {
    const before = sink.tokens.length
    action.emit(value, action.param, sink)
    if (action.leadsCode) lead ??= sink.tokens[before]?.code
  }
  if (typeof value !== 'object' || value === null) return lead
  const object = value as Members
  for (const child of at.children) {
    const next = object[child.key]
    if (next === undefined || next === null) continue
    if (Array.isArray(next)) {
      for (const one of next) {
        const found = one === null ? undefined : visit(child.node, one, sink)
        lead ??= found
      }
    } else {
      const found = visit(child.node, next, sink)
      lead ??= found
    }
  }
  if (at.composites.length > 0) takeComposites(at.composites, value, sink)
  for (const filter of at.filters) {
    if (!passes(filter.step, object)) continue
    const found = visit(filter.node, value, sink)
    lead ??= found
  }
  return lead
}
