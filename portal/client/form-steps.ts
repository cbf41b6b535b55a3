import { everyNode, pages, type Form, type FormNode, type FormPage } from '@steckwerk/form'

/** What is asked at once on a screen. */
export interface FormStep {
  /** Of its first page: stays the same when the screen becomes wider or narrower. */
  readonly key: string
  readonly keys: readonly string[]
  /** The group it is about; undefined for questions that stand in none. */
  readonly group: FormNode | undefined
  readonly nodes: readonly FormNode[]
}

/** One question each on a narrow screen; on a wide one all of an outermost group, and what stands between groups, together. */
export function stepsOf(form: Form, wide: boolean): readonly FormStep[] {
  const single = pages(form).map(({ key, groups, nodes }): FormStep => ({ key, keys: [key], group: groups[0] ?? nodes.find(isOnlyGroup), nodes }))
  if (!wide) return single
  const steps: FormStep[] = []
  for (const page of single) {
    const last = steps.at(-1)
    if (last !== undefined && last.group?.path === page.group?.path) steps[steps.length - 1] = { ...last, keys: [...last.keys, page.key], nodes: [...last.nodes, ...page.nodes] }
    else steps.push(page)
  }
  return steps
}

const isOnlyGroup = (node: FormNode, _at: number, nodes: FormPage['nodes']): boolean => nodes.length === 1 && node.item.type === 'group' && node.instance === undefined

/** Which step holds a page's key; where that is not asked any more, the one that took its place. */
export function stepAt(steps: readonly FormStep[], key: string | undefined, before = 0): number {
  const found = key === undefined ? -1 : steps.findIndex(({ keys }) => keys.includes(key))
  return found >= 0 ? found : Math.max(0, Math.min(before, steps.length - 1))
}

/** Where to go on: behind the last step that the person has answered themselves. The number of steps = at the end. */
export function resumeAt(steps: readonly FormStep[]): number {
  const own = (step: FormStep): boolean => [...everyNode(step.nodes)].some(({ answers, source, item }) => answers.length > 0 && source === undefined && item.type !== 'group')
  return steps.findLastIndex(own) + 1
}

/** The step that a place in the form belongs to; -1 for none. Path: of a question, or of a repeating group without its index. */
export function stepOfPath(steps: readonly FormStep[], path: string): number {
  return steps.findIndex(({ nodes }) => [...everyNode(nodes)].some(node => node.path === path || node.path.replace(/\[\d+\]$/, '') === path))
}
