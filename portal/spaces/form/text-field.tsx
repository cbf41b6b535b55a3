import { Button, Textarea, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { limitsOf, type AnswerValue } from '@steckwerk/form'
import { useState } from 'react'
import { Wrong } from '../../shell/calm.tsx'
import { Icon } from '../../shell/icon.tsx'
import type { FieldProps } from './field.ts'
import { hintOf } from './hint.tsx'
import { useFormLanguage } from './use-form-language.ts'
import classes from './form.module.css'

const member = (type: string): 'valueString' | 'valueUri' => type === 'url' ? 'valueUri' : 'valueString'
const textOf = (answer: AnswerValue | undefined): string => ['valueString', 'valueUri'].map(name => answer?.[name]).find(value => typeof value === 'string') ?? ''

/** Words, one line or several; a question that takes several answers has a line for each. */
export function TextField(props: FieldProps) {
  return props.node.item.repeats === true ? <Lines {...props} /> : <OneText {...props} />
}

function OneText({ node, house, onAnswer, onUnread, wrong }: FieldProps) {
  const { t } = useLingui()
  const { ask } = useFormLanguage()
  const { item, path, answers } = node
  // Of its own: a line of blanks is no answer, and still stands in its field while somebody is typing.
  const [text, setText] = useState(textOf(answers[0]))
  const limits = limitsOf(item)
  const set = (next: string) => {
    setText(next)
    const isAddress = item.type !== 'url' || next.trim() === '' || /^\S+$/.test(next.trim())
    onUnread(path, isAddress ? undefined : t`Eine Adresse hat keine Leerzeichen.`)
    if (isAddress) onAnswer(path, next.trim() === '' ? [] : [{ [member(item.type)]: item.type === 'url' ? next.trim() : next }])
  }
  const common = {
    label: ask(node), description: hintOf(node, house), error: wrong, size: 'md' as const, value: text, autoComplete: 'off', required: false, 'aria-required': item.required === true,
    ...(limits.maxLength === undefined ? {} : { maxLength: limits.maxLength }),
  }
  if (item.type === 'text') return <Textarea {...common} autosize minRows={3} maxRows={12} onChange={event => set(event.currentTarget.value)} />
  return <TextInput {...common} type={item.type === 'url' ? 'url' : 'text'} onChange={event => set(event.currentTarget.value)} />
}

function Lines({ node, house, onAnswer, wrong }: FieldProps) {
  const { t } = useLingui()
  const { ask } = useFormLanguage()
  const { item, path, answers } = node
  const [lines, setLines] = useState(() => answers.length === 0 ? [''] : answers.map(textOf))
  const most = limitsOf(item).maxOccurs
  const label = ask(node)
  const set = (next: readonly string[]) => {
    setLines([...next])
    onAnswer(path, next.filter(line => line.trim() !== '').map(line => ({ [member(item.type)]: item.type === 'url' ? line.trim() : line })))
  }
  return (
    <fieldset className={classes['group']}>
      <legend>{label}</legend>
      {hintOf(node, house)}
      {lines.map((line, at) => {
        const n = at + 1
        return (
          <div key={at} className={classes['line']}>
            <TextInput aria-label={t`${label}, Zeile ${n}`} size="md" autoComplete="off" value={line} onChange={event => set(lines.with(at, event.currentTarget.value))} />
            {lines.length > 1 && <Button variant="default" size="md" aria-label={t`Zeile ${n} entfernen`} onClick={() => set(lines.toSpliced(at, 1))}><Icon name="cross" /></Button>}
          </div>
        )
      })}
      {wrong !== undefined && <Wrong id={`${path}-wrong`}>{wrong}</Wrong>}
      {lines.length < most && <div><Button variant="default" onClick={() => setLines([...lines, ''])}><Trans>Noch eine Zeile</Trans></Button></div>}
    </fieldset>
  )
}
