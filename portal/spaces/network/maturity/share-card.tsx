import { Button, NativeSelect } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shareResult } from '../../../client/maturity.ts'
import { Card } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Notice } from '../../../shell/notice.tsx'
import { useMaturityFault } from './use-maturity-fault.ts'
import classes from './maturity.module.css'

/** Shows this one result to one other house for a time; the link is shown here only. */
export function ShareCard({ network, office, assessment }: { network: string; office: string; assessment: string }) {
  const { t } = useLingui()
  const fault = useMaturityFault()
  const { date } = useFormats()
  const queries = useQueryClient()
  const [days, setDays] = useState('30')
  const share = useMutation({ mutationFn: () => shareResult(network, office, assessment, Number(days)), onSuccess: () => queries.invalidateQueries({ queryKey: ['maturity', network, 'others', office] }) })
  const until = share.data === undefined ? '' : date(share.data.until)
  const link = share.data === undefined ? '' : `/netz/${encodeURIComponent(network)}/reifegrad/geteilt#${share.data.code}`
  return (
    <div className="screen-only">
      <Card title={<Trans>Einem anderen Haus zeigen</Trans>} icon="eye">
        <p className={classes['small']}><Trans>Ein Haus Ihrer Wahl sieht dann Werte und Diagramme dieses Ergebnisses mit dem Namen Ihres Hauses, ohne Kommentare, Nachweise, Team und Ziele. Sie sehen, wer es wann ansieht, und können es jederzeit beenden.</Trans></p>
        {share.isSuccess ? (
          <Notice tone="ok" live>
            <p><Trans>Geben Sie diesen Link an ein Mitglied des anderen Hauses. Er lässt ein Haus ein, gilt bis {until} und wird nur jetzt gezeigt.</Trans></p>
            <p className={classes['code']}><a href={link}>{window.location.origin}{link}</a></p>
          </Notice>
        ) : (
          <form className={classes['row']} onSubmit={event => { event.preventDefault(); share.mutate() }}>
            <NativeSelect label={t`Wie lange?`} value={days} onChange={event => setDays(event.currentTarget.value)} data={[{ value: '7', label: t`eine Woche` }, { value: '30', label: t`30 Tage` }, { value: '90', label: t`90 Tage` }, { value: '365', label: t`ein Jahr` }]} />
            <Button type="submit" variant="default" loading={share.isPending}><Trans>Link erzeugen</Trans></Button>
          </form>
        )}
        {share.isError && <Notice tone="bad" live>{fault(share.error)}</Notice>}
      </Card>
    </div>
  )
}
