import { Trans, useLingui } from '@lingui/react/macro'
import { memo } from 'react'
import type { Bed, Room, Stay, Ward } from '../../client/board/model.ts'
import { useFormats } from '../../shell/format.ts'
import { Socket } from '../../shell/socket.tsx'
import { Birth, FreshMark, PatientName, useGender } from './stay-words.tsx'
import type { Freshness } from './use-fresh.ts'
import classes from './ward.module.css'

interface Props { readonly ward: Ward; readonly fresh: ReadonlyMap<string, Freshness>; readonly now: number }

/** The beds of a ward as a dense list by room; the form that is printed. */
export function WardTable({ ward, fresh, now }: Props) {
  const { t } = useLingui()
  const { name } = ward
  return (
    <div className={classes['room']}>
      <table className={classes['table']} role="table">
        <caption className="aloud">{t`Betten der Station ${name}`}</caption>
        <StayColumns bed />
        <StayHead bed />
        {ward.rooms.map(room => <RoomRows key={room.id} room={room} fresh={freshOf(room, fresh)} now={now} />)}
      </table>
    </div>
  )
}

/** People without a bed in view: none yet, on leave, or expected. */
export function StayTable({ stays, caption, sinceHead, fresh, now }: { stays: readonly Stay[]; caption: string; sinceHead: string; fresh: ReadonlyMap<string, Freshness>; now: number }) {
  return (
    <div className={classes['room']}>
      <table className={classes['table']} role="table">
        <caption className="aloud">{caption}</caption>
        <StayColumns bed={false} />
        <StayHead bed={false} sinceHead={sinceHead} />
        <tbody role="rowgroup">
          {stays.map(stay => <tr key={stay.id} role="row" data-fresh={fresh.get(stay.id)}><StayCells stay={stay} fresh={fresh.get(stay.id)} now={now} /></tr>)}
        </tbody>
      </table>
    </div>
  )
}

/** The same widths everywhere, so that the tables of a ward stand in line. */
function StayColumns({ bed }: { bed: boolean }) {
  const columns = [...bed ? ['colRoom', 'colBed', 'colName'] : ['colWideName'], 'colBirth', 'colSex', 'colCase', 'colSince', 'colCare']
  return <colgroup>{columns.map(column => <col key={column} className={classes[column]} />)}</colgroup>
}

function StayHead({ bed, sinceHead }: { bed: boolean; sinceHead?: string }) {
  const { t } = useLingui()
  const heads = [...bed ? [t`Zimmer`, t`Bett`] : [], t`Patientin / Patient`, t`Geboren (Alter)`, t`G.`, t`Fallnummer`, sinceHead ?? t`Seit`, t`Behandelnd / Abteilung`]
  return <thead role="rowgroup"><tr role="row">{heads.map(head => <th key={head} role="columnheader" scope="col">{head}</th>)}</tr></thead>
}

/** Redrawn only when this room changed, or a mark in it. */
const RoomRows = memo(function RoomRows({ room, fresh, now }: { room: Room; fresh: string; now: number }) {
  const marks = new Map(fresh === '' ? [] : fresh.split(' ').map(entry => entry.split('=') as [string, Freshness]))
  const rows = room.beds.flatMap((bed): { bed: Bed; stay: Stay | undefined }[] => bed.stays.length === 0 ? [{ bed, stay: undefined }] : bed.stays.map(stay => ({ bed, stay })))
  return (
    <tbody role="rowgroup" className={classes['roomRows']}>
      {rows.map(({ bed, stay }, index) => {
        const mark = marks.get(stay?.id ?? bed.id)
        return (
          <tr key={stay?.id ?? bed.id} role="row" data-fresh={mark} data-free={stay === undefined ? '' : undefined}>
            {index === 0 && <th role="rowheader" scope="rowgroup" rowSpan={rows.length} className={classes['roomCell']}>{room.name === '' ? '–' : room.name}</th>}
            <th role="rowheader" scope="row" className={classes['bedCell']}><BedName room={room} bed={bed} /></th>
            {stay === undefined ? <td role="cell" colSpan={6} className={classes['freeCell']}><Trans>frei</Trans> <FreshMark fresh={mark} /></td> : <StayCells stay={stay} fresh={mark} now={now} />}
          </tr>
        )
      })}
    </tbody>
  )
})

function BedName({ room, bed }: { room: Room; bed: Bed }) {
  const { name } = room
  const kept = bed.stays.length > 0 && bed.stays.every(stay => stay.status === 'onLeave')
  return (
    <span className={classes['bed']}>
      <Socket state={bed.stays.length === 0 ? 'free' : kept ? 'kept' : 'used'} />
      <span><span className={classes['narrowRoom']}>{name !== '' && <><Trans>Zimmer {name}</Trans> · </>}<Trans>Bett</Trans> </span>{bed.name}{bed.stays.length > 1 && <span className={classes['doubled']}><Trans>mehrfach belegt</Trans></span>}</span>
    </span>
  )
}

function StayCells({ stay, fresh, now }: { stay: Stay; fresh: Freshness | undefined; now: number }) {
  const { t } = useLingui()
  const { shortMoment, dateTime } = useFormats()
  const gender = useGender()
  const { patient, since } = stay
  const sex = patient === null ? undefined : gender(patient.gender)
  return (
    <>
      <td role="cell" className={classes['nameCell']}><span className={classes['nameLine']}><PatientName stay={stay} fresh={fresh} /></span></td>
      <td role="cell">{patient === null ? '–' : <Birth person={patient} now={now} />}</td>
      <td role="cell">{sex !== undefined && <span title={sex.long}><span aria-hidden="true">{sex.short}</span><span className="aloud">{sex.long}</span></span>}</td>
      <td role="cell" data-label={t`Fall`} className={classes['nowrap']}>{stay.caseNumber || '–'}</td>
      <td role="cell" data-label={t`Seit`} className={classes['nowrap']}>{since === null ? '–' : <time dateTime={since} title={dateTime(since)}>{shortMoment(since, now)}</time>}</td>
      <td role="cell" className={classes['care']}><span>{stay.attending}</span>{stay.attending !== '' && stay.department !== '' && <span className={`${classes['dim']} ${classes['between']}`}> · </span>}<span className={classes['dim']}>{stay.department}</span></td>
    </>
  )
}

/** The marks that concern a room as one word, so that memo can compare them. */
function freshOf(room: Room, fresh: ReadonlyMap<string, Freshness>): string {
  if (fresh.size === 0) return ''
  const ids = room.beds.flatMap(bed => [bed.id, ...bed.stays.map(stay => stay.id)])
  return ids.filter(id => fresh.has(id)).map(id => `${id}=${fresh.get(id)}`).join(' ')
}
