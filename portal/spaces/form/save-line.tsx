import { Button } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { DraftState, FormDraft } from '../../client/form-draft.ts'
import { PortalFault } from '../../client/request.ts'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Icon } from '../../shell/icon.tsx'
import { Notice } from '../../shell/notice.tsx'
import classes from './form.module.css'

const isRefused = ({ save, error }: DraftState): boolean => save === 'failed' && error instanceof PortalFault && error.status !== 0

/** What has become of the answers: always in words. */
export function SaveLine({ state }: { state: DraftState }) {
  const { time } = useFormats()
  const at = state.savedAt === '' ? '' : time(state.savedAt)
  const refused = isRefused(state)
  return (
    <p className={classes['save']} data-state={state.save}>
      <Icon name={state.save === 'saved' ? 'check' : state.save === 'failed' || state.save === 'elsewhere' ? 'alert' : 'clock'} />
      <span role="status">
        {state.save === 'saved' && (at === '' ? <Trans>Zwischengespeichert</Trans> : <Trans>Zwischengespeichert {at}</Trans>)}
        {(state.save === 'saving' || state.save === 'waiting') && <Trans>Wird gespeichert …</Trans>}
        {state.save === 'failed' && !refused && <Trans>Noch nicht gespeichert: keine Verbindung. Ihre Antworten bleiben hier stehen, wir versuchen es weiter.</Trans>}
        {(refused || state.save === 'elsewhere') && <Trans>Noch nicht gespeichert.</Trans>}
      </span>
    </p>
  )
}

/** What somebody must know, or decide, before answers can be saved again. */
export function SaveTrouble({ state, draft }: { state: DraftState; draft: FormDraft }) {
  const faultText = useFaultText()
  if (state.save === 'elsewhere') return <Elsewhere draft={draft} />
  return isRefused(state) ? <Notice tone="bad" live>{faultText(state.error)}</Notice> : null
}

function Elsewhere({ draft }: { draft: FormDraft }) {
  const faultText = useFaultText()
  const [error, setError] = useState<unknown>()
  const settle = (keep: 'theirs' | 'mine') => {
    setError(undefined)
    draft.settle(keep).catch(setError)
  }
  return (
    <Notice tone="warn" live action={
      <span className={classes['either']}>
        <Button onClick={() => settle('theirs')}><Trans>Vom anderen Gerät übernehmen</Trans></Button>
        <Button variant="default" onClick={() => settle('mine')}><Trans>Meine Antworten hier behalten</Trans></Button>
      </span>
    }>
      <Trans>Dieses Formular wurde inzwischen auf einem anderen Gerät weiter ausgefüllt. Welche Antworten sollen gelten?</Trans>
      {error !== undefined && <> {faultText(error)}</>}
    </Notice>
  )
}
