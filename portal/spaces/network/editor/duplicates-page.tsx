import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ActorFacts } from '../../../client/directory.ts'
import { fetchDuplicates, keepApart, mergeActors, type LikePair } from '../../../client/editor.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useFieldText, useFieldWords } from '../directory/use-field-words.ts'
import { useKindWords } from '../directory/use-kind-words.ts'
import { useNetwork } from '../use-network.ts'
import { BackToEditor } from './back-to-editor.tsx'
import calm from '../../../shell/calm.module.css'
import classes from './editor.module.css'

/** Organizations that may stand twice in the directory, side by side. */
export function DuplicatesPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const { data, error, isPending } = useQuery({ queryKey: ['network', network.slug, 'duplicates'], queryFn: ({ signal }) => fetchDuplicates(network, signal) })
  return (
    <Column>
      <PageHead title={t`Dubletten`} above={<BackToEditor />} lead={<Trans>Was doppelt im Verzeichnis stehen könnte. Wählen Sie je Zeile, was bleiben soll; die Adresse des anderen Eintrags führt danach zum gemeinsamen.</Trans>} />
      {error !== null && <Notice tone="bad" live>{faultText(error)}</Notice>}
      {isPending && <Loading />}
      {data?.total === 0 && <Empty icon="check" title={<Trans>Nichts sieht doppelt aus</Trans>}><Trans>Verglichen werden Name, Anschrift und Internetseite innerhalb eines Ortes.</Trans></Empty>}
      {data !== undefined && data.total > data.pairs.length && <p className={calm['small']}><Plural value={data.total} one="# Paar insgesamt" other="# Paare insgesamt; die ähnlichsten stehen hier." /></p>}
      {data?.pairs.map(pair => <PairCard key={`${pair.a.mark} ${pair.b.mark}`} pair={pair} />)}
    </Column>
  )
}

const fields = ['name', 'kind', 'street', 'postalCode', 'city', 'position', 'website', 'about', 'topics', 'offers', 'needs', 'endpoints'] as const satisfies readonly (keyof ActorFacts)[]

function PairCard({ pair: { a, b, reasons } }: { pair: LikePair }) {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const queries = useQueryClient()
  const [fieldWord, fieldText, kindWord] = [useFieldWords(), useFieldText(), useKindWords()]
  const shown = (facts: object, field: string) => (field === 'kind' ? kindWord(fieldText(facts, field)) : fieldText(facts, field))
  // What one says and the other does not is kept.
  const [fromB, setFromB] = useState<ReadonlySet<string>>(() => new Set(fields.filter(field => fieldText(a.actor, field) === '' && fieldText(b.actor, field) !== '')))
  const settled = () => queries.invalidateQueries({ queryKey: ['network', network.slug] })
  const merge = useMutation({
    mutationFn: () => {
      const { id: _, ...facts } = a.actor
      const chosen = Object.fromEntries([...fromB].map(field => [field, b.actor[field as keyof ActorFacts]]))
      return mergeActors(network, a, b, { ...facts, ...chosen })
    },
    onSettled: settled,
  })
  const apart = useMutation({ mutationFn: () => keepApart(network, a.actor.id, b.actor.id), onSuccess: settled })
  const words = { name: t`ähnlicher Name`, website: t`gleiche Internetseite`, address: t`gleiche Anschrift` }
  const differing = fields.filter(field => shown(a.actor, field) !== shown(b.actor, field))
  const pick = (field: string, second: boolean) => setFromB(before => new Set(second ? [...before, field] : [...before].filter(one => one !== field)))
  const failed = merge.error ?? apart.error
  return (
    <Card title={a.actor.name} icon="share">
      <p className={calm['actions']}>{reasons.map(reason => <Tag key={reason} tone="quiet">{words[reason]}</Tag>)}</p>
      <div className={classes['compared']}>
        <table>
          <thead><tr><td />{[a, b].map(({ actor }, at) => <th key={actor.id} scope="col"><Link to="/netz/$network/verzeichnis/$actor" params={{ network: network.slug, actor: actor.id }}>{at === 0 ? <Trans>Erster Eintrag</Trans> : <Trans>Zweiter Eintrag</Trans>}</Link></th>)}</tr></thead>
          <tbody>
            {differing.map(field => (
              <tr key={field}>
                <th scope="row">{fieldWord(field)}</th>
                {[a, b].map(({ actor }, at) => (
                  <td key={actor.id}>
                    <label className={classes['pick']}>
                      <input type="radio" name={`${a.actor.id} ${b.actor.id} ${field}`} checked={fromB.has(field) === (at === 1)} onChange={() => pick(field, at === 1)} />
                      <span>{shown(actor, field) || '–'}</span>
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {differing.length === 0 && <p><Trans>Beide Einträge sagen dasselbe.</Trans></p>}
      {failed !== null && <Notice tone="bad" live>{faultText(failed)}</Notice>}
      <div className={calm['actions']}>
        <Button loading={merge.isPending} onClick={() => merge.mutate()}><Trans>Zusammenführen</Trans></Button>
        <Button variant="default" loading={apart.isPending} onClick={() => apart.mutate()}><Trans>Das sind zwei</Trans></Button>
      </div>
    </Card>
  )
}
