import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useRef, type PointerEvent } from 'react'
import { beginStroke, extendStroke, isDrawn, pointAt, signatureBox, strokesPath, type Strokes } from '../../client/form-strokes.ts'
import { Choices, Wrong } from '../../shell/calm.tsx'
import classes from './form.module.css'

export interface Signing {
  readonly way: 'draw' | 'type'
  readonly strokes: Strokes
  readonly name: string
}
export const nothingSigned: Signing = { way: 'draw', strokes: [], name: '' }

export const isSigned = ({ way, strokes, name }: Signing): boolean => way === 'draw' ? isDrawn(strokes) : name.trim().length >= 2

/** Drawn with a finger, a pen or the mouse; or the name typed, which needs nothing but a keyboard. */
export function Signature({ signing, onChange, missing }: { signing: Signing; onChange: (signing: Signing) => void; missing: boolean }) {
  const { t } = useLingui()
  return (
    <div className={classes['stack']} data-sign>
      <Choices
        legend={<Trans>Wie möchten Sie unterschreiben?</Trans>} chosen={[signing.way]} onChange={([way]) => onChange({ ...signing, way: way === 'type' ? 'type' : 'draw' })}
        options={[{ value: 'draw', label: <Trans>Zeichnen, mit Finger, Stift oder Maus</Trans> }, { value: 'type', label: <Trans>Meinen Namen eintippen</Trans> }]}
      />
      {signing.way === 'type'
        ? <TextInput type="text" label={t`Ihr Vor- und Nachname`} size="md" maxLength={200} autoComplete="name" value={signing.name} onChange={event => onChange({ ...signing, name: event.currentTarget.value })} error={missing ? t`Bitte tippen Sie Ihren Namen ein.` : undefined} />
        : <Pad strokes={signing.strokes} onChange={strokes => onChange({ ...signing, strokes })} missing={missing} />}
    </div>
  )
}

function Pad({ strokes, onChange, missing }: { strokes: Strokes; onChange: (strokes: Strokes) => void; missing: boolean }) {
  const { t } = useLingui()
  // Several moves may come before the page is drawn again.
  const now = useRef(strokes)
  now.current = strokes
  const set = (next: Strokes) => {
    now.current = next
    onChange(next)
  }
  const move = (event: PointerEvent<SVGSVGElement>, begin: boolean) => {
    if (event.button > 0 || (!begin && event.buttons === 0)) return
    const point = pointAt(event.clientX, event.clientY, event.currentTarget.getBoundingClientRect())
    if (begin) event.currentTarget.setPointerCapture(event.pointerId)
    set(begin ? beginStroke(now.current, point) : extendStroke(now.current, point))
  }
  return (
    <div className={classes['pad']}>
      <svg viewBox={`0 0 ${signatureBox.width} ${signatureBox.height}`} role="img" aria-label={isDrawn(strokes) ? t`Feld für die Unterschrift: unterschrieben` : t`Feld für die Unterschrift: noch leer`}
        onPointerDown={event => move(event, true)} onPointerMove={event => move(event, false)}>
        <path d="M30 160H570" stroke="#b9c4c4" strokeWidth="1.5" strokeDasharray="4 6" />
        <path d={strokesPath(strokes)} fill="none" stroke="currentColor" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      {missing && <Wrong id="signature-wrong"><Trans>Bitte unterschreiben Sie im Feld, oder tippen Sie Ihren Namen ein.</Trans></Wrong>}
      <Button variant="default" disabled={strokes.length === 0} onClick={() => set([])}><Trans>Noch einmal zeichnen</Trans></Button>
    </div>
  )
}
