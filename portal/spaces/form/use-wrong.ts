import { everyNode, issuesOf, type Form, type FormNode } from '@steckwerk/form'
import { useMemo, useState } from 'react'
import { useFormLanguage } from './use-form-language.ts'

export interface Wrong {
  readonly path: string
  readonly words: string
}

export interface WrongOf {
  /** All that is wrong or missing, in the order of the questions. */
  readonly all: readonly Wrong[]
  /** Of these nodes and what stands below them. */
  readonly within: (nodes: readonly FormNode[]) => readonly Wrong[]
  readonly onUnread: (path: string, why: string | undefined) => void
}

/** What the engine finds wrong, and what stands in fields but is no answer. */
export function useWrong(form: Form): WrongOf {
  const { issue } = useFormLanguage()
  const [unread, setUnread] = useState<ReadonlyMap<string, string>>(new Map())
  const issues = useMemo(() => issuesOf(form), [form])
  const asked = useMemo(() => new Set([...everyNode(form.nodes)].filter(({ visible }) => visible).map(({ path }) => path)), [form])
  const all = [
    ...[...unread].filter(([path]) => asked.has(path)).map(([path, words]): Wrong => ({ path, words })),
    ...issues.filter(({ path }) => !unread.has(path)).map((one): Wrong => ({ path: one.path, words: issue(one) })),
  ]
  return {
    all,
    within: nodes => {
      const paths = new Set([...everyNode(nodes)].flatMap(({ path }) => [path, path.replace(/\[\d+\]$/, '')]))
      return all.filter(({ path }) => paths.has(path))
    },
    onUnread: (path, why) => {
      if (unread.get(path) === why) return
      const next = new Map(unread)
      if (why === undefined) next.delete(path)
      else next.set(path, why)
      setUnread(next)
    },
  }
}
