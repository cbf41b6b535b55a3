import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { addPasskey } from '../../client/account.ts'
import { fetchSignInPage } from '../../client/sign-in.ts'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { canUsePasskeys, PasskeyPlace } from './passkey-place.tsx'
import { useEnter } from './use-enter.ts'
import { useEntranceFault } from './use-entrance-fault.ts'
import classes from './entrance.module.css'

/** The account is there: a passkey makes the next sign-in easier and safer. May be left for later. */
export function FirstPasskey() {
  const { t } = useLingui()
  const enter = useEnter()
  const text = useEntranceFault()
  const page = useQuery({ queryKey: ['sign-in'], queryFn: fetchSignInPage, staleTime: 60_000, retry: false })
  const add = useMutation({ mutationFn: () => addPasskey(t`Erster Passkey`), onSuccess: () => enter('/meine') })
  const usable = canUsePasskeys(page.data?.passkeys)
  return (
    <>
      <PageHead title={t`Geschafft: Ihr Konto ist eingerichtet`} lead={<Trans>Noch ein Vorschlag, damit es beim nächsten Mal leichter geht.</Trans>} />
      <h2><Trans>Künftig ohne Passwort?</Trans></h2>
      <p><Trans>Mit einem Passkey melden Sie sich so an, wie Sie Ihr Gerät entsperren: mit Fingerabdruck, Gesicht oder PIN. Niemand kann ihn erraten oder abfangen.</Trans></p>
      {!usable && <PasskeyPlace use={page.data?.passkeys} />}
      {add.isError && <Notice tone="bad" live>{text(add.error)}</Notice>}
      <div className={classes['actions']}>
        {usable && <Button size="md" onClick={() => add.mutate()} loading={add.isPending}><Trans>Passkey einrichten</Trans></Button>}
        <Button variant={usable ? 'default' : 'filled'} size="md" onClick={() => void enter('/meine')}>{usable ? <Trans>Später</Trans> : <Trans>Weiter zur Übersicht</Trans>}</Button>
      </div>
    </>
  )
}
