import { Fault } from '@steckwerk/kernel'
import type { PlugCarrier, PlugDocument } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { tellDates } from '../dates/date-notices.ts'
import { pathIn } from '../published/item.ts'
import type { Work } from '../work.ts'
import { kinds, type KeptMeeting, type Participant } from './records.ts'

/** From then on who takes part has the way in. */
const accessBeforeMs = 24 * 3_600_000

/** Whether those who take part see the way into an online meeting. */
export const isGivenOut = ({ start, stage, cancelled }: KeptMeeting, now: number): boolean => stage === 'open' && cancelled === '' && Date.parse(start) - accessBeforeMs <= now

/** Where a participant's mails lead: there a browser is made theirs. */
export const participantLink = (carrier: PlugCarrier, meeting: string, participant: string, proof: string): string => `${pathIn(carrier, 'treffen', meeting, 'bestaetigen')}#${participant}.${proof}`

/** Mails the way in to who takes part, once for each beginning; and that a meeting was moved or cancelled. */
export const meetingMails: Work = {
  name: 'meeting-mails',
  everyMs: 60_000,
  run: async ({ carrier, now }) => {
    for (const meeting of await allDocuments<KeptMeeting>(carrier.documents, kinds.meeting)) {
      const { kind, access, end } = meeting.body
      if (kind === 'online' && access !== '' && now < Date.parse(end) && isGivenOut(meeting.body, now)) await mailWayIn(carrier, meeting)
    }
    await tellDates({
      carrier, now, kind: kinds.notice,
      dateOf: async ({ id }) => {
        const meeting = await carrier.documents.get<KeptMeeting>(kinds.meeting, id)
        if (meeting === undefined || meeting.body.stage !== 'open') return undefined
        const people = (await reachable(carrier, id)).map(({ id: participant, body: { mail, language, proof } }) => {
          const path = participantLink(carrier, id, participant, proof)
          return { id: participant, mail, language, path, stop: path }
        })
        return { is: meeting.body, about: meeting.body.title, people }
      },
    })
  },
}

const reachable = async ({ documents }: PlugCarrier, meeting: string): Promise<readonly PlugDocument<Participant>[]> =>
  (await allDocuments<Participant>(documents, kinds.participant, meeting)).filter(({ body }) => body.confirmed && body.mailProven)

async function mailWayIn(carrier: PlugCarrier, { id: meeting, body: { start, title } }: PlugDocument<KeptMeeting>): Promise<void> {
  for (const { id, version, body } of await reachable(carrier, meeting)) {
    if (body.told === start) continue
    try {
      await carrier.mail({ to: body.mail, template: 'network-access', language: body.language, about: title.slice(0, 120), path: participantLink(carrier, meeting, id, body.proof), key: `meeting access ${id} ${start}` })
      await carrier.documents.write([{ kind: kinds.participant, id, parent: meeting, version, body: { ...body, told: start } satisfies Participant }])
    } catch (thrown) {
      // An address that takes no more mail today, or somebody who changed their answer at this moment: the next round tries again, and the page lets them in anyway.
      if (!(thrown instanceof Fault && (thrown.code.startsWith('notify/') || thrown.code === 'plug/document-changed'))) throw thrown
    }
  }
}
