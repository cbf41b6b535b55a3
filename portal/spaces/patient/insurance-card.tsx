import { Button } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchInsurance, linkByInsurance } from '../../client/persons.ts'
import { Card, Choices } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { Notice } from '../../shell/notice.tsx'
import calm from '../../shell/calm.module.css'

/** With a verified insurance number hospitals can be asked; the answer is the same whether or not one was ever there. */
export function InsuranceCard() {
  const faultText = useFaultText()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<string[]>([])
  const insurance = useQuery({ queryKey: ['persons', 'insurance'], queryFn: ({ signal }) => fetchInsurance(signal) })
  const ask = useMutation({
    mutationFn: () => linkByInsurance(chosen),
    onSuccess: () => {
      setChosen([])
      void queries.invalidateQueries({ queryKey: ['persons', 'links'] })
    },
  })
  if (insurance.data === undefined) return null
  return (
    <Card title={<Trans>Über meine Versichertennummer</Trans>} icon="search">
      {!insurance.data.verified && <p className={calm['dim']}><Trans>Das geht, wenn Sie sich mit der GesundheitsID Ihrer Krankenkasse anmelden. Dann ist Ihre Versichertennummer geprüft. Mit diesem Konto ist das bisher nicht geschehen.</Trans></p>}
      {insurance.data.verified && (
        <>
          <p className={calm['dim']}><Trans>Ihre Versichertennummer ist geprüft. Wählen Sie die Krankenhäuser, in denen Sie waren. Nur diese werden gefragt.</Trans></p>
          <Choices several legend={<Trans>Krankenhäuser</Trans>} options={insurance.data.carriers.map(({ slug, name }) => ({ value: slug, label: name }))} chosen={chosen} onChange={setChosen} />
          {ask.isSuccess && <Notice tone="ok" live><Trans>Gefragt. Was gefunden wird, erscheint von selbst unter „Meine Krankenhäuser“.</Trans></Notice>}
          {ask.isError && <Notice tone="bad" live>{faultText(ask.error)}</Notice>}
          <div><Button variant="default" size="md" disabled={chosen.length === 0} onClick={() => ask.mutate()} loading={ask.isPending}><Trans>Diese Krankenhäuser fragen</Trans></Button></div>
        </>
      )}
    </Card>
  )
}
