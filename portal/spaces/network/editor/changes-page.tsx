import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { fetchChanges, settleChange, type ProposedChange } from '../../../client/editor.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useFieldText, useFieldWords } from '../directory/use-field-words.ts'
import { useKindWords } from '../directory/use-kind-words.ts'
import { useNetwork } from '../use-network.ts'
import { BackToEditor } from './back-to-editor.tsx'
import calm from '../../../shell/calm.module.css'
import classes from './editor.module.css'

/** New names and kinds that keepers want, each beside what is there. */
export function ChangesPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const { data, error, isPending } = useQuery({ queryKey: ['network', network.slug, 'changes'], queryFn: ({ signal }) => fetchChanges(network, signal) })
  return (
    <Column>
      <PageHead title={t`Änderungen`} above={<BackToEditor />} lead={<Trans>Ändern Einrichtungen ihren Namen oder ihre Art, so sehen Sie das vorher durch. Alles andere veröffentlichen sie selbst.</Trans>} />
      {error !== null && <Notice tone="bad" live>{faultText(error)}</Notice>}
      {isPending && <Loading />}
      {data?.changes.length === 0 && <Empty icon="check" title={<Trans>Nichts wartet</Trans>}><Trans>Neue Namen und Arten stehen hier, sobald sie jemand vorschlägt, der eine Einrichtung pflegt.</Trans></Empty>}
      {data?.changes.map(change => <ChangeCard key={`${change.id} ${change.mark}`} change={change} />)}
    </Column>
  )
}

function ChangeCard({ change: { id, at, before, now, fields, mark } }: { change: ProposedChange }) {
  const network = useNetwork()
  const faultText = useFaultText()
  const queries = useQueryClient()
  const { date } = useFormats()
  const [fieldWord, fieldText, kindWord] = [useFieldWords(), useFieldText(), useKindWords()]
  const settle = useMutation({ mutationFn: (what: 'accepted' | 'refused') => settleChange(network, id, mark, what), onSettled: () => queries.invalidateQueries({ queryKey: ['network', network.slug] }) })
  const shown = (facts: object, field: string) => (field === 'kind' ? kindWord(fieldText(facts, field)) : fieldText(facts, field)) || '–'
  const when = date(at)
  return (
    <Card title={before.name} icon="replay">
      <p className={calm['small']}><Trans>Vorgeschlagen am {when}</Trans></p>
      <div className={classes['compared']}>
        <table>
          <thead><tr><td /><th scope="col"><Trans>Jetzt</Trans></th><th scope="col"><Trans>Vorschlag</Trans></th></tr></thead>
          <tbody>{fields.map(field => <tr key={field}><th scope="row">{fieldWord(field)}</th><td>{shown(before, field)}</td><td><strong>{shown(now, field)}</strong></td></tr>)}</tbody>
        </table>
      </div>
      {settle.isError && <Notice tone="bad" live>{faultText(settle.error)}</Notice>}
      <div className={calm['actions']}>
        <Button loading={settle.isPending && settle.variables === 'accepted'} onClick={() => settle.mutate('accepted')}><Trans>Übernehmen</Trans></Button>
        <Button variant="default" loading={settle.isPending && settle.variables === 'refused'} onClick={() => settle.mutate('refused')}><Trans>Ablehnen</Trans></Button>
      </div>
    </Card>
  )
}
