import type { Form, FormNode, FormPage } from './contract.ts'
import { controlOf } from './item-rules.ts'
import { withoutIndex } from './paths.ts'

/** The form in steps: one question each, with the texts before it. A repeating group is one step with all its instances, and so are a
 *  group whose control is `page`, `table` or `grid`, and a question with what it opens. */
export function pages(form: Form): readonly FormPage[] {
  const found: FormPage[] = []
  let texts: FormNode[] = []
  const push = (groups: readonly FormNode[], nodes: readonly FormNode[]): void => {
    found.push({ key: withoutIndex(nodes[0]!.path), groups, nodes: [...texts, ...nodes] })
    texts = []
  }
  const walk = (nodes: readonly FormNode[], groups: readonly FormNode[]): void => {
    for (const node of nodes) {
      if (!node.visible) continue
      if (node.item.type === 'display') texts.push(node)
      else if (node.item.type !== 'group') push(groups, [node])
      else if (node.instance !== undefined) {
        if (node.instance.index === 0) push(groups, nodes.filter(({ item, visible }) => visible && item.linkId === node.item.linkId))
      } else if (together(node)) push(groups, [node])
      else walk(node.children, [...groups, node])
    }
    // A text at the end belongs to the question before it.
    const last = found.at(-1)
    if (texts.length > 0 && last !== undefined) {
      found[found.length - 1] = { ...last, nodes: [...last.nodes, ...texts] }
      texts = []
    }
  }
  walk(form.nodes, [])
  return found
}

function together({ item, children }: FormNode): boolean {
  return ['page', 'table', 'htable', 'gtable', 'grid'].includes(controlOf(item) ?? '') && children.some(({ visible }) => visible)
}
