import { Button, Textarea, TextInput } from '@mantine/core'
import { useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react'
import { freshUuid } from '../../../client/fresh-uuid.ts'
import { Notice } from '../../../shell/notice.tsx'
import { useSeriesFault, useSeriesPath } from './use-series.ts'
import calm from '../../../shell/calm.module.css'

/** A line that is added for all to see, with a name where one is given. */
export function LineForm({ label, action, most, send }: { label: string; action: ReactNode; most: number; send: (line: { readonly key: string; readonly text: string; readonly by: string }) => Promise<void> }) {
  const { t } = useLingui()
  const fault = useSeriesFault()
  const { again } = useSeriesPath()
  const [text, setText] = useState('')
  const [by, setBy] = useState('')
  // One key until it is answered: a lost answer makes no second line.
  const key = useRef(freshUuid())
  const add = useMutation({
    mutationFn: () => send({ key: key.current, text: text.trim(), by: by.trim() }),
    onSuccess: async () => {
      key.current = freshUuid()
      setText('')
      await again()
    },
  })
  const submit = (sent: SubmitEvent<HTMLFormElement>) => {
    sent.preventDefault()
    if (text.trim() !== '') add.mutate()
  }
  return (
    <form onSubmit={submit} className={`${calm['form']} screen-only`}>
      <Textarea label={label} size="md" autosize minRows={2} maxLength={most} value={text} onChange={change => setText(change.currentTarget.value)} />
      <TextInput label={t`Ihr Name (freiwillig)`} size="md" maxLength={80} autoComplete="name" value={by} onChange={change => setBy(change.currentTarget.value)} />
      {add.isError && <Notice tone="bad" live>{fault(add.error)}</Notice>}
      <div className={calm['actions']}><Button type="submit" loading={add.isPending}>{action}</Button></div>
    </form>
  )
}
