import type { EditionPreview, EditionReader, EditionReturn, PlugEdition, PlugEditions } from '../editions.ts'

/** What was taken for sending. */
export interface TakenEdition {
  readonly edition: PlugEdition
  readonly readers: EditionReader[]
  held: boolean
}

export interface MemoryEditions extends PlugEditions {
  /** By key. */
  readonly taken: ReadonlyMap<string, TakenEdition>
  /** To be told by the service's next question. */
  readonly returns: EditionReturn[]
}

/** One carrier's editions without a hub: all that is taken counts as sent, unless it is held. */
export function memoryEditions(): MemoryEditions {
  const taken = new Map<string, TakenEdition>()
  const returns: EditionReturn[] = []
  return {
    taken, returns,
    send: async (edition, readers) => {
      const known = taken.get(edition.key) ?? { edition: structuredClone(edition), readers: [], held: false }
      taken.set(edition.key, known)
      for (const reader of readers) if (!known.readers.some(({ address }) => address.toLowerCase() === reader.address.toLowerCase())) known.readers.push(structuredClone(reader))
    },
    preview: async ({ title, sections }, { path, language }): Promise<EditionPreview> => ({ subject: title[language], text: [title[language], ...sections.map(({ title: of }) => of[language]), path].join('\n'), html: '<!doctype html>' }),
    hold: async (key, held) => {
      const known = taken.get(key)
      if (known !== undefined) known.held = held
    },
    progress: async (key) => {
      const known = taken.get(key)
      if (known === undefined) return undefined
      const count = known.readers.length
      return { waiting: known.held ? count : 0, sent: known.held ? 0 : count, refused: 0, ended: 0, held: known.held }
    },
    withdraw: async () => undefined,
    returned: async () => [...returns],
    acknowledge: async (ids) => void returns.splice(0, returns.length, ...returns.filter(({ id }) => !ids.includes(id))),
  }
}
