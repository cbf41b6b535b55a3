import type { AnswerSource, AnswerValue, FormNode, QuestionnaireItem } from './contract.ts'
import { isCalculated, isHidden, limitsOf } from './item-rules.ts'
import { below, instanceAt } from './paths.ts'

export interface TreeState {
  readonly answers: ReadonlyMap<string, readonly AnswerValue[]>
  readonly instances: ReadonlyMap<string, number>
  readonly sources: ReadonlyMap<string, AnswerSource>
}

const none: readonly AnswerValue[] = []

/** The form as nodes. `asked`: whether an item's own conditions let it be asked at this path. */
export function treeOf(items: readonly QuestionnaireItem[] | undefined, state: TreeState, asked: (item: QuestionnaireItem, path: string) => boolean, parent = '', above = { enabled: true, visible: true, readOnly: false }): FormNode[] {
  return (items ?? []).flatMap((item) => {
    const path = below(parent, item.linkId)
    if (item.type !== 'group' || item.repeats !== true) return [nodeOf(item, path, undefined)]
    const count = state.instances.get(path) ?? Math.max(1, limitsOf(item).minOccurs)
    return Array.from({ length: count }, (_, index) => nodeOf(item, instanceAt(path, index), { index, count }))
  })

  function nodeOf(item: QuestionnaireItem, path: string, instance: FormNode['instance']): FormNode {
    const enabled = above.enabled && asked(item, path)
    const visible = enabled && above.visible && !isHidden(item)
    const readOnly = above.readOnly || item.readOnly === true || isCalculated(item)
    const answers = state.answers.get(path) ?? none
    // What stands below a question can be recorded only below an answer to it.
    const opens = item.type === 'group' || answers.length > 0
    return {
      path, item, enabled, visible, readOnly, answers, source: state.sources.get(path), instance,
      children: treeOf(item.item, state, asked, path, { enabled: enabled && opens, visible: visible && opens, readOnly: above.readOnly || (item.type === 'group' && item.readOnly === true) }),
    }
  }
}

/** All nodes, each before what stands below it. */
export function* everyNode(nodes: readonly FormNode[]): Generator<FormNode> {
  for (const node of nodes) {
    yield node
    yield* everyNode(node.children)
  }
}

/** The node at a path; undefined where there is none. */
export function nodeAt(nodes: readonly FormNode[], path: string): FormNode | undefined {
  for (const node of everyNode(nodes)) if (node.path === path) return node
  return undefined
}
