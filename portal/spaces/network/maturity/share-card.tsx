import { Button, NativeSelect, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shareResult } from '../../../client/maturity.ts'
import { Card } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Notice } from '../../../shell/notice.tsx'
import { LinkOnce } from './link-once.tsx'
import { useMaturityFault } from './use-maturity-fault.ts'
import classes from './maturity.module.css'

/** Shows this one result to one other house for a time; the link is shown here only. */
export function ShareCard({ network, office, assessment }: { network: string; office: string; assessment: string }) {
  const { t, i18n } = useLingui()
  const fault = useMaturityFault()
  const { date } = useFormats()
  const queries = useQueryClient()
  const [days, setDays] = useState('30')
  const [mail, setMail] = useState('')
  const share = useMutation({ mutationFn: () => shareResult(network, office, assessment, { days: Number(days), mail: mail.trim() }, i18n.locale), onSuccess: () => queries.invalidateQueries({ queryKey: ['maturity', network, 'others', office] }) })
  const until = share.data === undefined ? '' : date(share.data.until)
  const link = share.data === undefined ? '' : `/netz/${encodeURIComponent(network)}/reifegrad/geteilt#${share.data.code}`
  return (
    <div className="screen-only">
      <Card title={<Trans>Einem anderen Haus zeigen</Trans>} icon="eye">
        <p className={classes['small']}><Trans>Ein Haus Ihrer Wahl sieht dann die Werte der Dimensionen und die Diagramme dieses Ergebnisses mit dem Namen Ihres Hauses, ohne einzelne Antworten, Kommentare, Nachweise, Team und Ziele. Sie sehen, wer es wann ansieht, und können es jederzeit beenden.</Trans></p>
        {share.isSuccess ? (
          <LinkOnce path={link} again={<Button variant="default" onClick={() => { setMail(''); share.reset() }}><Trans>Noch einem Haus zeigen</Trans></Button>}>
            <Trans>Geben Sie diesen Link an ein Mitglied des anderen Hauses. Er lässt ein Haus ein, gilt bis {until} und wird nur jetzt gezeigt.</Trans>
            {mail.trim() !== '' && <> <Trans>Er geht auch per E-Mail an {mail}, wenn dieses Portal E-Mails verschickt.</Trans></>}
          </LinkOnce>
        ) : (
          <form className={classes['form']} onSubmit={event => { event.preventDefault(); share.mutate() }}>
            <div className={classes['row']}>
              <NativeSelect label={t`Wie lange?`} value={days} onChange={event => setDays(event.currentTarget.value)} data={[{ value: '7', label: t`eine Woche` }, { value: '30', label: t`30 Tage` }, { value: '90', label: t`90 Tage` }, { value: '365', label: t`ein Jahr` }]} />
              <TextInput type="email" label={t`E-Mail-Adresse (freiwillig)`} value={mail} onChange={event => setMail(event.currentTarget.value)} maxLength={254} autoComplete="off" />
            </div>
            <p className={classes['small']}><Trans>Mit einer Adresse geht der Link auch per E-Mail dorthin. Vom Ergebnis steht nichts darin.</Trans></p>
            <div className={classes['actions']}><Button type="submit" variant="default" loading={share.isPending}><Trans>Link erzeugen</Trans></Button></div>
          </form>
        )}
        {share.isError && <Notice tone="bad" live>{fault(share.error)}</Notice>}
      </Card>
    </div>
  )
}
