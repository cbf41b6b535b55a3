import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ConsentLine } from '@steckwerk/api/contract/consent'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchDeskConsents, withdrawAtDesk } from '../../client/desk.ts'
import { ConfirmInPlace } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { Notice, Tag } from '../../shell/notice.tsx'
import { useAct } from '../carrier/use-act.ts'
import { useCarrierFault } from '../carrier/use-carrier-fault.ts'
import { PaperConsentForm } from './paper-consent-form.tsx'
import classes from '../carrier/carrier.module.css'

/** Releases in force, and one that was signed on paper. */
export function DeskConsents({ carrier, patient }: { carrier: string; patient: string }) {
  const fault = useCarrierFault()
  const [adding, setAdding] = useState(false)
  const touches = ['desk', carrier, 'consents', patient]
  const consents = useQuery({ queryKey: touches, queryFn: ({ signal }) => fetchDeskConsents(carrier, patient, signal) })
  const list = consents.data ?? []
  return (
    <section className={classes['form']} aria-labelledby="desk-consents">
      <h3 id="desk-consents"><Trans>Freigaben an andere Häuser</Trans></h3>
      {consents.isError && <Notice tone="bad" live>{fault(consents.error)}</Notice>}
      {consents.isSuccess && list.length === 0 && <p className={classes['small']}><Trans>Noch keine. Am einfachsten gibt die Person sie selbst im Portal; eine unterschriebene auf Papier tragen Sie hier ein.</Trans></p>}
      <ul className={classes['list']}>{list.map(consent => <li key={consent.id}><Line carrier={carrier} consent={consent} touches={touches} /></li>)}</ul>
      {adding ? <PaperConsentForm carrier={carrier} patient={patient} touches={touches} onClose={() => setAdding(false)} /> : <div><Button variant="default" onClick={() => setAdding(true)}><Trans>Freigabe auf Papier eintragen</Trans></Button></div>}
    </section>
  )
}

function Line({ carrier, consent, touches }: { carrier: string; consent: ConsentLine; touches: readonly string[] }) {
  const { i18n, t } = useLingui()
  const { dateTime } = useFormats()
  const states = { active: t`in Kraft`, planned: t`beginnt später`, ended: t`abgelaufen`, withdrawn: t`widerrufen`, other: t`nicht in Kraft` }
  const sources = { portal: t`von der Person im Portal`, paper: t`auf Papier`, system: t`aus einem anderen System` }
  const withdraw = useAct(() => withdrawAtDesk(carrier, consent.id), touches, t`Widerrufen. Es gilt sofort.`)
  const given = consent.given === undefined ? '' : `, ${dateTime(consent.given)}`
  return (
    <div className={classes['form']}>
      <p><Tag tone={consent.state === 'active' ? 'ok' : 'quiet'}>{states[consent.state]}</Tag> <span className={classes['small']}>{sources[consent.source]}{given}</span></p>
      {consent.sentences[i18n.locale === 'en' ? 'en' : 'de'].map(sentence => <p key={sentence}>{sentence}</p>)}
      {consent.mayWithdraw && (
        <div>
          <ConfirmInPlace label={<Trans>Widerruf eintragen</Trans>} title={<Trans>Diese Freigabe widerrufen?</Trans>} confirm={<Trans>Sofort widerrufen</Trans>} run={() => withdraw.mutate(undefined)} pending={withdraw.isPending} error={withdraw.trouble}>
            <p><Trans>Nur auf Wunsch der Person. Der Empfänger sieht ab diesem Augenblick nichts mehr.</Trans></p>
          </ConfirmInPlace>
        </div>
      )}
    </div>
  )
}
