import { randomUUID } from 'node:crypto'
import { Fault, timeOrderedId } from '@steckwerk/kernel'
import type { PlugDocument, PlugDocuments, RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import type { Asked } from '../community-route.ts'
import { fragmentOf, isProven, linkShape, newSecret } from '../directory/link.ts'
import type { TaskSource } from '../editor/task.ts'
import type { Work } from '../work.ts'
import { entry } from './change.ts'
import { dayOf, kinds, type Undertaking } from './records.ts'
import { needInput, type NeedInput } from './shapes.ts'

/** A need that somebody voiced, until the editors have looked at it. */
interface Need extends NeedInput {
  readonly secret: string
  readonly confirmed: boolean
}

/** What nobody confirmed is forgotten after this. */
const waitMs = 7 * 24 * 3_600_000

const unknown = (): Fault => new Fault('not-found', 'community/need-unknown', 'There is no such need any more.')

/** Faults: community/need-unknown. */
async function needOf({ documents, call }: Asked): Promise<PlugDocument<Need>> {
  const found = await documents.get<Need>(kinds.need, call.params['need']!)
  if (found === undefined) throw unknown()
  return found
}

/** A link is sent to the address that was given: whoever reads that mail confirms. Faults: community/input, notify/too-many. */
export async function voiceNeed(asked: Asked): Promise<RouteAnswer> {
  const { carrier, documents, call, now } = asked
  const given = input(needInput, asked)
  const [id, secret] = [randomUUID(), newSecret()]
  await documents.write([{ kind: kinds.need, id, version: 0, body: { ...given, secret, confirmed: false } satisfies Need }])
  await carrier.mail({ to: given.mail, template: 'network-confirm', language: call.caller.language, about: given.need.title.slice(0, 120), path: `/netz/${carrier.slug}/vorhaben/bestaetigen${fragmentOf(id, secret, now + waitMs)}`, key: `need ${id}` })
  return { status: 202, json: {} }
}

/** Faults: community/need-unknown (also where the link is another one, or over). */
export async function confirmNeed(asked: Asked): Promise<RouteAnswer> {
  const { link } = input(z.strictObject({ link: linkShape }), asked)
  const { id, body, version } = await needOf(asked)
  if (!isProven(body.secret, link, asked.now)) throw unknown()
  if (!body.confirmed) await asked.documents.write([{ kind: kinds.need, id, version, body: { ...body, confirmed: true } satisfies Need }])
  return { status: 200, json: { title: body.need.title } }
}

const confirmedNeeds = async (documents: PlugDocuments): Promise<readonly PlugDocument<Need>[]> => (await allDocuments<Need>(documents, kinds.need)).filter(({ body }) => body.confirmed)

/** Those that wait for an editor, the oldest first. */
export async function listNeeds({ documents }: Asked): Promise<RouteAnswer> {
  const found = (await confirmedNeeds(documents)).toSorted((a, b) => a.at - b.at)
  return { status: 200, json: { needs: found.map(({ id, at, body: { need, mail, contact } }) => ({ id, at: new Date(at).toISOString(), ...need, mail, contact: contact?.name ?? '' })) } }
}

/** The need becomes an undertaking that everybody reads. The address is kept only where somebody agreed to be asked. Faults: community/need-unknown. */
export async function approveNeed(asked: Asked): Promise<RouteAnswer> {
  const { id: of, version, body: { need, mail, contact, confirmed } } = await needOf(asked)
  if (!confirmed) throw unknown()
  const { title, what, forWhom, topics, organization, origin } = need
  const [id, day] = [timeOrderedId(asked.now), dayOf(asked.now)]
  const body: Undertaking = {
    title, what, forWhom, topics, origin, partners: [], costs: { once: null, onceFor: '', yearly: null, yearlyFor: '' }, funding: '', evidence: { links: [], figures: [] }, lessons: { different: '', helped: '' }, links: [],
    contacts: contact === null ? [] : [{ name: contact.name, organization, role: '', mail, consent: true }],
    stage: 'need', stageSince: day, state: 'running', reason: '', publication: 'published', publishedAt: asked.now, referenceAt: undefined, keepers: [], invitations: [],
  }
  await asked.documents.write([
    { kind: kinds.undertaking, id, version: 0, body },
    entry(asked, id, { day, by: organization, kind: 'begun', stage: 'need', state: 'running', what: origin?.title ?? '' }),
    { kind: kinds.need, id: of, body: undefined, version },
  ])
  return { status: 201, json: { id } }
}

/** Faults: community/need-unknown. */
export async function refuseNeed(asked: Asked): Promise<RouteAnswer> {
  const { id, version } = await needOf(asked)
  await asked.documents.write([{ kind: kinds.need, id, body: undefined, version }])
  return { status: 204 }
}

/** What nobody confirmed in time. */
export const forgetNeeds: Work = {
  name: 'undertaking-needs', everyMs: 3_600_000,
  run: async ({ carrier: { documents }, now }) => {
    for (const { id, version, body, at } of await allDocuments<Need>(documents, kinds.need)) {
      if (body.confirmed || at > now - waitMs) continue
      await documents.write([{ kind: kinds.need, id, body: undefined, version }]).catch((thrown: unknown) => {
        // Confirmed at this very moment.
        if (!(thrown instanceof Fault && thrown.code === 'plug/document-changed')) throw thrown
      })
    }
  },
}

export const undertakingTasks: TaskSource = async ({ carrier: { documents } }) => ({
  needs: (await confirmedNeeds(documents)).length,
  publications: (await allDocuments<Undertaking>(documents, kinds.undertaking)).filter(({ body }) => body.publication === 'asked').length,
})
