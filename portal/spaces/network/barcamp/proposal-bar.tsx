import { Button } from '@mantine/core'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { fetchProposal, type Barcamp, type BoardState, type Proposal } from '../../../client/barcamp.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBarcampPath } from './use-barcamp.ts'
import calm from '../../../shell/calm.module.css'
import classes from './barcamp.module.css'

/** Asks for a grid and shows what it would change, before anything changes. */
export function ProposalBar({ barcamp, board, apply }: { barcamp: Barcamp; board: BoardState; apply: (proposal: Proposal) => void }) {
  const words = useBarcampWords()
  const { event, service } = useBarcampPath()
  const ask = useMutation({ mutationFn: (kind: 'new' | 'least') => fetchProposal(service, event, kind) })
  const proposal = ask.data
  return (
    <section className={classes['proposal']}>
      <div className={calm['actions']}>
        <Button onClick={() => ask.mutate('new')} loading={ask.isPending && ask.variables === 'new'} leftSection={<Icon name="tiles" />}><Trans>Programm vorschlagen</Trans></Button>
        <Button variant="default" onClick={() => ask.mutate('least')} loading={ask.isPending && ask.variables === 'least'} leftSection={<Icon name="replay" />}><Trans>Nur das Nötigste ändern</Trans></Button>
      </div>
      <div role="status">
        {ask.isError && <Notice tone="bad">{words.fault(ask.error)}</Notice>}
        {proposal !== undefined && proposal.version !== board.version && <Notice tone="warn"><Trans>Das Programm hat sich inzwischen geändert. Bitte fragen Sie noch einmal nach einem Vorschlag.</Trans></Notice>}
        {proposal !== undefined && proposal.version === board.version && <Preview barcamp={barcamp} proposal={proposal} />}
      </div>
      {proposal !== undefined && proposal.version === board.version && (
        <div className={calm['actions']}>
          <Button onClick={() => { apply(proposal); ask.reset() }} disabled={proposal.moved.length + proposal.added.length === 0}><Trans>Übernehmen</Trans></Button>
          <Button variant="default" onClick={() => ask.reset()}><Trans>Verwerfen</Trans></Button>
        </div>
      )}
    </section>
  )
}

function Preview({ barcamp: { event, pitches }, proposal }: { barcamp: Barcamp; proposal: Proposal }) {
  const { t } = useLingui()
  const words = useBarcampWords()
  const titles = new Map(pitches.map(({ id, title }) => [id, title]))
  const { moved, added, unmet, unmetBefore, unplaced, broken, cells } = proposal
  return (
    <div className={classes['preview']}>
      <p><strong><Plural value={moved.length} _0="Bewegt keine Sitzung" one="Bewegt # Sitzung" other="Bewegt # Sitzungen" />, <Plural value={added.length} _0="setzt keine neu" one="setzt # neu" other="setzt # neu" />: <Plural value={unmet} one="# unerfüllter Wunsch" other="# unerfüllte Wünsche" /> <Trans>statt {unmetBefore}</Trans>.</strong></p>
      {moved.length > 0 && moved.length <= 6 && <ul>{moved.map(id => <li key={id}>{titles.get(id)}: {cells[id] === undefined ? t`zurück in die Warteschlange` : words.cell(event, cells[id])}</li>)}</ul>}
      {unplaced.length > 0 && <p><Trans>Ohne Platz bleiben:</Trans> {unplaced.map(({ session, reason }) => `${titles.get(session) ?? ''} (${words.unplaced(reason)})`).join(', ')}</p>}
      {broken.length > 0 && <p><Trans>Gegen den Wunsch der Gastgeber, weil festgehalten:</Trans> {broken.map(({ session, need }) => `${titles.get(session) ?? ''} (${words.broken(need)})`).join(', ')}</p>}
    </div>
  )
}
