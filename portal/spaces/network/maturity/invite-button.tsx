import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { inviteMember } from '../../../client/maturity.ts'
import { LinkOnce } from './link-once.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Notice } from '../../../shell/notice.tsx'
import { useMaturityFault } from './use-maturity-fault.ts'
import classes from './maturity.module.css'

/** Makes a link that lets one person into a house, once; it is shown here only, and mailed where an address is given. name: the house, where several are listed. */
export function InviteButton({ network, office, name }: { network: string; office: string; name?: string }) {
  const { t, i18n } = useLingui()
  const fault = useMaturityFault()
  const { dateTime } = useFormats()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [mail, setMail] = useState('')
  const invite = useMutation({ mutationFn: () => inviteMember(network, office, mail.trim(), i18n.locale), onSuccess: () => queries.invalidateQueries({ queryKey: ['maturity', network, 'office', office] }) })
  if (invite.isSuccess) {
    const { code, until } = invite.data
    const at = dateTime(until)
    return (
      <LinkOnce path={`/netz/${encodeURIComponent(network)}/reifegrad/beitritt#${code}`} again={<Button variant="default" onClick={() => { setMail(''); invite.reset() }}><Trans>Noch jemanden einladen</Trans></Button>}>
        <Trans>Geben Sie diesen Link an eine Person weiter. Er gilt einmal, bis {at}, und wird nur jetzt gezeigt.</Trans>
        {mail.trim() !== '' && <> <Trans>Er geht auch per E-Mail an {mail}, wenn dieses Portal E-Mails verschickt.</Trans></>}
      </LinkOnce>
    )
  }
  if (!open) return <Button variant="default" onClick={() => setOpen(true)}><Trans>Einladen</Trans>{name !== undefined && <span className="aloud">: {name}</span>}</Button>
  return (
    <form className={classes['form']} onSubmit={event => { event.preventDefault(); invite.mutate() }}>
      <TextInput type="email" autoFocus label={t`E-Mail-Adresse (freiwillig)`} description={t`Die Person bekommt den Link dann auch per E-Mail. Antworten stehen darin nicht.`} value={mail} onChange={event => setMail(event.currentTarget.value)} maxLength={254} autoComplete="off" maw="28rem" />
      {invite.isError && <Notice tone="bad" live>{fault(invite.error)}</Notice>}
      <div className={classes['actions']}>
        <Button type="submit" loading={invite.isPending}><Trans>Link erzeugen</Trans></Button>
        <Button variant="default" onClick={() => setOpen(false)}><Trans>Abbrechen</Trans></Button>
      </div>
    </form>
  )
}
