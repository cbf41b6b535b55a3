import { Fault, timeOrderedId } from '@steckwerk/kernel'
import type { DocumentChange, PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { input } from '../body.ts'
import { isEditor } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import { allActors } from '../directory/directory.ts'
import { missingProofs } from './checklist.ts'
import { dayOf, kinds, ownUndertaking, type Entry, type Partner, type Undertaking } from './records.ts'
import { changeInput, createInput, entryInput, stepInput, type UndertakingInput } from './shapes.ts'

/** Somebody with an account begins one and keeps it from then on. Faults: community/input, community/undertaking-day, community/partner-unlisted. */
export async function createUndertaking(asked: Asked): Promise<RouteAnswer> {
  const { undertaking, origin, stage, by, day } = input(createInput, asked)
  pastDay(day, asked.now)
  const id = timeOrderedId(asked.now)
  const { account, name = '' } = asked.call.caller
  const body: Undertaking = {
    ...undertaking, partners: await partnersOf(asked, undertaking, []), origin, stage, stageSince: day, state: 'running', reason: '', publication: 'draft', publishedAt: undefined, referenceAt: undefined,
    keepers: [{ account: account!, name }], invitations: [],
  }
  await asked.documents.write([
    { kind: kinds.undertaking, id, version: 0, body },
    entry(asked, id, { day, by, kind: 'begun', stage, state: 'running', what: origin?.title ?? '' }),
    ...newProofs(asked, id, by, undefined, body),
  ])
  return { status: 201, json: { id } }
}

/** What it is about; proofs that were not there before stand in its timeline. Faults: community/input, community/undertaking-unproven (a reference project stays one), plug/document-changed. */
export async function changeUndertaking(asked: Asked): Promise<RouteAnswer> {
  const { version, undertaking, by } = input(changeInput, asked)
  const { id, body: before } = await ownUndertaking(asked)
  const body: Undertaking = { ...before, ...undertaking, partners: await partnersOf(asked, undertaking, before.partners) }
  if (body.stage === 'reference') requireProofs(body)
  const [next] = await asked.documents.write([{ kind: kinds.undertaking, id, version, body }, ...newProofs(asked, id, by, before, body)])
  return { status: 200, json: { version: next } }
}

/** A step: another stage, a rest, an end. Faults: community/undertaking-day, community/undertaking-unproven, community/undertaking-step, community/undertaking-reason, plug/document-changed. */
export async function stepUndertaking(asked: Asked): Promise<RouteAnswer> {
  const { version, stage, state, day, by, note } = input(stepInput, asked)
  const { id, body: before } = await ownUndertaking(asked)
  pastDay(day, asked.now)
  if (day < before.stageSince) throw new Fault('invalid', 'community/undertaking-day', 'A step comes after the one before it.', { at: 'day' })
  const moved = stage !== before.stage
  if (!moved && state === before.state) throw new Fault('conflict', 'community/undertaking-step', 'It stands there already.')
  if (state !== 'running' && note === '') throw new Fault('invalid', 'community/undertaking-reason', 'What rests or ends says why.', { at: 'note' })
  const body: Undertaking = { ...before, stage, state, stageSince: moved ? day : before.stageSince, reason: state === 'running' ? '' : note }
  if (stage === 'reference') requireProofs(body)
  const [next] = await asked.documents.write([
    { kind: kinds.undertaking, id, version, body: stage === 'reference' && moved ? { ...body, referenceAt: asked.now } : body },
    entry(asked, id, { day, by, kind: moved ? 'stage' : 'state', stage, state, what: note }),
  ])
  return { status: 200, json: { version: next } }
}

/** A line of its history beside the steps: a decision, funding, a visit. Faults: community/undertaking-day. */
export async function addEntry(asked: Asked): Promise<RouteAnswer> {
  const { day, by, what } = input(entryInput, asked)
  const { id, body: { stage, state } } = await ownUndertaking(asked)
  pastDay(day, asked.now)
  await asked.documents.write([entry(asked, id, { day, by, kind: 'note', stage, state, what })])
  return { status: 201, json: {} }
}

export function entry({ now }: Pick<Asked, 'now'>, parent: string, body: Entry): DocumentChange {
  return { kind: kinds.entry, id: timeOrderedId(now), parent, version: 0, body }
}

/** Faults: community/undertaking-unproven. */
function requireProofs(body: Undertaking): void {
  const missing = missingProofs(body)
  if (missing.length > 0) throw new Fault('conflict', 'community/undertaking-unproven', 'A reference project needs more than this.', { issues: missing.map((at) => ({ severity: 'error', type: 'required', text: 'This is missing.', at })) })
}

function pastDay(day: string, now: number): void {
  if (day > dayOf(now)) throw new Fault('invalid', 'community/undertaking-day', 'What is still to come is not written down yet.', { at: 'day' })
}

/** What is new among the proofs, each as a line of the timeline. */
function newProofs(asked: Asked, id: string, by: string, before: Undertaking | undefined, { stage, state, evidence }: Undertaking): readonly DocumentChange[] {
  const known = new Set([...(before?.evidence.figures ?? []), ...(before?.evidence.links ?? [])].map((one) => JSON.stringify(one)))
  const isNew = (one: unknown): boolean => !known.has(JSON.stringify(one))
  const today = dayOf(asked.now)
  const proofs = [
    ...evidence.figures.filter(isNew).map(({ what, day }) => ({ what, day: day > today ? today : day })),
    ...evidence.links.filter(isNew).map(({ title }) => ({ what: title, day: today })),
  ]
  return proofs.map((one, at) => entry({ now: asked.now + 1 + at }, id, { ...one, by, kind: 'proof', stage, state }))
}

/** With the directory's names; what editors confirmed stays so. Faults: community/partner-unlisted. */
async function partnersOf({ carrier }: Asked, { partners }: UndertakingInput, before: readonly Partner[]): Promise<readonly Partner[]> {
  if (partners.length === 0) return []
  const names = new Map((await allActors(carrier)).map(({ id, name }) => [id, name]))
  return partners.map(({ actor, role }) => {
    const known = before.find((one) => one.actor === actor)
    const name = names.get(actor) ?? known?.name
    if (name === undefined) throw new Fault('invalid', 'community/partner-unlisted', 'Partners stand in the directory.', { at: 'partners' })
    return { actor, name, role, confirmed: known?.confirmed ?? false }
  })
}

/** Only what is no longer needed goes: what is published is ended instead, unless an editor takes it away. */
export async function removeUndertaking(asked: Asked): Promise<RouteAnswer> {
  const { id, version, body } = await ownUndertaking(asked)
  if (body.publishedAt !== undefined && !isEditor(asked)) throw new Fault('forbidden', 'community/undertaking-published', 'What was published is taken away by the editors.')
  await removeEntries(asked, id)
  await asked.documents.write([{ kind: kinds.undertaking, id, version, body: undefined }])
  return { status: 204 }
}

async function removeEntries({ documents }: Asked, parent: string): Promise<void> {
  for (;;) {
    const page: readonly PlugDocument[] = await documents.list(kinds.entry, { parent, count: 500 })
    if (page.length === 0) return
    await documents.write(page.map(({ kind, id }) => ({ kind, id, parent, body: undefined })))
  }
}
