import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { PlugDocument, PlugDocuments, RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import type { Asked } from '../community-route.ts'
import type { TaskSource } from '../editor/task.ts'
import { actorInput, type ActorInput } from './actor.ts'
import { actorOf, saveActor } from './directory.ts'
import { newStanding, standingChange, standingOf } from './standing.ts'

export const entryKind = 'directory-entry'

/** An actor that somebody entered, until the editors have looked at it. */
interface Entry {
  readonly actor: ActorInput
  readonly mail: string
  readonly language: string
  /** Whether the address may be kept with the actor, so that whoever reads it keeps the actor up. */
  readonly keep: boolean
  /** SHA-256 of what the mail's link holds; base64url. */
  readonly proof: string
  readonly confirmed: boolean
}

/** What nobody confirmed is forgotten after this. */
const keptMs = 7 * 24 * 3_600_000

const entryBody = z.strictObject({ actor: actorInput, mail: z.email().max(254), keep: z.boolean().default(false) })
const confirmBody = z.strictObject({ proof: z.string().regex(/^[\w-]{43}$/) })

const digest = (proof: string): string => createHash('sha256').update(proof).digest('base64url')
const unknown = (): Fault => new Fault('not-found', 'community/entry-unknown', 'There is no such entry any more.')

async function forgetOld(documents: PlugDocuments, now: number): Promise<void> {
  const old = (await documents.list<Entry>(entryKind, { count: 500 })).filter(({ at, body }) => !body.confirmed && at < now - keptMs)
  await documents.write(old.map(({ kind, id, version }) => ({ kind, id, body: undefined, version }))).catch((thrown: unknown) => {
    // Confirmed at this very moment: it is kept, and the next entry forgets the others.
    if (!(thrown instanceof Fault && thrown.code === 'plug/document-changed')) throw thrown
  })
}

/** Faults: community/entry-unknown. */
async function entryOf({ documents, call }: Asked): Promise<PlugDocument<Entry>> {
  const found = await documents.get<Entry>(entryKind, call.params['entry']!)
  if (found === undefined) throw unknown()
  return found
}

/** An entry is made and a link sent to the address that was given: whoever reads that mail confirms. Faults: community/input, notify/too-many. */
export async function makeEntry({ carrier, documents, call, now }: Asked): Promise<RouteAnswer> {
  const { actor, mail, keep } = input(entryBody, { call })
  await forgetOld(documents, now)
  const [id, proof] = [randomUUID(), randomBytes(32).toString('base64url')]
  await documents.write([{ kind: entryKind, id, version: 0, body: { actor, mail, language: call.caller.language, keep, proof: digest(proof), confirmed: false } satisfies Entry }])
  await carrier.mail({
    to: mail, template: 'network-confirm', language: call.caller.language, about: actor.name.slice(0, 120), path: `/netz/${carrier.slug}/bestaetigen#${id}.${proof}`, key: `entry ${id}`,
  })
  return { status: 202, json: {} }
}

/** Faults: community/input, community/entry-unknown (also where the link is another one). */
export async function confirmEntry(asked: Asked): Promise<RouteAnswer> {
  const { proof } = input(confirmBody, asked)
  const { id, body, version } = await entryOf(asked)
  if (!timingSafeEqual(Buffer.from(digest(proof)), Buffer.from(body.proof))) throw unknown()
  if (!body.confirmed) await asked.documents.write([{ kind: entryKind, id, version, body: { ...body, confirmed: true } satisfies Entry }])
  return { status: 200, json: { name: body.actor.name } }
}

async function waiting(documents: PlugDocuments): Promise<readonly PlugDocument<Entry>[]> {
  return (await allDocuments<Entry>(documents, entryKind)).filter(({ body }) => body.confirmed).toSorted((a, b) => a.at - b.at)
}

export const entryTasks: TaskSource = async ({ carrier }) => ({ entries: (await waiting(carrier.documents)).length })

/** Those that are confirmed and wait for an editor, the oldest first. */
export async function listEntries({ documents }: Asked): Promise<RouteAnswer> {
  return { status: 200, json: { entries: (await waiting(documents)).map(({ id, at, body: { actor, mail, keep } }) => ({ id, at: new Date(at).toISOString(), actor, mail, keep })) } }
}

/** The entry becomes an actor of its own id; the address that confirmed it is kept where whoever reads it agreed to that. Faults: community/entry-unknown. */
export async function approveEntry(asked: Asked): Promise<RouteAnswer> {
  const { id, body: { actor, confirmed, keep, mail, language } } = await entryOf(asked)
  if (!confirmed) throw unknown()
  const { carrier, documents, now } = asked
  await saveActor(carrier, { id, ...actor }, await actorOf(carrier, id))
  const found = await standingOf(documents, id)
  await documents.write([
    ...(found === undefined ? [standingChange(id, found, now, () => newStanding(now, 'editor', keep ? { mail, language, since: now } : undefined))] : []),
    { kind: entryKind, id, body: undefined },
  ])
  return { status: 201, json: { id } }
}

/** Faults: community/entry-unknown. */
export async function refuseEntry(asked: Asked): Promise<RouteAnswer> {
  const { id } = await entryOf(asked)
  await asked.documents.write([{ kind: entryKind, id, body: undefined }])
  return { status: 204 }
}
