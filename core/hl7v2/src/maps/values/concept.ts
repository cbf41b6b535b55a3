import type { Repetition } from '../../field.ts'
import type { CodeableConcept } from './shapes.ts'
import { valueOf } from './text.ts'

type CodeMap = Readonly<Record<string, { readonly system: string; readonly code: string }>>

/** A CWE with its code translated; the sender's text (component 5, which German senders use for German, else 2) is kept. A code that
 *  the table lacks leaves the text only, or the code as text. Undefined where nothing was sent. */
export function conceptOf(repetition: Repetition | undefined, codes: CodeMap): CodeableConcept | undefined {
  const code = valueOf(repetition, 1)
  const text = valueOf(repetition, 5) ?? valueOf(repetition, 2)
  const known = code === undefined ? undefined : ownEntry(codes, code.toUpperCase())
  if (known)
    return text === undefined
      ? { coding: [{ system: known.system, code: known.code }] }
      : { coding: [{ system: known.system, code: known.code }], text }
  const kept = text ?? code
  return kept === undefined ? undefined : { text: kept }
}

/** A record's own entry: `constructor` is no code. */
export function ownEntry<V>(record: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
