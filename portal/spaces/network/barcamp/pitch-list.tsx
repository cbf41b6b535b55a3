import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Barcamp, Pitch } from '../../../client/barcamp.ts'
import { PortalFault } from '../../../client/request.ts'
import { Card } from '../../../shell/calm.tsx'
import { Icon } from '../../../shell/icon.tsx'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { useBarcampQueues } from './barcamp-queues.tsx'
import { Unsent } from './unsent.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBarcampPath } from './use-barcamp.ts'
import calm from '../../../shell/calm.module.css'
import classes from './barcamp.module.css'

/** All sessions that are offered; each is wanted or not, also while there is no network. */
export function PitchList({ barcamp }: { barcamp: Barcamp }) {
  const { t } = useLingui()
  const { event, pitches } = barcamp
  const { votes: { waiting, trouble, put }, pitches: offered } = useBarcampQueues()
  const onTheWay = new Map(waiting.map(({ place, body }) => [place, body]))
  const wants = (id: string): boolean => onTheWay.get(id) ?? barcamp.wants.includes(id)
  const votable = event.voting && event.stage === 'open'
  const wanted = pitches.filter(({ id }) => wants(id)).length
  return (
    <Card title={<Trans>Sitzungen</Trans>} icon="tiles">
      {votable && <p><Trans>Zu welchen Sitzungen möchten Sie gehen? Aus allen Stimmen entsteht ein Programm, in dem sich möglichst wenig überschneidet. Gewählt: {wanted}</Trans></p>}
      {event.pitching && event.stage === 'open' && pitches.length > 5 && <p><a href="#vorschlagen"><Trans>Eine eigene Sitzung vorschlagen</Trans></a></p>}
      <div role="status">
        {waiting.length > 0 && trouble === 'offline' && <Notice tone="warn"><Trans>Ihre Auswahl ist gespeichert und wird gesendet, sobald Sie wieder Netz haben.</Trans></Notice>}
        {waiting.length > 0 && trouble instanceof PortalFault && (trouble.code === 'community/voting-closed'
          ? <Notice tone="warn"><Trans>Die Abstimmung ist gerade zu. Ihre Auswahl bleibt hier gespeichert.</Trans></Notice>
          : <Notice tone="bad"><Trans>Ihre Auswahl konnte nicht gezählt werden. Bitte erlauben Sie Cookies für diese Seite und laden Sie sie neu.</Trans></Notice>)}
      </div>
      <Unsent queue={offered} what={({ title }) => title} label={t`Ihre Vorschläge, die noch nicht angekommen sind`} />
      {pitches.length === 0 && offered.waiting.length === 0 && <Empty icon="tiles" title={<Trans>Noch keine Sitzung</Trans>}>{event.pitching ? <Trans>Machen Sie den Anfang: Schlagen Sie unten eine Sitzung vor.</Trans> : <Trans>Sobald die ersten Ideen da sind, stehen sie hier.</Trans>}</Empty>}
      {pitches.length > 0 && (
        <ul className={calm['list']} aria-label={t`Vorgeschlagene Sitzungen`}>
          {pitches.map(pitch => <li key={pitch.id}><PitchLine barcamp={barcamp} pitch={pitch} votable={votable} wanted={wants(pitch.id)} onVote={want => put(want, pitch.id)} /></li>)}
        </ul>
      )}
    </Card>
  )
}

function PitchLine({ barcamp, pitch, votable, wanted, onVote }: { barcamp: Barcamp; pitch: Pitch; votable: boolean; wanted: boolean; onVote: (want: boolean) => void }) {
  const { t } = useLingui()
  const words = useBarcampWords()
  const { network } = useBarcampPath()
  const { title } = pitch
  return (
    <div className={calm['item']}>
      <div className={calm['itemText']}>
        <span className={calm['itemName']}>
          <Link to="/netz/$network/barcamp/$event/sitzung/$pitch" params={{ network, event: barcamp.id, pitch: pitch.id }}>{title}</Link>
          {pitch.own && <Tag tone="quiet" icon="person"><Trans>Von Ihnen</Trans></Tag>}
          {pitch.state === 'draft' && <Tag tone="warn"><Trans>Entwurf, nur für Sie</Trans></Tag>}
        </span>
        <span className={calm['small']}>{words.format(pitch.format)} · {pitch.hosts.join(', ')}</span>
        {pitch.cell !== undefined && <span><strong>{words.cell(barcamp.event, pitch.cell)}</strong></span>}
        {pitch.about !== '' && <span className={classes['about']}>{pitch.about}</span>}
      </div>
      {votable && pitch.state !== 'draft' && (
        <Button variant={wanted ? 'filled' : 'default'} aria-pressed={wanted} aria-label={t`Da möchte ich hin: ${title}`} onClick={() => onVote(!wanted)} leftSection={<Icon name={wanted ? 'check' : 'up'} />}>
          {wanted ? <Trans>Gewählt</Trans> : <Trans>Da möchte ich hin</Trans>}
        </Button>
      )}
    </div>
  )
}
