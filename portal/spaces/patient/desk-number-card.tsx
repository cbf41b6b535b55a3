import { Button } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { endDeskNumber, fetchDeskNumber, makeDeskNumber } from '../../client/persons.ts'
import { Card } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Notice } from '../../shell/notice.tsx'
import { useNow } from '../../shell/use-now.ts'
import calm from '../../shell/calm.module.css'

/** A number that is told at the desk; the page says by itself when it is done. */
export function DeskNumberCard() {
  const { time } = useFormats()
  const faultText = useFaultText()
  const queries = useQueryClient()
  const now = useNow(5_000)
  const make = useMutation({ mutationFn: makeDeskNumber, gcTime: 0, onSuccess: () => void state.refetch() })
  const shown = make.data
  const state = useQuery({ queryKey: ['persons', 'desk-number'], queryFn: ({ signal }) => fetchDeskNumber(signal), enabled: shown !== undefined, refetchInterval: query => query.state.data?.state === 'waiting' ? 3_000 : false })
  const end = useMutation({ mutationFn: endDeskNumber, onSuccess: () => make.reset() })
  const linked = shown !== undefined && state.data?.state === 'linked'
  const over = shown !== undefined && !linked && (state.data?.state === 'none' || (shown.expiresAt !== undefined && Date.parse(shown.expiresAt) <= now))
  useEffect(() => {
    if (linked) void queries.invalidateQueries({ queryKey: ['persons', 'links'] })
  }, [linked, queries])
  const until = shown?.expiresAt === undefined ? '' : time(shown.expiresAt)
  const spelled = shown?.number?.split('').join(' ')
  return (
    <Card title={<Trans>Ich stehe am Empfang</Trans>} icon="people">
      {shown === undefined && <p className={calm['dim']}><Trans>Lassen Sie sich hier eine Nummer geben und nennen Sie sie am Empfang. Dort prüft man Ihren Ausweis und verbindet Sie sofort.</Trans></p>}
      {shown?.number !== undefined && !linked && !over && (
        <>
          <p><Trans>Nennen Sie am Empfang diese Nummer:</Trans></p>
          <p className={calm['code']}><span aria-hidden="true">{shown.number.slice(0, 3)} {shown.number.slice(3)}</span><span className="aloud">{spelled}</span></p>
          <p role="status"><Trans>Warten auf den Empfang … Die Nummer gilt bis {until} Uhr, nur für Sie und nur einmal. Lassen Sie diese Seite offen.</Trans></p>
        </>
      )}
      {linked && <Notice tone="ok" live><Trans>Fertig: Der Empfang hat Sie verbunden.</Trans></Notice>}
      {over && <Notice tone="warn" live><Trans>Die Nummer ist abgelaufen. Lassen Sie sich eine neue geben.</Trans></Notice>}
      {(make.isError || end.isError) && <Notice tone="bad" live>{faultText(make.error ?? end.error)}</Notice>}
      <div className={calm['actions']}>
        {(shown === undefined || over || linked) && <Button variant="default" size="md" onClick={() => make.mutate()} loading={make.isPending}>{shown === undefined ? <Trans>Nummer anzeigen</Trans> : <Trans>Neue Nummer</Trans>}</Button>}
        {shown !== undefined && !linked && !over && <Button variant="default" onClick={() => end.mutate()} loading={end.isPending}><Trans>Nummer ungültig machen</Trans></Button>}
      </div>
    </Card>
  )
}
