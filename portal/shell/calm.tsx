import { Button } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { useFaultText } from './fault-text.ts'
import { Icon, type IconName } from './icon.tsx'
import { Notice } from './notice.tsx'
import classes from './calm.module.css'

/** A page for everybody: one column. */
export function Column({ children }: { children: ReactNode }) {
  return <div className={classes['column']}>{children}</div>
}

/** A region of such a page under its own heading. */
export function Card({ title, icon, tone, beside, children }: { title: ReactNode; icon?: IconName; tone?: 'brand'; beside?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section className={classes['card']} data-tone={tone} aria-labelledby={id}>
      <header className={classes['cardHead']}>{icon !== undefined && <Icon name={icon} />}<h2 id={id}>{title}</h2>{beside}</header>
      {children}
    </section>
  )
}

/** One line of a list: what it is, what is to be known of it, what can be done with it. */
export function Item({ name, tag, children, actions }: { name: ReactNode; tag?: ReactNode; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className={classes['item']}>
      <div className={classes['itemText']}><span className={classes['itemName']}>{name}{tag}</span>{children}</div>
      {actions}
    </div>
  )
}

/** A button that first opens, in place, what it will do; a second press does it. Esc closes it and gives the focus back. */
export function ConfirmInPlace({ label, title, confirm, children, run, pending, error, icon }: {
  label: ReactNode; title: ReactNode; confirm: ReactNode; children?: ReactNode; run: () => void; pending: boolean; error?: unknown; icon?: IconName
}) {
  const faultText = useFaultText()
  const [open, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const heading = useRef<HTMLParagraphElement>(null)
  const wasOpen = useRef(false)
  const id = useId()
  useEffect(() => {
    if (open) heading.current?.focus()
    else if (wasOpen.current) opener.current?.focus()
    wasOpen.current = open
  }, [open])
  if (!open) return <Button ref={opener} variant="default" onClick={() => setOpen(true)} aria-expanded={false} leftSection={icon === undefined ? undefined : <Icon name={icon} />}>{label}</Button>
  return (
    <div className={classes['confirm']} role="group" aria-labelledby={id} onKeyDown={event => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      setOpen(false)
    }}>
      <p id={id} ref={heading} tabIndex={-1}><strong>{title}</strong></p>
      {children}
      {error !== null && error !== undefined && <Notice tone="bad" live>{faultText(error)}</Notice>}
      <div className={classes['actions']}>
        <Button onClick={run} loading={pending}>{confirm}</Button>
        <Button variant="default" onClick={() => setOpen(false)}><Trans>Abbrechen</Trans></Button>
      </div>
    </div>
  )
}

export interface Choice {
  readonly value: string
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly disabled?: boolean
}

/** Radio buttons or, where several may be chosen, checkboxes: each with a sentence of its own. */
export function Choices({ legend, hint, options, chosen, onChange, several = false, wrong }: {
  legend: ReactNode; hint?: ReactNode; options: readonly Choice[]; chosen: readonly string[]; onChange: (chosen: string[]) => void; several?: boolean; wrong?: ReactNode
}) {
  const id = useId()
  const toggle = (value: string, on: boolean) => onChange(several ? (on ? [...chosen, value] : chosen.filter(one => one !== value)) : [value])
  return (
    <fieldset className={classes['choices']} aria-describedby={wrong === undefined ? undefined : `${id}-wrong`}>
      <legend>{legend}{hint !== undefined && <><br /><span className={classes['hint']}>{hint}</span></>}</legend>
      {options.map(({ value, label, hint: about, disabled }) => (
        <label key={value} className={classes['choice']}>
          <input type={several ? 'checkbox' : 'radio'} name={id} value={value} checked={chosen.includes(value)} disabled={disabled} onChange={event => toggle(value, event.currentTarget.checked)} />
          <span>{label}</span>
          {about !== undefined && <span className={classes['hint']}>{about}</span>}
        </label>
      ))}
      {wrong !== undefined && <Wrong id={`${id}-wrong`}>{wrong}</Wrong>}
    </fieldset>
  )
}

/** What is wrong with a field, below it. */
export function Wrong({ id, children }: { id: string; children: ReactNode }) {
  return <p id={id} className={classes['wrong']}><Icon name="alert" />{children}</p>
}
