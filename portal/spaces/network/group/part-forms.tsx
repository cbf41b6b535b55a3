import { Button } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { freshUuid } from '../../../client/fresh-uuid.ts'
import { savePart, type PartFacts } from '../../../client/groups.ts'
import { Notice } from '../../../shell/notice.tsx'
import { useGroupFault, useGroupPath } from './use-group.ts'
import calm from '../../../shell/calm.module.css'

/** One thing of a group in a form: a new one where there is none yet. `done` after it is saved. */
export function PartForm<Kind extends keyof PartFacts>({ kind, part, start, ready, children, label, done }: {
  kind: Kind; part: { readonly id: string; readonly version: number } | undefined; start: PartFacts[Kind]; ready: (facts: PartFacts[Kind]) => boolean
  children: (facts: PartFacts[Kind], change: (facts: PartFacts[Kind]) => void, tried: boolean) => ReactNode; label: ReactNode; done: () => void
}) {
  const fault = useGroupFault()
  const { service, group, again } = useGroupPath()
  const [facts, setFacts] = useState(start)
  const [tried, setTried] = useState(false)
  // Made up here, so that what is sent twice is made once.
  const [{ id, version }] = useState(() => part ?? { id: freshUuid(), version: 0 })
  const save = useMutation({
    mutationFn: () => savePart(service, group, kind, id, version, facts),
    onSuccess: async () => {
      await again()
      done()
    },
  })
  const submit = (sent: SubmitEvent<HTMLFormElement>) => {
    sent.preventDefault()
    setTried(true)
    if (ready(facts)) save.mutate()
  }
  return (
    <form onSubmit={submit} className={calm['confirm']} noValidate>
      {children(facts, setFacts, tried)}
      {save.isError && <Notice tone="bad" live>{fault(save.error)}</Notice>}
      <div className={calm['actions']}>
        <Button type="submit" loading={save.isPending}>{label}</Button>
        <Button variant="default" onClick={done}><Trans>Abbrechen</Trans></Button>
      </div>
    </form>
  )
}
