import { mostDocumentChanges, type PlugDocuments } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'

/** Takes away everything of these kinds that belongs to an event. */
export async function removeParts(documents: PlugDocuments, event: string, kinds: readonly string[]): Promise<void> {
  for (const kind of kinds) {
    const parts = await allDocuments(documents, kind, event)
    for (let at = 0; at < parts.length; at += mostDocumentChanges) await documents.write(parts.slice(at, at + mostDocumentChanges).map(({ id }) => ({ kind, id, parent: event, body: undefined })))
  }
}
