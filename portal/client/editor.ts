import type { NetworkInfo } from '@steckwerk/api/contract/network'
import type { Actor, ActorFacts } from './directory.ts'
import { networkPath } from './network.ts'
import { request } from './request.ts'
import type { NamedContact, NewContact } from './upkeep.ts'

/** How much waits, by task. */
export interface EditorOverview {
  readonly counts: Readonly<Record<string, number>>
}

/** One line of the list of all actors. Instants; null = nobody wrote it down. */
export interface ListedActor {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly city: string
  readonly published: string | null
  readonly confirmed: string | null
  readonly unconfirmed: boolean
  readonly keeper: boolean
  readonly proposed: boolean
  readonly contacts: number
  /** Of the contacts, those who have not answered. */
  readonly asked: number
}

export interface EditedActor {
  readonly actor: Actor
  readonly was: string
  readonly published: string | null
  readonly confirmed: string | null
  readonly unconfirmed: boolean
  readonly keeper: string | null
  readonly proposed: { readonly actor: ActorFacts; readonly at: string; readonly mark: string } | null
  readonly contacts: readonly NamedContact[]
  /** The newest first. */
  readonly history: readonly { readonly at: string; readonly by: string; readonly what: string; readonly fields?: readonly string[] }[]
}

export interface ProposedChange {
  readonly id: string
  readonly at: string
  readonly before: ActorFacts
  readonly now: ActorFacts
  readonly fields: readonly string[]
  readonly mark: string
}

export interface LikePair {
  readonly a: { readonly actor: Actor; readonly mark: string }
  readonly b: { readonly actor: Actor; readonly mark: string }
  readonly reasons: readonly ('name' | 'website' | 'address')[]
}

export interface ImportRow {
  readonly row: number
  readonly state: 'new' | 'alike' | 'changed' | 'same' | 'wrong'
  readonly name: string
  readonly city: string
  readonly wrong: readonly string[]
  readonly fields: readonly string[]
  readonly like?: { readonly id: string; readonly name: string }
  readonly change?: { readonly id: string; readonly was: string; readonly actor: ActorFacts }
}

export interface ImportPreview {
  readonly columns: readonly { readonly heading: string; readonly column: string | null }[]
  readonly rows: readonly ImportRow[]
}

export type RowOutcome = 'done' | 'same' | 'changed-meanwhile' | 'failed'

const at = (network: NetworkInfo, ...parts: readonly string[]): string => networkPath(network, 'community', 'editor', ...parts)
const post = <T = unknown>(path: string, json: object): Promise<T> => request(path, { method: 'POST', json })

export const fetchEditorOverview = (network: NetworkInfo, signal: AbortSignal): Promise<EditorOverview> => request(at(network, 'overview'), { signal })

export const fetchAllActors = (network: NetworkInfo, signal: AbortSignal): Promise<{ readonly actors: readonly ListedActor[] }> => request(at(network, 'actors'), { signal })
export const fetchEditedActor = (network: NetworkInfo, actor: string, signal: AbortSignal): Promise<EditedActor> => request(at(network, 'actors', actor), { signal })
export const saveEditedActor = (network: NetworkInfo, id: string, was: string, actor: ActorFacts): Promise<unknown> => request(at(network, 'actors', id), { method: 'PUT', json: { was, actor } })
export const removeActor = (network: NetworkInfo, actor: string): Promise<unknown> => request(at(network, 'actors', actor), { method: 'DELETE' })
/** on: the day on which somebody said so; '' = today. */
export const confirmActor = (network: NetworkInfo, actor: string, on: string): Promise<unknown> => post(at(network, 'actors', actor, 'confirmed'), on === '' ? {} : { on })
export const askContact = (network: NetworkInfo, actor: string, contact: NewContact): Promise<unknown> => post(at(network, 'actors', actor, 'contacts'), contact)
export const removeContact = (network: NetworkInfo, actor: string, contact: string): Promise<unknown> => request(at(network, 'actors', actor, 'contacts', contact), { method: 'DELETE' })

export const fetchChanges = (network: NetworkInfo, signal: AbortSignal): Promise<{ readonly changes: readonly ProposedChange[] }> => request(at(network, 'changes'), { signal })
export const settleChange = (network: NetworkInfo, actor: string, mark: string, what: 'accepted' | 'refused'): Promise<unknown> => post(at(network, 'changes', actor), { mark, accepted: what === 'accepted' })

export const fetchDuplicates = (network: NetworkInfo, signal: AbortSignal): Promise<{ readonly total: number; readonly pairs: readonly LikePair[] }> => request(at(network, 'duplicates'), { signal })
export const mergeActors = (network: NetworkInfo, keep: LikePair['a'], drop: LikePair['a'], actor: ActorFacts): Promise<unknown> =>
  post(at(network, 'duplicates', 'merged'), { keep: { id: keep.actor.id, mark: keep.mark }, drop: { id: drop.actor.id, mark: drop.mark }, actor })
export const keepApart = (network: NetworkInfo, a: string, b: string): Promise<unknown> => post(at(network, 'duplicates', 'different'), { a, b })

export const templatePath = (network: NetworkInfo, ending: 'csv' | 'xlsx'): string => at(network, 'imports', `template.${ending}`)
export const previewImport = (network: NetworkInfo, file: Blob): Promise<ImportPreview> => request(at(network, 'imports'), { method: 'POST', bytes: file })

/** As many as the service takes at once. */
const atOnce = 50

/** Sends what was agreed to in pieces; tells how far it is. Every row is done whole or not at all: after a failure, the same is sent again without harm. */
export async function takeRows(network: NetworkInfo, rows: readonly ImportRow[], told: (done: number) => void): Promise<readonly { readonly row: number; readonly outcome: RowOutcome }[]> {
  const outcomes: { readonly row: number; readonly outcome: RowOutcome }[] = []
  for (let from = 0; from < rows.length; from += atOnce) {
    const piece = rows.slice(from, from + atOnce).flatMap(({ row, change }) => (change === undefined ? [] : [{ row, ...change }]))
    const { rows: done } = await post<{ rows: typeof outcomes }>(at(network, 'imports', 'rows'), { rows: piece })
    outcomes.push(...done)
    told(Math.min(rows.length, from + atOnce))
  }
  return outcomes
}
