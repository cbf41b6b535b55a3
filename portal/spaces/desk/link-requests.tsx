import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { decideLinkRequest, fetchLinkRequests } from '../../client/desk.ts'
import { Item } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { useAct } from '../carrier/use-act.ts'
import { useCarrierFault } from '../carrier/use-carrier-fault.ts'
import classes from '../carrier/carrier.module.css'

/** Parents who wait to be confirmed for their newborn. */
export function LinkRequests({ carrier }: { carrier: string }) {
  const { t } = useLingui()
  const { date } = useFormats()
  const fault = useCarrierFault()
  const touches = ['desk', carrier, 'requests']
  const requests = useQuery({ queryKey: touches, queryFn: ({ signal }) => fetchLinkRequests(carrier, signal), refetchInterval: 30_000 })
  const confirm = useAct((id: string) => decideLinkRequest(carrier, id, true), touches, t`Bestätigt. Der Zugang gilt ab jetzt.`)
  const refuse = useAct((id: string) => decideLinkRequest(carrier, id, false), touches, t`Abgelehnt.`)
  const list = requests.data ?? []
  const trouble = confirm.trouble ?? refuse.trouble
  return (
    <section className={classes['panel']} aria-labelledby="link-requests">
      <h2 id="link-requests"><Trans>Eltern, die auf Bestätigung warten</Trans></h2>
      {requests.isError && <Notice tone="bad" live>{fault(requests.error)}</Notice>}
      {requests.isPending && <Loading />}
      {requests.isSuccess && list.length === 0 && <p className={classes['small']}><Trans>Niemand wartet. Wenn Eltern im Portal Zugang zu ihrem Kind beantragen, stehen sie hier.</Trans></p>}
      {trouble !== null && <Notice tone="bad" live>{fault(trouble)}</Notice>}
      <ul className={classes['list']}>
        {list.map(({ id, patient, parent, since }) => {
          const [child, adult, asked, born] = [patient.name, parent.name, date(since), patient.birthDate === undefined ? '–' : date(patient.birthDate)]
          return (
            <li key={id}>
              <Item
                name={<Trans>{adult} für {child}</Trans>}
                actions={(
                  <span className={classes['actions']}>
                    <Button loading={confirm.isPending && confirm.variables === id} onClick={() => confirm.mutate(id)} aria-label={t`${adult} für ${child} bestätigen`}><Trans>Bestätigen</Trans></Button>
                    <Button variant="default" loading={refuse.isPending && refuse.variables === id} onClick={() => refuse.mutate(id)} aria-label={t`${adult} für ${child} ablehnen`}><Trans>Ablehnen</Trans></Button>
                  </span>
                )}
              >
                <span className={classes['small']}><Trans>Kind geboren {born} · beantragt {asked}</Trans></span>
              </Item>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
