import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { use } from 'react'
import { ageOf } from '../../client/age.ts'
import type { Person, Stay } from '../../client/board/model.ts'
import { useFormats } from '../../shell/format.ts'
import { Tag } from '../../shell/notice.tsx'
import { WithPatientPages } from './carrier-frame.tsx'
import type { Freshness } from './use-fresh.ts'
import classes from './ward.module.css'

/** "04.03.1957 (69 J.)" */
export function Birth({ person, now }: { person: Person; now: number }) {
  const { date, age } = useFormats()
  if (person.birthDate === null) return <span className={classes['dim']}>–</span>
  const years = ageOf(person.birthDate, new Date(now))
  return <span className={classes['nowrap']}>{date(person.birthDate)}{years !== undefined && <span className={classes['dim']}> ({age(years)})</span>}</span>
}

export function useGender(): (gender: Person['gender']) => { readonly short: string; readonly long: string } {
  const { t } = useLingui()
  return gender => ({
    male: { short: t`m`, long: t`männlich` }, female: { short: t`w`, long: t`weiblich` },
    other: { short: t`d`, long: t`divers` }, unknown: { short: '?', long: t`Geschlecht unbekannt` },
  })[gender]
}

export function PatientName({ stay, fresh }: { stay: Stay; fresh?: Freshness | undefined }) {
  const carrier = use(WithPatientPages)
  const { patient } = stay
  const name = patient === null ? <Trans>Name wird geladen …</Trans> : patient.name || <Trans>Name unbekannt</Trans>
  return (
    <>
      {carrier === undefined || patient === null ? <span className={classes['patient']}>{name}</span> : <Link to="/haus/$carrier/patient/$patient" params={{ carrier, patient: patient.id }} className={classes['patient'] ?? ''}>{name}</Link>}
      {stay.status === 'onLeave' && <Tag tone="warn" icon="suitcase"><Trans>beurlaubt</Trans></Tag>}
      {stay.patient?.deceased === true && <Tag tone="quiet" icon="cross"><Trans>verstorben</Trans></Tag>}
      <FreshMark fresh={fresh} />
    </>
  )
}

/** Says in a word what the colour of the row says. */
export function FreshMark({ fresh }: { fresh: Freshness | undefined }) {
  if (fresh === undefined) return null
  return (
    <span className={`${classes['freshMark']} screen-only`} data-fresh={fresh}>
      {fresh === 'new' && <Trans>neu</Trans>}{fresh === 'changed' && <Trans>geändert</Trans>}{fresh === 'freed' && <Trans>frei geworden</Trans>}
    </span>
  )
}
