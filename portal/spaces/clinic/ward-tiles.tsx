import { Trans, useLingui } from '@lingui/react/macro'
import { memo } from 'react'
import type { Bed, Stay, Ward } from '../../client/board/model.ts'
import { useFormats } from '../../shell/format.ts'
import { Socket } from '../../shell/socket.tsx'
import { Birth, FreshMark, PatientName, useGender } from './stay-words.tsx'
import type { Freshness } from './use-fresh.ts'
import classes from './tiles.module.css'

/** The same beds as tiles, room by room: for the large screen in the ward's office. */
export function WardTiles({ ward, fresh, now }: { ward: Ward; fresh: ReadonlyMap<string, Freshness>; now: number }) {
  const { t } = useLingui()
  const { name } = ward
  return (
    <ul className={classes['rooms']} aria-label={t`Zimmer der Station ${name}`}>
      {ward.rooms.map(room => (
        <li key={room.id} className={classes['roomBox']}>
          <p className={classes['roomName']}>{room.name === '' ? <Trans>Ohne Zimmer</Trans> : <Trans>Zimmer {room.name}</Trans>}</p>
          <ul className={classes['beds']}>
            {room.beds.map(bed => <BedTile key={bed.id} bed={bed} mark={bed.stays.map(stay => fresh.get(stay.id)).find(mark => mark !== undefined) ?? (bed.stays.length === 0 ? fresh.get(bed.id) : undefined)} now={now} />)}
          </ul>
        </li>
      ))}
    </ul>
  )
}

const BedTile = memo(function BedTile({ bed, mark, now }: { bed: Bed; mark: Freshness | undefined; now: number }) {
  const kept = bed.stays.length > 0 && bed.stays.every(stay => stay.status === 'onLeave')
  return (
    <li className={classes['tile']} data-free={bed.stays.length === 0 ? '' : undefined} data-fresh={mark}>
      <p className={classes['bedName']}><Socket state={bed.stays.length === 0 ? 'free' : kept ? 'kept' : 'used'} />{bed.name}</p>
      {bed.stays.length === 0 && <p className={classes['free']}><Trans>frei</Trans> <FreshMark fresh={mark} /></p>}
      {bed.stays.map(stay => <StayFacts key={stay.id} stay={stay} mark={mark} now={now} />)}
    </li>
  )
})

function StayFacts({ stay, mark, now }: { stay: Stay; mark: Freshness | undefined; now: number }) {
  const { shortMoment } = useFormats()
  const gender = useGender()
  const { patient, since } = stay
  return (
    <div className={classes['facts']}>
      <p className={classes['who']}><PatientName stay={stay} fresh={mark} /></p>
      {patient !== null && <p><Birth person={patient} now={now} />, {gender(patient.gender).long}</p>}
      <p className={classes['dim']}>{stay.caseNumber}{since !== null && <> · <Trans>seit {shortMoment(since, now)}</Trans></>}</p>
      <p className={classes['dim']}>{stay.attending}</p>
      <p className={classes['dim']}>{stay.department}</p>
    </div>
  )
}
