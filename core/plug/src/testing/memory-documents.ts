import { Fault, type Clock } from '@steckwerk/kernel'
import { checkDocumentChanges } from '../document-rules.ts'
import type { DocumentName, PlugDocument, PlugDocuments } from '../documents.ts'

/** One carrier's documents without a hub, with its rules. */
export function memoryDocuments(clock: Clock): PlugDocuments {
  const held = new Map<string, PlugDocument>()
  const listeners = new Set<(names: readonly DocumentName[]) => void>()
  const nameOf = (kind: string, id: string): string => `${kind}/${id}`
  const below = (kind: string, parent: string | undefined): PlugDocument[] =>
    [...held.values()].filter((one) => one.kind === kind && (parent === undefined || one.parent === parent)).toSorted((a, b) => (a.id < b.id ? -1 : 1))

  return {
    get: async <Body>(kind: string, id: string) => structuredClone(held.get(nameOf(kind, id))) as PlugDocument<Body> | undefined,
    list: async <Body>(kind: string, { parent, after, count = 100 }: Parameters<PlugDocuments['list']>[1] = {}) =>
      structuredClone(below(kind, parent).filter(({ id }) => after === undefined || id > after).slice(0, Math.min(count, 1000))) as PlugDocument<Body>[],
    count: async (kind, parent) => below(kind, parent).length,
    write: async (changes) => {
      const texts = checkDocumentChanges(changes)
      for (const { kind, id, version } of changes) {
        if (version !== undefined && version !== (held.get(nameOf(kind, id))?.version ?? 0)) {
          throw new Fault('conflict', 'plug/document-changed', 'Somebody else has changed this in the meantime.')
        }
      }
      const versions = changes.map(({ kind, id, parent }, at) => {
        const version = (held.get(nameOf(kind, id))?.version ?? 0) + 1
        const text = texts[at]
        if (text === undefined) held.delete(nameOf(kind, id))
        else held.set(nameOf(kind, id), { kind, id, parent, version, at: clock.now(), body: JSON.parse(text) as unknown })
        return text === undefined ? 0 : version
      })
      for (const listener of listeners) listener(changes.map(({ kind, id, parent }) => ({ kind, id, parent })))
      return versions
    },
    changes: async ({ kinds, parent }, signal) => {
      const waiting: DocumentName[] = []
      let wake = Promise.withResolvers<void>()
      const listener = (names: readonly DocumentName[]): void => {
        waiting.push(...names.filter((one) => (kinds === undefined || kinds.includes(one.kind)) && (parent === undefined || one.parent === parent)))
        wake.resolve()
      }
      listeners.add(listener)
      signal.addEventListener('abort', () => {
        listeners.delete(listener)
        wake.resolve()
      })
      return (async function* () {
        while (!signal.aborted) {
          yield* waiting.splice(0)
          await wake.promise
          wake = Promise.withResolvers()
        }
      })()
    },
  }
}
