import type { Questionnaire, ResponseItem } from '@steckwerk/form'
import type { DraftSource, FormContent } from './form.ts'

/** Answers that nobody was sent yet. They lie in this browser alone. */
export interface LocalDraft extends DraftSource {
  readonly content: FormContent
  /** Once they were sent, or are not wanted. */
  clear(): void
}

interface Kept {
  readonly at: string
  readonly item: readonly ResponseItem[]
}

/** What was begun in this browser under this name, or else what was sent before. What cannot be kept (a full or forbidden store) is told by save. */
export function localDraft({ name, storage, questionnaire, sent, now }: { readonly name: string; readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>; readonly questionnaire: Questionnaire; readonly sent: readonly ResponseItem[] | undefined; readonly now: () => Date }): LocalDraft {
  const key = `steckwerk/form/${name}`
  const kept = read(storage, key)
  const content: FormContent = {
    questionnaire, hash: '',
    response: { resourceType: 'QuestionnaireResponse', status: 'in-progress', meta: { versionId: '0' }, ...(kept === undefined ? {} : { authored: kept.at }), item: kept?.item ?? sent ?? [] },
  }
  return {
    content,
    read: async () => content,
    save: async ({ item }) => {
      const at = now().toISOString()
      storage.setItem(key, JSON.stringify({ at, item } satisfies { at: string; item: readonly unknown[] }))
      return { version: '0', savedAt: at, hash: '' }
    },
    clear: () => {
      try {
        storage.removeItem(key)
      } catch {
        // Then nothing was kept there either.
      }
    },
  }
}

function read(storage: Pick<Storage, 'getItem'>, key: string): Kept | undefined {
  try {
    const { at, item } = JSON.parse(storage.getItem(key) ?? '') as Partial<Kept>
    return typeof at === 'string' && Array.isArray(item) ? { at, item } : undefined
  } catch {
    return undefined
  }
}
