import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { removeParticipant, type MeetingParticipant } from '../../../client/meetings.ts'
import { Card, ConfirmInPlace, Item } from '../../../shell/calm.tsx'
import { Tag } from '../../../shell/notice.tsx'
import { useMeetingAgain, useMeetingPath } from './use-meeting.ts'
import calm from '../../../shell/calm.module.css'

/** For editors: who takes part, and how they are reached. */
export function ParticipantsCard({ participants }: { participants: readonly MeetingParticipant[] }) {
  const again = useMeetingAgain()
  const { network, id } = useMeetingPath()
  const remove = useMutation({ mutationFn: (participant: string) => removeParticipant(network, id, participant), onSuccess: again })
  const count = participants.length
  return (
    <Card title={<Trans>Wer teilnimmt ({count})</Trans>} icon="people">
      {count === 0 && <p className={calm['dim']}><Trans>Noch niemand.</Trans></p>}
      {count > 0 && (
        <ul className={calm['list']}>
          {participants.map(({ id: participant, office, name, mail, mailProven, named }) => (
            <li key={participant}>
              <Item
                name={office} tag={named === true ? <Tag tone="quiet" icon="person"><Trans>Name im Protokoll</Trans></Tag> : undefined}
                actions={<ConfirmInPlace label={<><Trans>Entfernen</Trans><span className="aloud">: {name}, {office}</span></>} title={<Trans>{name} mit Karte und Angaben entfernen?</Trans>} confirm={<Trans>Entfernen</Trans>} run={() => remove.mutate(participant)} pending={remove.isPending} error={remove.error} />}
              >
                <span className={calm['small']}>{name}{mail !== undefined && mail !== '' && <> · {mail}{mailProven !== true && <> (<Trans>nicht bestätigt</Trans>)</>}</>}</span>
              </Item>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
