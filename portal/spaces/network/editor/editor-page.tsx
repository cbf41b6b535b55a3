import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { fetchEditorOverview } from '../../../client/editor.ts'
import { Column } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import { EditorCard } from './editor-card.tsx'
import classes from './editor.module.css'

/** The editors' first page: a card a task. */
export function EditorPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const { data, error, isPending } = useQuery({ queryKey: ['network', network.slug, 'editor'], queryFn: ({ signal }) => fetchEditorOverview(network, signal) })
  return (
    <Column>
      <PageHead title={t`Redaktion`} lead={<Trans>Was auf Sie wartet, und wo Sie die Seiten des Netzwerks pflegen.</Trans>} />
      {error !== null && <Notice tone="bad" live>{faultText(error)}</Notice>}
      {isPending && <Loading />}
      {data !== undefined && (
        <ul className={classes['cards']} aria-label={t`Aufgaben`}>
          <EditorCard to="/netz/$network/redaktion/eintraege" title={<Trans>Neue Einträge</Trans>} icon="person" waiting={data.counts['entries']}><Trans>Bestätigte Einträge für das Verzeichnis durchsehen und veröffentlichen.</Trans></EditorCard>
        </ul>
      )}
    </Column>
  )
}
