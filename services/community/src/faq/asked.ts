import { randomUUID } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import type { Asked } from '../community-route.ts'
import { fragmentOf, isProven, linkShape, newSecret } from '../directory/link.ts'
import type { TaskSource } from '../editor/task.ts'
import { pathIn } from '../published/item.ts'
import type { Work } from '../work.ts'
import { kinds, type AskedQuestion } from './records.ts'
import { askedInput } from './shapes.ts'

const pendingMs = 7 * 24 * 3_600_000
const aboutLength = 100

const unknown = (): Fault => new Fault('not-found', 'community/asked-unknown', 'There is no such question any more.')

/** Faults: community/asked-unknown. */
async function askedOf({ documents }: Pick<Asked, 'documents'>, id: string): Promise<PlugDocument<AskedQuestion>> {
  const found = await documents.get<AskedQuestion>(kinds.asked, id)
  if (found === undefined) throw unknown()
  return found
}

/** A question without an address waits for the editors at once; one with an address once its owner has said yes. Faults: community/input, notify/too-many. */
export async function askQuestion({ carrier, documents, call, now }: Asked): Promise<RouteAnswer> {
  const { question, mail } = input(askedInput, { call })
  const [id, secret] = [randomUUID(), newSecret()]
  const language = call.caller.language === 'en' ? 'en' : 'de'
  await documents.write([{ kind: kinds.asked, id, version: 0, body: { question, mail, language, secret, confirmed: mail === '' } satisfies AskedQuestion }])
  if (mail !== '') {
    const about = question.replaceAll(/\s+/gu, ' ')
    await carrier.mail({
      to: mail, template: 'network-confirm', language, about: about.length > aboutLength ? `${about.slice(0, aboutLength)} …` : about,
      path: `/netz/${carrier.slug}/fragen/bestaetigen${fragmentOf(id, secret, now + pendingMs)}`, key: `asked ${id}`,
    })
  }
  return { status: 202, json: {} }
}

/** Faults: community/input, community/asked-unknown (also where the link is another one). */
export async function confirmAsked(asked: Asked): Promise<RouteAnswer> {
  const { link } = input(z.strictObject({ link: linkShape }), asked)
  const { id, version, body } = await askedOf(asked, asked.call.params['asked']!)
  if (!isProven(body.secret, link, asked.now)) throw unknown()
  if (!body.confirmed) await asked.documents.write([{ kind: kinds.asked, id, version, body: { ...body, confirmed: true } satisfies AskedQuestion }])
  return { status: 200, json: { question: body.question } }
}

/** Those that wait for an answer, the oldest first. */
export async function listAsked({ documents }: Asked): Promise<RouteAnswer> {
  const waiting = (await allDocuments<AskedQuestion>(documents, kinds.asked)).filter(({ body }) => body.confirmed).toSorted((a, b) => a.at - b.at)
  return { status: 200, json: { asked: waiting.map(({ id, at, body: { question, mail } }) => ({ id, at: new Date(at).toISOString(), question, answerable: mail !== '' })) } }
}

/** Faults: community/asked-unknown. */
export async function refuseAsked(asked: Asked): Promise<RouteAnswer> {
  const { id } = await askedOf(asked, asked.call.params['asked']!)
  await asked.documents.write([{ kind: kinds.asked, id, body: undefined }])
  return { status: 204 }
}

/** It is answered: whoever asked is told where, and nothing is kept of them. Faults: community/asked-unknown. */
export async function settleAsked({ carrier, documents }: Asked, id: string, question: string): Promise<void> {
  const { body: { mail, language, question: about } } = await askedOf({ documents }, id)
  if (mail !== '') {
    await carrier.mail({ to: mail, template: 'network-answered', language, about: about.replaceAll(/\s+/gu, ' ').slice(0, aboutLength), path: pathIn(carrier, 'fragen', question), key: `answered ${id}` })
  }
  await documents.write([{ kind: kinds.asked, id, body: undefined }])
}

export const askedTasks: TaskSource = async ({ carrier }) => ({ questions: (await allDocuments<AskedQuestion>(carrier.documents, kinds.asked)).filter(({ body }) => body.confirmed).length })

/** What nobody confirmed goes after a week. */
export const forgetAsked: Work = {
  name: 'faq-forget',
  everyMs: 3_600_000,
  run: async ({ carrier: { documents }, now }) => {
    for (const { kind, id, at, version, body } of await allDocuments<AskedQuestion>(documents, kinds.asked)) {
      if (body.confirmed || at >= now - pendingMs) continue
      await documents.write([{ kind, id, version, body: undefined }]).catch((thrown: unknown) => {
        // Confirmed at this very moment.
        if (!(thrown instanceof Fault && thrown.code === 'plug/document-changed')) throw thrown
      })
    }
  },
}
