import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchFindings } from '../../../client/search.ts'
import { useFindingWords } from '../search/use-finding-words.ts'
import { useNetwork } from '../use-network.ts'
import calm from '../../../shell/calm.module.css'

const most = 10

/** Things of the network that a post is about: found by the one search. */
export function RelatedField({ chosen, onChange }: { chosen: readonly string[]; onChange: (chosen: readonly string[]) => void }) {
  const { t } = useLingui()
  const network = useNetwork()
  const kinds = useFindingWords()
  const [q, setQ] = useState('')
  const [titles, setTitles] = useState<Readonly<Record<string, string>>>({})
  const found = useQuery({ queryKey: ['network', network.slug, 'search', 'related', q], queryFn: ({ signal }) => fetchFindings(network, { q, count: 6 }, signal), enabled: q.trim().length > 1 })
  const findings = q.trim().length > 1 ? (found.data?.findings ?? []).filter(({ kind, id }) => !chosen.includes(`${kind}/${id}`)) : []
  return (
    <div className={calm['form']}>
      <TextInput size="md" label={t`Gehört zu (freiwillig)`} description={t`Ein Vorhaben, eine Einrichtung, eine Veranstaltung: suchen und hinzufügen.`} value={q} onChange={event => setQ(event.currentTarget.value)} />
      {findings.length > 0 && (
        <ul className={calm['list']} aria-label={t`Gefunden`}>
          {findings.map(({ kind, id, title }) => (
            <li key={`${kind}/${id}`}><Button size="compact-md" variant="default" disabled={chosen.length >= most} onClick={() => { onChange([...chosen, `${kind}/${id}`]); setTitles(before => ({ ...before, [`${kind}/${id}`]: title })); setQ('') }}>{t`Hinzufügen: ${title} (${kinds.one(kind)})`}</Button></li>
          ))}
        </ul>
      )}
      {chosen.length > 0 && (
        <ul className={calm['list']} aria-label={t`Gehört zu`}>
          {chosen.map(one => (
            <li key={one}><div className={calm['item']}><span className={calm['itemText']}>{titles[one] ?? one}</span><Button size="compact-md" variant="default" onClick={() => onChange(chosen.filter(other => other !== one))}><Trans>Entfernen</Trans></Button></div></li>
          ))}
        </ul>
      )}
    </div>
  )
}
