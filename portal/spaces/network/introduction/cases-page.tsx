import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { casesFile, fetchCases, outcomes } from '../../../client/introductions.ts'
import { Column } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackToEditor } from '../editor/back-to-editor.tsx'
import { useNetwork } from '../use-network.ts'
import { CaseCard } from './case-card.tsx'
import { NoteCase } from './note-case.tsx'
import { useIntroductionWords } from './use-introduction-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from '../undertaking/undertaking.module.css'

const states = ['waiting', 'asked', 'agreed', 'declined', 'withdrawn', 'expired', 'noted'] as const

/** The coordination office's cases. */
export function CasesPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useIntroductionWords()
  const [state, setState] = useState('')
  const [outcome, setOutcome] = useState('any')
  const found = useQuery({ queryKey: ['network', network.slug, 'cases'], queryFn: ({ signal }) => fetchCases(network, signal) })
  const all = found.data?.cases ?? []
  const shown = all.filter(one => (state === '' || one.state === state) && (outcome === 'any' || one.outcome === outcome))
  return (
    <Column>
      <PageHead title={t`Vermittlung`} above={<BackToEditor />}
        lead={<Trans>Wer wen sprechen wollte und was daraus wurde. Namen, Adressen und Texte verschwinden nach ihrer Zeit; gezählt wird weiter.</Trans>} beside={<a className={calm['button']} data-look="quiet" href={casesFile(network)} download><Trans>Als Tabelle (CSV)</Trans></a>} />
      {found.isError && <Notice tone="bad" live>{words.fault(found.error)}</Notice>}
      {found.isPending && <Loading />}
      <NoteCase />
      {found.isSuccess && (
        <>
          <search className={classes['period']}>
            <NativeSelect size="md" label={t`Stand`} value={state} onChange={event => setState(event.currentTarget.value)} data={[{ value: '', label: t`Alle` }, ...states.map(one => ({ value: one, label: words.state(one) }))]} />
            <NativeSelect size="md" label={t`Was daraus wurde`} value={outcome} onChange={event => setOutcome(event.currentTarget.value)} data={[{ value: 'any', label: t`Alle` }, ...outcomes.map(one => ({ value: one, label: words.outcome(one) }))]} />
          </search>
          <p className={calm['small']} role="status"><Plural value={shown.length} _0="Kein Fall" one="# Fall" other="# Fälle" /></p>
          {all.length === 0 && <Empty icon="people" title={<Trans>Noch keine Fälle</Trans>}><Trans>Sie entstehen, wenn jemand bei einem Vorhaben oder einer Einrichtung um Vermittlung bittet, oder Sie tragen einen Anruf selbst ein.</Trans></Empty>}
          {shown.map(one => <CaseCard key={`${one.id} ${one.version}`} one={one} />)}
        </>
      )}
    </Column>
  )
}
