import { createHash } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { PlugDocument } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import type { Work } from '../work.ts'
import { forgetUnanswered } from './contacts.ts'
import { actorOf } from './directory.ts'
import { pathOfEdit } from './link.ts'
import { changeStanding, standingKind, type Standing } from './standing.ts'

const dayMs = 24 * 3_600_000
const yearMs = 365 * dayMs
/** Actors that came on one day are asked on different ones. */
const spreadDays = 28
/** Who does not answer is asked once more after this, and the actor marked after twice of it. */
const patienceMs = 28 * dayMs
/** A mail's link counts so long from the first question on. */
const linkMs = 26 * 7 * dayMs

/** When it is time to ask whether an actor is still right: a year after somebody said so, each actor on a day of its own. */
export const dueAt = (actor: string, { confirmed }: Pick<Standing, 'confirmed'>): number =>
  confirmed + yearMs + (createHash('sha256').update(actor).digest().readUInt16BE(0) % spreadDays) * dayMs

/** Since when nobody says that an actor is right, once it is to be said so: two questions are unanswered, or there is nobody to ask. */
export function unconfirmedSince(actor: string, standing: Standing | undefined, now: number): number | undefined {
  if (standing === undefined) return undefined
  const { asked, confirmed, keeper } = standing
  const from = keeper === undefined ? dueAt(actor, standing) : asked.length > 1 ? asked[0]! : undefined
  return from !== undefined && now >= from + 2 * patienceMs ? confirmed : undefined
}

const isToAsk = ({ id, body }: PlugDocument<Standing>, now: number): boolean =>
  body.keeper !== undefined && body.asked.length < 2 && now >= (body.asked[0] === undefined ? dueAt(id, body) : body.asked[0] + patienceMs)

/** Once a year the keeper of an actor is asked whether it is still right, and once more. Nothing is ever deleted for want of an answer. The mail is the same one
 *  however often it is tried, so that nobody gets two where a hub fails between the mail and what it writes down. */
export const reviewWork: Work = {
  name: 'directory-review',
  everyMs: 3_600_000,
  run: async ({ carrier, now }) => {
    const { documents } = carrier
    await forgetUnanswered(documents, now)
    for (const found of (await allDocuments<Standing>(documents, standingKind)).filter((one) => isToAsk(one, now))) {
      const { id, body: { keeper, secret, confirmed, asked } } = found
      const actor = await actorOf(carrier, id)
      // It was taken away, and not all that belongs to it: its keeper is nobody's business any more.
      if (actor === undefined) {
        await documents.write([{ kind: standingKind, id, body: undefined }])
        continue
      }
      const sent = await carrier.mail({
        to: keeper!.mail, template: 'network-review', language: keeper!.language, about: actor.name.slice(0, 120),
        path: pathOfEdit(carrier.slug, id, secret, dueAt(id, found.body) + linkMs), key: `review ${id} ${confirmed} ${asked.length}`,
      }).then(() => true, (thrown: unknown) => {
        // This address has had enough mails today: the next turn tries again.
        if (thrown instanceof Fault && thrown.kind === 'throttled') return false
        // Nobody can be asked there: it counts as a question that nobody answers.
        if (thrown instanceof Fault && thrown.code === 'notify/address') return true
        throw thrown
      })
      if (!sent) continue
      // A confirmation that came in this very moment has begun a new year.
      await changeStanding(documents, id, now, (standing) => (standing.confirmed === confirmed && standing.asked.length === asked.length ? { ...standing, asked: [...standing.asked, now] } : standing))
    }
  },
}
