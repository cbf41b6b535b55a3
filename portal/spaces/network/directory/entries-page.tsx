import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { approveEntry, fetchEntries, refuseEntry, type Entry } from '../../../client/directory.ts'
import { Card, Column, ConfirmInPlace } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackToEditor } from '../editor/back-to-editor.tsx'
import { useNetwork } from '../use-network.ts'
import { ActorFactList } from './actor-facts.tsx'
import calm from '../../../shell/calm.module.css'

/** What waits for the editors: entries that somebody confirmed. */
export function EntriesPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const { data, error, isPending } = useQuery({ queryKey: ['network', network.slug, 'entries'], queryFn: ({ signal }) => fetchEntries(network, signal) })
  return (
    <Column>
      <PageHead title={t`Neue Einträge`} above={<BackToEditor />} lead={<Trans>Bestätigte Einträge für das Verzeichnis, die älteste Bestätigung zuerst.</Trans>} />
      {error !== null && <Notice tone="bad" live>{faultText(error)}</Notice>}
      {isPending && <Loading />}
      {data?.entries.length === 0 && <Empty icon="check" title={<Trans>Nichts wartet</Trans>}><Trans>Neue Einträge stehen hier, sobald jemand den Link in der E-Mail bestätigt hat.</Trans></Empty>}
      {data?.entries.map(entry => <EntryCard key={entry.id} entry={entry} />)}
    </Column>
  )
}

function EntryCard({ entry }: { entry: Entry }) {
  const network = useNetwork()
  const faultText = useFaultText()
  const queries = useQueryClient()
  const { date } = useFormats()
  const settled = () => queries.invalidateQueries({ queryKey: ['network', network.slug] })
  const approve = useMutation({ mutationFn: () => approveEntry(network, entry.id), onSuccess: settled })
  const refuse = useMutation({ mutationFn: () => refuseEntry(network, entry.id), onSuccess: settled })
  const [when, mail] = [date(entry.at), entry.mail]
  return (
    <Card title={entry.actor.name} icon="person">
      <p className={calm['small']}><Trans>Bestätigt am {when} von {mail}</Trans>{entry.keep && <> · <Trans>pflegt den Eintrag weiter</Trans></>}</p>
      <ActorFactList actor={entry.actor} />
      {approve.isError && <Notice tone="bad" live>{faultText(approve.error)}</Notice>}
      <div className={calm['actions']}>
        <Button loading={approve.isPending} onClick={() => approve.mutate()}><Trans>Veröffentlichen</Trans></Button>
        <ConfirmInPlace label={<Trans>Ablehnen</Trans>} title={<Trans>Der Eintrag wird gelöscht.</Trans>} confirm={<Trans>Ja, ablehnen</Trans>} run={() => refuse.mutate()} pending={refuse.isPending} error={refuse.error} />
      </div>
    </Card>
  )
}
