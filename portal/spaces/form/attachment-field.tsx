import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { limitsOf } from '@steckwerk/form'
import { useId, useRef, useState } from 'react'
import { base64Of, fitting } from '../../client/form-photo.ts'
import { Wrong } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { Icon } from '../../shell/icon.tsx'
import type { FieldProps } from './field.ts'
import { hintOf } from './hint.tsx'
import { useFormLanguage } from './use-form-language.ts'
import classes from './form.module.css'

interface Attachment {
  readonly contentType?: string
  readonly title?: string
  readonly data?: string
}

/** Where the questionnaire says nothing; what all answers together may weigh is 8 MB. */
const mostBytes = 2_000_000

/** Photos and files. A photo that is too large is made smaller here, before it leaves the device. */
export function AttachmentField({ node, house, onAnswer, wrong }: FieldProps) {
  const { t } = useLingui()
  const { number } = useFormats()
  const { ask } = useFormLanguage()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<string>()
  const [reading, setReading] = useState(false)
  const { item, path, answers } = node
  const limits = limitsOf(item)
  const most = Math.min(limits.maxSize ?? mostBytes, mostBytes)
  const label = ask(node)
  const hint = hintOf(node, house)
  const said = refused ?? wrong
  const megabytes = number(Math.round(most / 100_000) / 10)
  const add = async (file: File) => {
    setRefused(undefined)
    if (limits.contentTypes.length > 0 && !limits.contentTypes.includes(file.type)) return setRefused(t`Diese Art von Datei geht hier nicht. Möglich sind Fotos und PDF.`)
    setReading(true)
    try {
      const { blob, contentType } = await fitting(file, most, limits.contentTypes)
      if (blob.size > most) return setRefused(t`Die Datei ist zu groß. Höchstens ${megabytes} MB sind möglich.`)
      const value = { valueAttachment: { contentType: contentType === '' ? 'application/octet-stream' : contentType, title: file.name, data: await base64Of(blob) } }
      onAnswer(path, item.repeats === true ? [...answers, value] : [value])
    } catch {
      setRefused(t`Die Datei lässt sich nicht lesen.`)
    } finally {
      setReading(false)
    }
  }
  const room = item.repeats === true ? answers.length < limits.maxOccurs : answers.length === 0
  return (
    <div className={classes['group']} role="group" aria-labelledby={`${id}-label`}>
      <p id={`${id}-label`} className={classes['label']}>{label}</p>
      {hint}
      {answers.length > 0 && (
        <ul className={classes['files']}>
          {answers.map((answer, at) => {
            const { contentType = '', title, data } = answer['valueAttachment'] as Attachment
            const name = title ?? t`Datei`
            return (
              <li key={at}>
                {contentType.startsWith('image/') && data !== undefined && <img src={`data:${contentType};base64,${data}`} alt="" />}
                <span>{name}</span>
                <Button variant="default" aria-label={t`${name} entfernen`} onClick={() => {
                  onAnswer(path, answers.toSpliced(at, 1))
                  requestAnimationFrame(() => input.current?.focus())
                }}><Icon name="cross" /></Button>
              </li>
            )
          })}
        </ul>
      )}
      {room && (
        <>
          <label htmlFor={id} className={classes['fileLabel']}>{answers.length === 0 ? <Trans>Foto oder Datei auswählen</Trans> : <Trans>Noch eine Datei auswählen</Trans>}</label>
          <input ref={input} id={id} type="file" accept={limits.contentTypes.join(',')} disabled={reading} aria-describedby={said === undefined ? undefined : `${id}-wrong`} onChange={event => {
            const [file] = event.currentTarget.files ?? []
            event.currentTarget.value = ''
            if (file !== undefined) void add(file)
          }} />
        </>
      )}
      <p role="status" className={classes['small']}>{reading && <Trans>Die Datei wird gelesen …</Trans>}</p>
      {said !== undefined && <Wrong id={`${id}-wrong`}>{said}</Wrong>}
    </div>
  )
}
