import { Button } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import type { ChildList } from '@steckwerk/api/contract/person'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { fetchChildren, takeOnChild } from '../../client/persons.ts'
import { Card, Item } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Notice, Tag } from '../../shell/notice.tsx'
import calm from '../../shell/calm.module.css'

/** Newborns and other children whom a hospital knows as one's own and who are not linked yet. */
export function ChildrenCard() {
  const children = useQuery({ queryKey: ['persons', 'children'], queryFn: ({ signal }) => fetchChildren(signal) })
  const list = children.data ?? []
  if (list.length === 0) return null
  return (
    <Card title={<Trans>Ihr Kind im Krankenhaus</Trans>} icon="people" tone="brand">
      <ul className={calm['list']}>{list.map(child => <li key={`${child.carrier.slug}/${child.patient}`}><ChildLine child={child} /></li>)}</ul>
    </Card>
  )
}

function ChildLine({ child }: { child: ChildList['children'][number] }) {
  const { date } = useFormats()
  const faultText = useFaultText()
  const queries = useQueryClient()
  const take = useMutation({ mutationFn: () => takeOnChild({ carrier: child.carrier.slug, patient: child.patient }), onSuccess: () => void queries.invalidateQueries() })
  const [house, born] = [child.carrier.name, child.birthDate === undefined ? undefined : date(child.birthDate)]
  return (
    <>
      <Item
        name={child.name} tag={child.requested ? <Tag tone="quiet" icon="clock"><Trans>wartet auf den Empfang</Trans></Tag> : undefined}
        actions={child.requested ? undefined : <Button size="md" onClick={() => take.mutate()} loading={take.isPending}><Trans>Zugang einrichten</Trans></Button>}
      >
        <span>{born !== undefined && <><Trans>geboren {born}</Trans>{', '}</>}{house}</span>
        <span className={calm['small']}><Trans>Das Krankenhaus führt Sie als Mutter oder Vater. Manche Häuser bestätigen das noch am Empfang.</Trans></span>
      </Item>
      {take.isError && <Notice tone="bad" live>{faultText(take.error)}</Notice>}
    </>
  )
}
