import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { fetchSubscribers, holdSending, removeEdition, startSending, type EditedEdition } from '../../../client/news.ts'
import { Card, ConfirmInPlace } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useNetwork } from '../use-network.ts'
import { useNewsWords } from './use-news-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './news.module.css'

/** Sending an edition: once, to all who want it; how far it is, and to hold it. */
export function SendingCard({ edition }: { edition: EditedEdition }) {
  const network = useNetwork()
  const words = useNewsWords()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const again = () => queries.invalidateQueries({ queryKey: ['network', network.slug, 'news', 'editions'] })
  const subscribers = useQuery({ queryKey: ['network', network.slug, 'news', 'subscribers'], queryFn: ({ signal }) => fetchSubscribers(network, signal) })
  const start = useMutation({ mutationFn: () => startSending(network, edition.id, edition.version), onSettled: again })
  const remove = useMutation({
    mutationFn: () => removeEdition(network, edition.id),
    onSuccess: async () => {
      await navigate({ to: '/netz/$network/redaktion/neues', params: { network: network.slug } })
      await again()
    },
  })
  const active = subscribers.data?.active ?? 0
  if (edition.state !== 'draft') return <Progress edition={edition} again={again} />
  return (
    <Card title={<Trans>Versenden</Trans>} icon="share">
      <p><Plural value={active} _0="Noch niemand hat die Ausgaben bestellt und bestätigt. Sie steht nach dem Versenden trotzdem im Archiv." one="Eine Person hat die Ausgaben bestellt und bestätigt." other="# Personen haben die Ausgaben bestellt und bestätigt." /></p>
      {start.isError && <Notice tone="bad" live>{words.fault(start.error)}</Notice>}
      <div className={calm['actions']}>
        <ConfirmInPlace label={<Trans>Ausgabe versenden</Trans>} title={<Trans>Danach lässt sie sich nicht mehr ändern. Verschickt wird, was gespeichert ist; wer Themen gewählt hat, bekommt nur diese.</Trans>} confirm={<Trans>Ja, jetzt versenden</Trans>} run={() => start.mutate()} pending={start.isPending} />
        <ConfirmInPlace label={<Trans>Entwurf löschen</Trans>} title={<Trans>Der Entwurf wird gelöscht. Was darin stand, kommt in den nächsten.</Trans>} confirm={<Trans>Ja, löschen</Trans>} run={() => remove.mutate()} pending={remove.isPending} error={remove.error} />
      </div>
    </Card>
  )
}

function Progress({ edition: { id, state, progress, readers, others = 0 }, again }: { edition: EditedEdition; again: () => Promise<void> }) {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useNewsWords()
  const hold = useMutation({ mutationFn: (held: boolean) => holdSending(network, id, held), onSettled: again })
  const { waiting = 0, sent = 0, refused = 0, ended = 0, held = false } = progress ?? {}
  const all = readers ?? waiting + sent + refused + ended
  const percent = all === 0 ? 100 : Math.round(((all - waiting) / all) * 100)
  return (
    <Card title={state === 'sent' ? <Trans>Versendet</Trans> : <Trans>Wird versendet</Trans>} icon="share">
      {state === 'sending' && (
        <>
          <progress className={classes['bar']} max={100} value={readers === undefined ? 0 : percent} aria-label={t`Fortschritt`} />
          <p role="status">{readers === undefined ? <Trans>Die Empfängerinnen und Empfänger werden zusammengestellt. Sie können die Seite schließen.</Trans> : <Trans>{percent} % sind erledigt. Sie können die Seite schließen.</Trans>}</p>
        </>
      )}
      <dl className={classes['facts']}>
        <div><dt><Trans>Verschickte E-Mails</Trans></dt><dd>{sent}</dd></div>
        {state === 'sending' && <div><dt><Trans>Wartet noch</Trans></dt><dd>{waiting}</dd></div>}
        {refused > 0 && <div><dt><Trans>Vom Mailserver nicht angenommen</Trans></dt><dd>{refused}</dd></div>}
        {ended > 0 && <div><dt><Trans>Vorher abbestellt</Trans></dt><dd>{ended}</dd></div>}
        {others > 0 && <div><dt><Trans>Nichts zu ihren Themen, oder erst im nächsten Monat wieder</Trans></dt><dd>{others}</dd></div>}
      </dl>
      {held && <Notice tone="warn" live><Trans>Angehalten: bis Sie fortsetzen, geht keine E-Mail hinaus.</Trans></Notice>}
      {hold.isError && <Notice tone="bad" live>{words.fault(hold.error)}</Notice>}
      {state === 'sending' && <div className={calm['actions']}><Button variant="default" loading={hold.isPending} onClick={() => hold.mutate(!held)}>{held ? <Trans>Fortsetzen</Trans> : <Trans>Anhalten</Trans>}</Button></div>}
    </Card>
  )
}
