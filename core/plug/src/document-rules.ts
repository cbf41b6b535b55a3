import { Fault } from '@steckwerk/kernel'
import { mostDocumentBytes, mostDocumentChanges, type DocumentChange } from './documents.ts'

const kindForm = /^[a-z0-9-]{1,40}$/
const idForm = /^[A-Za-z0-9._-]{1,128}$/

/** The bodies as they are stored, in the order of the changes; undefined = deleted. Faults: plug/document-name, plug/document-count, plug/document-size. */
export function checkDocumentChanges(changes: readonly DocumentChange[]): readonly (string | undefined)[] {
  const named = changes.every(({ kind, id, parent }) => kindForm.test(kind) && idForm.test(id) && (parent === undefined || idForm.test(parent)))
  if (!named) throw new Fault('invalid', 'plug/document-name', 'A document\'s kind, id or parent has another form than documents have.')
  if (changes.length > mostDocumentChanges) throw new Fault('invalid', 'plug/document-count', 'More documents are written at once than may be.')
  if (new Set(changes.map(({ kind, id }) => `${kind}/${id}`)).size < changes.length) {
    throw new Fault('invalid', 'plug/document-name', 'A document stands twice in what is written at once.')
  }
  return changes.map(({ body }) => {
    if (body === undefined) return undefined
    const text = JSON.stringify(body)
    if (Buffer.byteLength(text) > mostDocumentBytes) throw new Fault('too-large', 'plug/document-size', 'A document is larger than may be.')
    return text
  })
}
