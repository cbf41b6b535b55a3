import { readJsonPatch, type PatchOperation, type Resource } from '@steckwerk/fhir'
import { Fault, timeOrderedId, type Issue } from '@steckwerk/kernel'
import { patchText } from './body.ts'
import type { BundleEntry, BundleRequest } from './bundle-request.ts'
import { readCriteria, type Criteria } from './conditional.ts'
import { conditionalDelete } from './conditional-delete.ts'
import { conditionalPatch } from './conditional-patch.ts'
import { conditionalUpdate } from './conditional-update.ts'
import { create } from './create.ts'
import { remove } from './delete.ts'
import { entryBody } from './entry-call.ts'
import { entryFault } from './entry-fault.ts'
import type { EntryRoute, EntryRouter } from './entry-route.ts'
import type { Interaction } from './interaction.ts'
import { refuseParameters } from './parameters.ts'
import { patch } from './patch.ts'
import type { Prefer } from './prefer.ts'
import { checkResource, type ResourceBody } from './resource-body.ts'
import { isId, missing } from './type-and-id.ts'
import { requireSameId, update } from './update.ts'

/** An entry that writes. */
export interface Write {
  readonly entry: BundleEntry
  readonly kind: 'create' | 'update' | 'patch' | 'delete'
  readonly type: string
  /** Of the address; for what the criteria may come to create a new one. */
  readonly id: string
  readonly criteria: Criteria | undefined
  /** Of creates and updates. */
  readonly body: ResourceBody | undefined
  readonly operations: readonly PatchOperation[] | undefined
}

/** An entry that reads, once all is written. */
export interface Read extends EntryRoute {
  readonly entry: BundleEntry
}

export interface TransactionPlan {
  readonly writes: readonly Write[]
  readonly reads: readonly Read[]
  readonly byFullUrl: ReadonlyMap<string, Write>
}

const kinds: ReadonlyMap<Interaction, Write['kind']> = new Map([
  [create, 'create'], [update, 'update'], [conditionalUpdate, 'update'], [patch, 'patch'], [conditionalPatch, 'patch'],
  [remove, 'delete'], [conditionalDelete, 'delete'],
])

/** Every finding of every entry at once: who mends an import wants the whole list. */
function collect(issues: Issue[], entry: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    const fault = entryFault(error, entry)
    if (!(fault instanceof Fault) || fault.kind === 'forbidden') throw fault
    issues.push(...fault.issues)
  }
}

export function refuseTransaction(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new Fault('unprocessable', 'api/transaction', 'The transaction cannot be carried out; nothing was changed.', { issues })
}

/** Where an entry's criteria stand. */
export function criteriaPlace(entry: BundleEntry): string {
  return `${entry.at}.request.${entry.method === 'POST' ? 'ifNoneExist' : 'url'}`
}

function criteriaOf(entry: BundleEntry, interaction: Interaction, type: string): Criteria | undefined {
  const text = interaction === create ? entry.ifNoneExist : interaction.path === '/:type' ? entry.query : undefined
  if (text === undefined) return undefined
  try {
    return readCriteria(type, text)
  } catch (error) {
    throw entryFault(error, entry.at, criteriaPlace(entry))
  }
}

function bodyOf(entry: BundleEntry, kind: Write['kind'], type: string, id: string | undefined): ResourceBody {
  const at = `${entry.at}.resource`
  if (entry.text === undefined) throw new Fault('invalid', 'api/bundle', 'POST and PUT need a resource.', { at })
  if (kind === 'update' && id !== undefined) requireSameId(id, (entry.resource as Resource | null)?.id, `${at}.id`)
  return checkResource(entry.text, entry.resource, type, at)
}

/** Reads all entries before anything is asked of the database. Faults: api/transaction with every finding. */
export function planTransaction(now: Date, request: BundleRequest, route: EntryRouter, prefer: Prefer): TransactionPlan {
  const issues: Issue[] = []
  const writes: Write[] = []
  const reads: Read[] = []
  const byFullUrl = new Map<string, Write>()
  const criteriaTaken = new Set<string>()

  const readWrite = (entry: BundleEntry, interaction: Interaction, kind: Write['kind'], params: EntryRoute['params']): void => {
    const { type, id: addressed } = params as { type: string; id?: string }
    if (interaction.path !== '/:type' || interaction === create) refuseParameters(entry.query, prefer.lenient)
    const criteria = criteriaOf(entry, interaction, type)
    // A second one would find what the first one makes: two entries for one resource.
    if (criteria !== undefined && criteriaTaken.size === criteriaTaken.add(criteria.key).size) {
      throw new Fault('invalid', 'api/bundle', 'Two entries have the same criteria.', { at: criteriaPlace(entry) })
    }
    if ((kind === 'delete' || kind === 'patch') && addressed !== undefined && !isId(addressed)) throw missing()
    const write: Write = {
      entry,
      kind,
      type,
      id: addressed ?? timeOrderedId(now.getTime()),
      criteria,
      body: kind === 'create' || kind === 'update' ? bodyOf(entry, kind, type, addressed) : undefined,
      operations: kind === 'patch' ? readJsonPatch(patchText(entryBody(entry))) : undefined,
    }
    writes.push(write)
    if (entry.fullUrl !== undefined && kind !== 'delete') {
      if (byFullUrl.has(entry.fullUrl)) throw new Fault('invalid', 'api/bundle', 'Two entries have the same fullUrl.', { at: `${entry.at}.fullUrl` })
      byFullUrl.set(entry.fullUrl, write)
    }
  }

  request.entries.forEach((entry, index) => {
    collect(issues, `Bundle.entry[${index}]`, () => {
      if (entry instanceof Fault) throw entry
      const found = route(entry)
      const kind = kinds.get(found.interaction)
      if (kind !== undefined) return readWrite(entry, found.interaction, kind, found.params)
      if (found.interaction.permission !== 'fhir.read') {
        throw new Fault('not-supported', 'api/transaction-entry', 'This interaction cannot be part of a transaction; send it alone or in a batch.', { at: `${entry.at}.request` })
      }
      reads.push({ entry, ...found })
      return undefined
    })
  })
  refuseTransaction(issues)
  return { writes, reads, byFullUrl }
}
