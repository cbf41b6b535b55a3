import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { input, line } from '../body.ts'
import type { Asked } from '../community-route.ts'
import { linkShape } from '../directory/link.ts'
import { provenCase } from './ask.ts'
import { introduceBoth, tellEnded } from './mails.ts'
import { introductionKind, isOpen, openMs, type Introduction, type Side } from './records.ts'

const answerInput = z.discriminatedUnion('answer', [
  z.strictObject({ link: linkShape, answer: z.literal('agree'), name: line(80).min(2), organization: line(160).default('') }),
  z.strictObject({ link: linkShape, answer: z.literal('end') }),
])

const shown = ({ name, organization, mail }: Side): Pick<Side, 'name' | 'organization' | 'mail'> => ({ name, organization, mail })

/** What each side may know: who asks, and what for; the other's address once both agreed. Changes nothing. */
export async function openIntroduction(asked: Asked): Promise<RouteAnswer> {
  const { found: { body }, people, who } = await provenCase(asked)
  const { asker, other, purpose } = people
  return {
    status: 200,
    json: {
      who, of: body.of, state: body.state, opened: new Date(body.opened).toISOString(), until: new Date(body.since + openMs).toISOString(), purpose,
      asker: { name: asker.name, organization: asker.organization }, own: who === 'other' ? { name: other.name, organization: other.organization } : { name: asker.name, organization: asker.organization },
      contact: body.state === 'agreed' ? shown(who === 'asker' ? other : asker) : null,
    },
  }
}

/** The other side agrees or declines, the asker takes it back. Faults: community/introduction-unknown, community/introduction-settled. */
export async function answerIntroduction(asked: Asked): Promise<RouteAnswer> {
  const given = input(answerInput, asked)
  const { found: { id, version, body }, people, who } = await provenCase(asked)
  const { carrier, documents, now } = asked
  const settle = async (state: 'agreed' | 'declined' | 'withdrawn', after = people): Promise<RouteAnswer> => {
    await documents.write([{ kind: introductionKind, id, version, body: { ...body, state, since: now, people: after } satisfies Introduction }])
    return { status: 200, json: {} }
  }
  if (who === 'asker') {
    if (given.answer === 'agree' || !(isOpen(body) || body.state === 'unconfirmed')) throw settled()
    return settle('withdrawn')
  }
  if (body.state !== 'asked') throw settled()
  if (given.answer === 'end') {
    await tellEnded(carrier, id, body, people, now)
    return settle('declined')
  }
  const agreed = { ...people, other: { ...people.other, name: given.name, organization: given.organization } }
  // Mails are told once by their keys: who is refused in between may press again.
  await introduceBoth(carrier, id, body, agreed, now)
  return settle('agreed', agreed)
}

const settled = (): Fault => new Fault('conflict', 'community/introduction-settled', 'This has been answered already.')
