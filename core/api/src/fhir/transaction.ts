import { Fault, type Issue } from '@steckwerk/kernel'
import type { Change, Stored, Writer } from '@steckwerk/store'
import type { Audited } from './audited.ts'
import { answerEntryText } from './bundle-answer.ts'
import { BundleReferences } from './bundle-references.ts'
import type { BundleRequest } from './bundle-request.ts'
import { bundleText } from './bundle-text.ts'
import { onlyMatch, type Criteria } from './conditional.ts'
import { noMatch } from './conditional-patch.ts'
import { findReferenced } from './conditional-references.ts'
import { placeOf } from './conditional-update.ts'
import { criteriaRows } from './criteria-rows.ts'
import { entryCall } from './entry-call.ts'
import { entryFault } from './entry-fault.ts'
import type { EntryRouter } from './entry-route.ts'
import type { FhirAnswer, FhirCall } from './interaction.ts'
import { patchedBody } from './patch.ts'
import { requirePreconditions } from './preconditions.ts'
import { criteriaPlace, planTransaction, refuseTransaction, type TransactionPlan, type Write } from './transaction-plan.ts'
import type { ResourceBody } from './resource-body.ts'
import { missing } from './type-and-id.ts'
import { removed, written } from './written.ts'

/** What a writing entry comes to. */
interface Place {
  readonly write: Write
  /** `Patient/1` */
  readonly name: string
  readonly id: string
  readonly before: Stored | undefined
  /** A conditional create that found its resource writes nothing. */
  readonly writes: boolean
}

/** What is stored where entries address it, and what meets their criteria. */
interface Looked {
  readonly stored: ReadonlyMap<string, Stored>
  readonly matches: ReadonlyMap<Criteria, readonly Stored[]>
}

/** Where entries write: what their criteria come to, and whether their preconditions hold. */
async function placesOf(writer: Writer, writes: readonly Write[], stored: ReadonlyMap<string, Stored>): Promise<Place[]> {
  const criteria = writes.flatMap((write) => (write.criteria === undefined ? [] : [write.criteria]))
  const matches = await criteriaRows(writer, criteria)
  return Promise.all(writes.map((write) => placed(writer, write, { stored, matches })))
}

async function placed(writer: Writer, write: Write, looked: Looked): Promise<Place> {
  try {
    const place = await placeOfWrite(writer, write, looked)
    if (place.writes) requirePreconditions(write.entry, place.before, write.entry.at)
    return place
  } catch (error) {
    throw entryFault(error, write.entry.at, `${write.entry.at}.request.url`)
  }
}

/** What a patch makes of a resource. */
function patchedOf({ write, before }: Place): ResourceBody {
  try {
    return patchedBody(before!, write.operations!, `${write.entry.at}.resource`)
  } catch (error) {
    throw entryFault(error, write.entry.at, `${write.entry.at}.resource`)
  }
}

async function placeOfWrite(writer: Writer, write: Write, { stored, matches }: Looked): Promise<Place> {
  const { type, criteria, kind, entry } = write
  const at = (id: string, before: Stored | undefined, writes = true): Place => ({ write, name: `${type}/${id}`, id, before, writes })
  if (criteria === undefined) {
    const before = kind === 'create' ? undefined : stored.get(`${type}/${write.id}`)
    if (kind === 'patch' && before === undefined) throw missing()
    return at(write.id, before)
  }
  const match = onlyMatch(matches.get(criteria)!, criteriaPlace(entry))
  if (kind === 'create') return match === undefined ? at(write.id, undefined) : at(match.id, match, false)
  if (kind === 'patch' && match === undefined) throw noMatch(criteriaPlace(entry))
  if (kind !== 'update') return at(match?.id ?? write.id, match)
  const { id, before } = await placeOf(writer, type, match, write.body!.resource.id, write.id, `${entry.at}.resource.id`)
  return at(id, before)
}

/** Source: FHIR R4 http.html#trules: identities may not overlap, those that criteria came to included. */
function requireDistinct(places: readonly Place[]): void {
  const taken = new Set<string>()
  const issues: Issue[] = []
  for (const { write, name, writes } of places) {
    if (!writes) continue
    if (taken.has(name)) issues.push({ severity: 'error', type: 'invalid', text: 'Two entries write the same resource.', at: `${write.entry.at}.request.url` })
    taken.add(name)
  }
  refuseTransaction(issues)
}

/** `expect` is such that 201 and the preconditions hold when written; who is faster makes the whole transaction start over. */
function expectOf({ write, before }: Place): number | 'any' {
  const isBound = write.criteria !== undefined || write.kind === 'patch' || write.entry.ifMatch !== undefined || write.entry.ifNoneMatch !== undefined
  return isBound || before?.text === undefined ? (before?.version ?? 0) : 'any'
}

