import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchMinutes, minutesAddress, sendMinutes, type MeetingView, type MinutesVersions } from '../../../client/meetings.ts'
import { Card } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { MeetingFrame } from './meeting-frame.tsx'
import { MinutesForm } from './minutes-form.tsx'
import { MinutesText } from './minutes-text.tsx'
import { useMeetingPath } from './use-meeting.ts'
import { useMeetingWords } from './use-meeting-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './meeting.module.css'

/** The minutes: everybody reads what was published; editors make them from agenda, cards and notes. */
export function MinutesPage() {
  const { t, i18n } = useLingui()
  const { network, id } = useMeetingPath()
  return (
    <MeetingFrame title={t`Protokoll`} beside={view => view.minutes !== null && <a className={`${calm['button']} screen-only`} data-look="quiet" href={minutesAddress(network, id, i18n.locale)} download><Icon name="download" /><Trans>PDF</Trans></a>}>
      {view => view.editor ? <Editing view={view} /> : view.minutes === null
        ? <Empty icon="table" title={<Trans>Noch kein Protokoll</Trans>}><Trans>Es erscheint hier, sobald die Redaktion es veröffentlicht hat.</Trans></Empty>
        : <MinutesText minutes={view.minutes} dimensions={view.dimensions} />}
    </MeetingFrame>
  )
}

function Editing({ view }: { view: MeetingView }) {
  const { i18n } = useLingui()
  const words = useMeetingWords()
  const { network, id } = useMeetingPath()
  const [version, setVersion] = useState<number>()
  const found = useQuery({ queryKey: ['meeting', network.slug, id, 'minutes', version ?? 0, i18n.locale], queryFn: ({ signal }) => fetchMinutes(network, id, i18n.locale, version, signal) })
  if (found.isError && found.data === undefined) return <Notice tone="bad" live>{words.fault(found.error)}</Notice>
  if (found.data === undefined) return <Loading />
  const { shown, made, versions } = found.data
  const newest = versions[0]?.number ?? 0
  return (
    <>
      {versions.length > 0 && <Versions versions={versions} shown={shown?.number ?? newest} onShow={setVersion} />}
      {shown?.published === true && shown.number === newest && <Send />}
      <Card title={<Trans>Protokoll schreiben</Trans>} icon="table">
        {shown === null && <Notice tone="quiet"><Trans>So sieht es aus, wenn es jetzt aus Ablauf, Karten und Notizen gemacht wird. Gespeichert ist noch nichts.</Trans></Notice>}
        {shown !== null && shown.number !== newest && <Notice tone="warn"><Trans>Sie sehen eine frühere Fassung. Speichern Sie, wird sie zur neuesten.</Trans></Notice>}
        <MinutesForm key={shown?.number ?? 0} start={shown ?? made} made={made} after={newest} published={shown?.published ?? false} onSaved={() => setVersion(undefined)} />
      </Card>
      {shown !== null && <Card title={<Trans>So lesen es alle</Trans>} icon="eye"><MinutesText minutes={shown} dimensions={view.dimensions} plain /></Card>}
    </>
  )
}

function Versions({ versions, shown, onShow }: { versions: MinutesVersions['versions']; shown: number; onShow: (version: number) => void }) {
  const { dateTime } = useFormats()
  return (
    <Card title={<Trans>Fassungen</Trans>} icon="clock">
      <ul className={classes['plain']}>
        {versions.map(({ number, at, published }) => (
          <li key={number} className={calm['actions']}>
            <button type="button" className={classes['undo']} aria-pressed={number === shown} onClick={() => onShow(number)}><Trans>Fassung {number}</Trans></button>
            <span className={calm['small']}>{dateTime(at)}</span>{published && <Tag tone="ok"><Trans>Veröffentlicht</Trans></Tag>}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Send() {
  const words = useMeetingWords()
  const { network, id } = useMeetingPath()
  const send = useMutation({ mutationFn: () => sendMinutes(network, id) })
  const { sent = 0, refused = 0 } = send.data ?? {}
  return (
    <Card title={<Trans>Verschicken</Trans>} icon="share">
      <p className={calm['dim']}><Trans>Wer teilnimmt und seine E-Mail-Adresse bestätigt hat, bekommt einen Link zum Protokoll; dieselbe Fassung nur einmal.</Trans></p>
      {send.isError && <Notice tone="bad" live>{words.fault(send.error)}</Notice>}
      {send.isSuccess && <Notice tone={refused > 0 ? 'warn' : 'ok'} live><Trans>Angestoßen: {sent} E-Mails.</Trans>{refused > 0 && <> <Trans>Nicht angenommen: {refused}.</Trans></>}</Notice>}
      <div className={calm['actions']}><Button loading={send.isPending} onClick={() => send.mutate()}><Trans>Link verschicken</Trans></Button></div>
    </Card>
  )
}
