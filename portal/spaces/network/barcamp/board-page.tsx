import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { moved, pinTurned, type Place } from '../../../client/barcamp-board.ts'
import { fetchBoard, type Barcamp, type Board, type BoardState, type Pitch } from '../../../client/barcamp.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { PageFault } from '../page-fault.tsx'
import { BarcampNav } from './barcamp-nav.tsx'
import { BoardGrid } from './board-grid.tsx'
import { BoardList } from './board-list.tsx'
import { MoveTwin } from './move-twin.tsx'
import { ProposalBar } from './proposal-bar.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBoardSaving } from './use-board-saving.ts'
import { useBarcamp, useBarcampPath, useLiveBarcamp } from './use-barcamp.ts'
import classes from './barcamp.module.css'

/** The moderators' board: queue, parking area, grid. Everything that dragging does, a menu does too; each change can be taken back. */
export function BoardPage() {
  const words = useBarcampWords()
  const { network, event, service } = useBarcampPath()
  useLiveBarcamp()
  const barcamp = useBarcamp()
  const board = useQuery({ queryKey: ['barcamp', network, event, 'board'], queryFn: ({ signal }) => fetchBoard(service, event, signal) })
  const failed = [barcamp, board].find(query => query.isError && query.data === undefined)
  if (failed !== undefined) return <PageFault error={failed.error} text={words.fault(failed.error)} />
  if (barcamp.data === undefined || board.data === undefined) return <Loading />
  return <Moderation barcamp={barcamp.data} board={board.data} />
}

function Moderation({ barcamp, board }: { barcamp: Barcamp; board: BoardState }) {
  const { t } = useLingui()
  const words = useBarcampWords()
  const [open, setOpen] = useState<string>()
  const [dragged, setDragged] = useState<string>()
  const [before, setBefore] = useState<Board>()
  const save = useBoardSaving(setBefore)
  const put = (next: Board, undo: Board | undefined = board) => {
    setOpen(undefined)
    save.mutate({ next: { version: board.version, cells: next.cells, pinned: next.pinned, parked: next.parked }, undo })
  }
  const move = (id: string, to: Place) => put(moved(board, id, to))
  const byId = new Map(barcamp.pitches.filter(({ state }) => state !== 'draft').map(pitch => [pitch.id, pitch]))
  const loose = [...byId.values()].filter(({ id }) => board.cells[id] === undefined).toSorted((a, b) => (board.votes[b.id] ?? 0) - (board.votes[a.id] ?? 0))
  const selected = open === undefined ? undefined : byId.get(open)
  const drag = { dragged, onDrag: setDragged, onDropped: (to: Place) => { if (dragged !== undefined) move(dragged, to); setDragged(undefined) } }
  const card = { board, open, onOpen: (pitch: Pitch) => setOpen(open === pitch.id ? undefined : pitch.id), event: barcamp.event, ...drag }
  const [voters, unmet, planned] = [board.voters, board.unmet, Object.keys(board.cells).length > 0]
  return (
    <div className={classes['wide']}>
      <PageHead title={t`Sitzungen planen`} above={barcamp.event.title} lead={<><Plural value={voters} _0="Noch hat niemand abgestimmt." one="Eine Person hat abgestimmt." other="# Personen haben abgestimmt." /> {planned && voters > 0 && <Plural value={unmet} _0="So, wie das Programm jetzt ist, gehen alle Wünsche in Erfüllung." one="So, wie das Programm jetzt ist, geht ein Wunsch nicht in Erfüllung." other="So, wie das Programm jetzt ist, gehen # Wünsche nicht in Erfüllung." />}</>} />
      <BarcampNav barcamp={barcamp} />
      <ProposalBar barcamp={barcamp} board={board} apply={proposal => put({ ...board, cells: proposal.cells })} />
      <div role="status">
        {save.isError && <Notice tone="bad">{words.fault(save.error)}</Notice>}
        {save.isSuccess && before !== undefined && <Notice tone="ok" action={<button type="button" className={classes['undo']} onClick={() => put(before, undefined)}><Trans>Rückgängig</Trans></button>}><Trans>Geändert.</Trans></Notice>}
        {board.misplaced.length > 0 && <Notice tone="bad"><Trans>Diese Sitzungen stehen, wo sie nicht stattfinden können: {board.misplaced.map(id => byId.get(id)?.title ?? '').join(', ')}. „Nur das Nötigste ändern“ findet neue Plätze.</Trans></Notice>}
      </div>
      {selected !== undefined && <MoveTwin key={selected.id} barcamp={barcamp} board={board} pitch={selected} titles={byId} onMove={to => move(selected.id, to)} onPin={() => put(pinTurned(board, selected.id))} onClose={() => setOpen(undefined)} />}
      <div className={classes['board']}>
        <BoardList title={t`Warteschlange`} empty={t`Alles ist verteilt.`} place="queue" pitches={loose.filter(({ id }) => !board.parked.includes(id))} {...card} />
        <BoardList title={t`Parkplatz`} empty={t`Was heute nicht stattfinden soll, kommt hierher.`} place="parked" pitches={loose.filter(({ id }) => board.parked.includes(id))} {...card} />
      </div>
      <BoardGrid barcamp={barcamp} byId={byId} {...card} />
    </div>
  )
}