/** Applies changes and answers their rows by the names of their resources. */
async function applied(writer: Writer, changes: readonly Change[]): Promise<Map<string, Stored>> {
  const rows = changes.length === 0 ? [] : await writer.apply(changes)
  return new Map(rows.map((row) => [`${row.type}/${row.id}`, row]))
}

interface Done {
  readonly place: Place
  readonly row: Stored | undefined
}

/** Deletes, then everything else as one set of changes; answers what each writing entry came to, in the plan's order. */
async function carryOut(writer: Writer, plan: TransactionPlan, references: BundleReferences): Promise<Done[]> {
  const { writes } = plan
  const locks = writes.flatMap(({ criteria }) => (criteria === undefined ? [] : [criteria.key]))
  if (locks.length > 0) await writer.lock(locks)
  const addressed = writes.filter((write) => write.kind !== 'create' && write.criteria === undefined)
  const stored = addressed.length === 0 ? new Map<string, Stored>() : await writer.getMany(addressed)

  const isDelete = (write: Write): boolean => write.kind === 'delete'
  const deletes = await placesOf(writer, writes.filter(isDelete), stored)
  requireDistinct(deletes)
  const gone = await applied(writer, deletes.flatMap((place): Change[] =>
    place.before?.text === undefined ? [] : [{ kind: 'delete', type: place.write.type, id: place.id, expect: expectOf(place) }]))

  // What is deleted above no criteria find any more.
  const puts = await placesOf(writer, writes.filter((write) => !isDelete(write)), stored)
  requireDistinct([...deletes, ...puts])
  const bodies = new Map<Place, ResourceBody>()
  const issues: Issue[] = []
  for (const place of puts) {
    const { write } = place
    if (!place.writes) continue
    const body = write.body ?? patchedOf(place)
    if (write.operations !== undefined) issues.push(...references.read(body, `${write.entry.at}.resource`))
    bodies.set(place, body)
  }
  refuseTransaction(issues)

  const pending = Array.from(bodies, ([{ write, id }, { resource }]) => ({ type: write.type, id, resource }))
  const found = await findReferenced(writer, references.conditional, pending)
  const names = new Map(puts.map(({ write, name }) => [write, name]))
  const changes = Array.from(bodies, ([place, body]): Change => {
    const { write, id } = place
    return { kind: 'put', type: write.type, id, ...references.settle(body, write.entry, (target) => names.get(target)!, found, issues), expect: expectOf(place) }
  })
  refuseTransaction(issues)
  const put = await applied(writer, changes)

  const places = new Map([...deletes, ...puts].map((place) => [place.write, place]))
  return writes.map((write) => {
    const place = places.get(write)!
    return { place, row: gone.get(place.name) ?? put.get(place.name) ?? place.before }
  })
}

function answerOf(call: FhirCall, { place, row }: Done): FhirAnswer {
  if (place.write.kind === 'delete') return removed(call, row)
  return written(call, row!, place.writes && place.before?.text === undefined)
}

/** All or nothing: deletes, creates, updates and patches as one set of changes on different resources, then reads, which see what was
 *  written. Source: FHIR R4 http.html#trules. Faults: api/transaction with every finding, those of the single interactions where only the
 *  stored resources tell (api/if-match, api/criteria-several …), store/version-conflict. */
export async function transaction(call: FhirCall, request: BundleRequest, route: EntryRouter, audited: Audited): Promise<FhirAnswer> {
  const plan = planTransaction(call.ctx.now, request, route, call.prefer)
  const references = new BundleReferences(plan.byFullUrl)
  refuseTransaction(plan.writes.flatMap(({ body, entry }) => (body === undefined ? [] : references.read(body, `${entry.at}.resource`))))
  const entries = await call.write(async (writer) => {
    const texts = new Array<string>(request.entries.length)
    for (const done of await carryOut(writer, plan, references)) {
      const { entry } = done.place.write
      texts[entry.index] = answerEntryText(answerOf(call, done), entry, false, call.prefer)
    }
    const within: FhirCall = {
      ...call,
      read: (work) => work(writer),
      write: (work) => work(writer),
      commit: () => Promise.reject(new Fault('internal', 'api/read-writes', 'A reading interaction tried to write.')),
    }
    for (const read of plan.reads) {
      try {
        const answer = await audited.runInside(read.interaction, entryCall(within, read.entry, read), writer)
        texts[read.entry.index] = answerEntryText(answer, read.entry, true, call.prefer)
      } catch (error) {
        throw entryFault(error, read.entry.at, `${read.entry.at}.request.url`)
      }
    }
    return texts
  })
  return { status: 200, body: bundleText({ type: 'transaction-response', now: call.ctx.now, links: [], entries }) }
}
