import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { FormLine } from '@steckwerk/api/contract/form'
import { Link } from '@tanstack/react-router'
import { Notice } from '../../../shell/notice.tsx'
import { useFormFault } from '../../form/form-fault.ts'
import { useBegin } from './use-forms.ts'
import calm from '../../../shell/calm.module.css'

/** What can be done with a form now. `again`: a sent one is to be filled in once more. */
export function FormActions({ line, again = false, quiet = false }: { line: FormLine; again?: boolean; quiet?: boolean }) {
  const { t, i18n } = useLingui()
  const formFault = useFormFault()
  const begin = useBegin()
  const title = i18n.locale === 'en' ? line.title.en : line.title.de
  const params = { carrier: line.carrier.slug, patient: line.patient, response: line.response ?? '' }
  const look = quiet ? { 'data-look': 'quiet' } : {}
  const start = (words: string) => <Button {...(quiet ? { variant: 'default' } : {})} size="md" loading={begin.isPending} aria-label={`${words}: ${title}`} onClick={() => begin.mutate(line)}>{words}</Button>
  return (
    <>
      <div className={calm['actions']}>
        {line.state === 'waiting' && line.mayAct && start(t`Jetzt ausfüllen`)}
        {line.state === 'draft' && <Link to="/meine/formular/$carrier/$patient/$response" params={params} className={calm['button'] ?? ''} {...look} aria-label={line.mayAct ? t`Weiter ausfüllen: ${title}` : t`Ansehen: ${title}`}>{line.mayAct ? <Trans>Weiter ausfüllen</Trans> : <Trans>Ansehen</Trans>}</Link>}
        {line.state === 'done' && again && line.mayAct && line.offered && start(t`Erneut ausfüllen`)}
        {line.state === 'done' && <Link to="/meine/formular/$carrier/$patient/$response" params={params} className={calm['button'] ?? ''} data-look="quiet" aria-label={t`Ansehen: ${title}`}><Trans>Ansehen</Trans></Link>}
      </div>
      {begin.isError && <Notice tone="bad" live>{formFault(begin.error)}</Notice>}
    </>
  )
}
