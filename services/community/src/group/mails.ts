import type { DocumentChange, PlugCarrier, PlugDocument, PlugDocuments } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import type { Asked } from '../community-route.ts'
import { noticeFor, tellDates } from '../dates/date-notices.ts'
import { movesAfter } from '../dates/moves.ts'
import { pathIn } from '../published/item.ts'
import type { Work } from '../work.ts'
import { kinds, type Member } from './records.ts'
import type { GroupInput, Meeting, MeetingInput } from './shapes.ts'

/** Where a member's mails lead: there a browser is made theirs. */
export const memberLink = (carrier: PlugCarrier, group: string, member: string, { proof }: Pick<Member, 'proof'>): string => `${pathIn(carrier, 'gruppen', group)}#${member}.${proof}`

/** A meeting as it is kept, with what tells the members of it. */
export async function keepMeeting({ documents, now }: Asked, id: string, group: PlugDocument<GroupInput>, known: PlugDocument<Meeting> | undefined, { moved, ...sent }: MeetingInput): Promise<{ readonly body: Meeting; readonly beside: readonly DocumentChange[] }> {
  const body: Meeting = { ...sent, moves: movesAfter(known?.body, sent.start, moved, now) }
  return { body, beside: await noticeOf(documents, { id, group: group.id }, known?.body ?? null, body, now) }
}

/** What is to be written with a meeting of a group, so that its members are told. */
export const noticeOf = (documents: PlugDocuments, { id, group }: { readonly id: string; readonly group: string }, was: Meeting | null, is: Meeting, now: number): Promise<readonly DocumentChange[]> =>
  noticeFor(documents, { kind: kinds.notice, id, parent: group }, was, is, now)

/** Tells members of a group of its new dates, and of those that are moved or cancelled, as long as they want it. */
export const groupMails: Work = {
  name: 'group-mails',
  everyMs: 60_000,
  run: async ({ carrier, now }) => {
    const { documents } = carrier
    await tellDates({
      carrier, now, kind: kinds.notice,
      dateOf: async ({ id, parent }) => {
        const [group, meeting] = await Promise.all([documents.get<GroupInput>(kinds.group, parent!), documents.get<Meeting>(kinds.meeting, id)])
        if (group === undefined || group.body.stage === 'ended' || meeting === undefined) return undefined
        const members = (await allDocuments<Member>(documents, kinds.member, group.id)).filter(({ body }) => body.state === 'member' && body.mailProven && body.dates)
        return {
          is: meeting.body, about: `${group.body.title}: ${meeting.body.title}`,
          people: members.map(({ id: member, body: { mail, language, proof } }) => ({
            id: member, mail, language, path: memberLink(carrier, group.id, member, { proof }), stop: `${pathIn(carrier, 'gruppen', group.id, 'mails')}#${member}.${proof}`,
          })),
        }
      },
    })
  },
}
