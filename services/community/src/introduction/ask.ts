import { Fault, timeOrderedId } from '@steckwerk/kernel'
import type { PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { allDocuments } from '../all-documents.ts'
import { input, line, text } from '../body.ts'
import type { Asked } from '../community-route.ts'
import { isProven, linkShape, newSecret } from '../directory/link.ts'
import { askOther, linkPath } from './mails.ts'
import { caseOf, introductionKind, isOpen, openMs, unknownCase, type Introduction, type People } from './records.ts'
import { targetOf } from './target.ts'

/** Of one address, at the same time. */
const mostOpen = 5

const askInput = z.strictObject({
  of: z.strictObject({ kind: z.enum(['undertaking', 'actor']), id: z.string().regex(/^[A-Za-z0-9._-]{1,128}$/) }),
  name: line(80).min(2), organization: line(160).default(''), mail: z.email().max(254),
  purpose: text(1500).min(10),
  /** That the other side reads all this, and the address once both agree. */
  consent: z.literal(true),
})

/** Somebody wants to talk to somebody. Nobody hears of it before the address has been proved. Faults: community/input, community/introduction-target, notify/too-many. */
export async function askIntroduction({ carrier, documents, call, now }: Asked): Promise<RouteAnswer> {
  const { of, name, organization, mail, purpose } = input(askInput, { call })
  const { title, side } = await targetOf(carrier, of)
  const [id, secrets] = [timeOrderedId(now), { asker: newSecret(), other: newSecret() }]
  const people: People = { asker: { name, organization, mail, language: call.caller.language }, other: side ?? { name: '', organization: '', mail: '', language: 'de' }, purpose, note: '', secrets }
  await documents.write([{ kind: introductionKind, id, version: 0, body: { of: { ...of, title }, opened: now, state: 'unconfirmed', since: now, outcome: '', people } satisfies Introduction }])
  await carrier.mail({ to: mail, template: 'network-confirm', language: call.caller.language, about: title.slice(0, 120), path: linkPath(carrier, id, secrets.asker, now + openMs), key: `introduction ${id}` })
  return { status: 202, json: {} }
}

export interface Proven {
  readonly found: PlugDocument<Introduction>
  readonly people: People
  readonly who: 'asker' | 'other'
}

/** Whose link it is. Faults: community/introduction-unknown, also where the link is another one, or over. */
export async function provenCase(asked: Asked): Promise<Proven> {
  const { link } = input(z.object({ link: linkShape }), asked)
  const found = await caseOf(asked)
  const { people } = found.body
  const who = people === undefined ? undefined : (['asker', 'other'] as const).find((side) => isProven(people.secrets[side], link, asked.now))
  if (people === undefined || who === undefined) throw unknownCase()
  return { found, people, who }
}

/** The asker has read the mail: the other side is asked now, or the coordination office takes it up. Faults: community/introduction-unknown, community/introduction-open, community/introductions-many, notify/too-many. */
export async function confirmIntroduction(asked: Asked): Promise<RouteAnswer> {
  const { found: { id, version, body }, people, who } = await provenCase(asked)
  if (who !== 'asker') throw unknownCase()
  if (body.state === 'unconfirmed') {
    await requireFew(asked, body, people)
    const state = people.other.mail === '' ? 'waiting' : 'asked'
    if (state === 'asked') await askOther(asked.carrier, id, body, people, asked.now)
    await asked.documents.write([{ kind: introductionKind, id, version, body: { ...body, state, since: asked.now } satisfies Introduction }])
  }
  return { status: 200, json: {} }
}

/** One open request a pair, a few of one address: judged once the address is proved, so that the answer tells nobody what others have asked. */
async function requireFew({ documents }: Asked, { of }: Introduction, { asker }: People): Promise<void> {
  const open = (await allDocuments<Introduction>(documents, introductionKind)).map(({ body }) => body)
    .filter((body) => isOpen(body) && body.people?.asker.mail.toLowerCase() === asker.mail.toLowerCase())
  if (open.some((one) => one.of.kind === of.kind && one.of.id === of.id)) throw new Fault('conflict', 'community/introduction-open', 'This was asked already and is not answered yet.')
  if (open.length >= mostOpen) throw new Fault('conflict', 'community/introductions-many', 'Some of the requests of this address have to be answered first.')
}
