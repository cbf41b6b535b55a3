import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Alarm } from '@steckwerk/api/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { acknowledgeAlarm } from '../../client/operator.ts'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Notice } from '../../shell/notice.tsx'
import { useWords } from './words.ts'
import classes from './leitstand.module.css'

export function AlarmList({ carrier, alarms }: { carrier: string; alarms: readonly Alarm[] }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const faultText = useFaultText()
  const { dateTime } = useFormats()
  const words = useWords()
  const acknowledge = useMutation({
    mutationFn: (id: string) => acknowledgeAlarm(carrier, id),
    onSettled: () => queries.invalidateQueries({ queryKey: ['overview'] }),
  })
  if (alarms.length === 0 && !acknowledge.isError) return null
  return (
    <>
      <ul className={classes['alarms']} aria-label={t`Alarme`}>
        {alarms.map(alarm => (
          <li key={alarm.id}>
            <Notice tone="bad" action={<Button size="compact-sm" variant="default" disabled={acknowledge.isPending && acknowledge.variables === alarm.id} onClick={() => acknowledge.mutate(alarm.id)}><Trans>Zur Kenntnis genommen</Trans></Button>}>
              <strong><time dateTime={alarm.at}>{dateTime(alarm.at)}</time></strong> {words.alarm(alarm)}
              {alarm.code === 'outbound-held' && <> <Link to="/leitstand/rueckweg/$carrier" params={{ carrier }}><Trans>Angehaltene Nachrichten ansehen</Trans></Link></>}
              {alarm.detail !== '' && <span className={classes['detail']}> {alarm.detail}</span>}
            </Notice>
          </li>
        ))}
      </ul>
      {acknowledge.isError && <Notice tone="bad" live>{faultText(acknowledge.error)}</Notice>}
    </>
  )
}
