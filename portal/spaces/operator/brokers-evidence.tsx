import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { EvidenceInfo } from '@steckwerk/api/contract/marketplace'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { evidenceFile, removeEvidence, type EndingEvidence, type EvidenceOwner } from '../../client/brokers.ts'
import { ConfirmInPlace } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { Notice, Tag } from '../../shell/notice.tsx'
import { Piece } from '../carrier/marketplace/evidence.tsx'
import { useMarketWords } from '../carrier/marketplace/use-market-words.ts'
import { useAct } from '../carrier/use-act.ts'
import { EvidenceForm } from './brokers-evidence-form.tsx'
import { useBrokerWords } from './use-broker-words.ts'
import classes from '../carrier/carrier.module.css'

/** What soon counts no longer, or does not any more, whoever offers it: the time to ask for the next one. */
export function EndingEvidenceList({ ending, onShow }: { ending: readonly EndingEvidence[]; onShow: (owner: EvidenceOwner) => void }) {
  const words = useMarketWords()
  const { date } = useFormats()
  return (
    <section className={classes['panel']} aria-labelledby="ending-head">
      <h2 id="ending-head"><Trans>Nachweise, die ablaufen</Trans></h2>
      <ul className={classes['list']}>
        {ending.map(({ owner, service, kind, state, expires }) => (
          <li key={`${JSON.stringify(owner)} ${kind}`}>
            <button type="button" className={classes['rowLink']} onClick={() => onShow(owner)}>{words.text(service)}</button>: {words.evidence(kind)}{' '}
            {state === 'expired' ? <Tag tone="bad"><Trans>zählt nicht</Trans></Tag> : <Tag tone="warn"><Trans>läuft bald ab</Trans></Tag>}
            {expires !== null && <div className={classes['small']}>{state === 'expired' ? <Trans>abgelaufen am {date(expires)}</Trans> : <Trans>gilt bis {date(expires)}</Trans>}</div>}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A service with all its evidence. `without`: what carriers cannot do while it has none. */
export function ServiceEvidence({ owner, heading, service, without }: {
  owner: EvidenceOwner
  heading: ReactNode
  service: { readonly patientData: boolean; readonly evidence: readonly EvidenceInfo[] }
  without: ReactNode
}) {
  const id = useId()
  const [adding, setAdding] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const wasAdding = useRef(false)
  useEffect(() => {
    if (!adding && wasAdding.current) opener.current?.focus()
    wasAdding.current = adding
  }, [adding])
  return (
    <section className={classes['form']} aria-labelledby={id}>
      <div>
        <h3 id={id}>{heading}</h3>
        <p className={classes['small']}>{service.patientData ? <Trans>verarbeitet Daten von Patientinnen und Patienten, oder sagt nicht, welche</Trans> : <Trans>verarbeitet keine Daten von Patientinnen und Patienten</Trans>}</p>
      </div>
      {service.evidence.length === 0 && <p className={classes['small']}>{without}</p>}
      {service.evidence.length > 0 && <ul className={classes['list']}>{service.evidence.map((piece, at) => <li key={piece.id ?? at}><EvidenceItem owner={owner} piece={piece} /></li>)}</ul>}
      {adding ? <EvidenceForm owner={owner} onClose={() => setAdding(false)} /> : <div><Button ref={opener} variant="default" onClick={() => setAdding(true)}><Trans>Nachweis eintragen</Trans></Button></div>}
    </section>
  )
}

function EvidenceItem({ owner, piece }: { owner: EvidenceOwner; piece: EvidenceInfo }) {
  const { t } = useLingui()
  const words = useBrokerWords()
  const remove = useAct((evidence: string) => removeEvidence(owner, evidence), ['brokers'], t`Entfernt.`)
  const { id } = piece
  return (
    <>
      <Piece piece={piece} named file={evidenceFile(owner, id)} />
      {remove.trouble !== null && <Notice tone="bad" live>{words.fault(remove.trouble)}</Notice>}
      {id !== null && (
        <ConfirmInPlace label={<Trans>Nachweis entfernen</Trans>} title={<Trans>Diesen Nachweis entfernen?</Trans>} confirm={<Trans>Jetzt entfernen</Trans>} run={() => remove.mutate(id)} pending={remove.isPending}>
          <p><Trans>Träger, die ihn verlangen, können den Dienst danach nicht mehr bestellen oder wählen. Was läuft, läuft weiter.</Trans></p>
        </ConfirmInPlace>
      )}
    </>
  )
}
