import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { closeAccount } from '../../client/account.ts'
import { Card, ConfirmInPlace } from '../../shell/calm.tsx'
import { useSession } from '../../shell/session-context.ts'
import { useChange } from './use-change.ts'
import calm from '../../shell/calm.module.css'

export function CloseAccountCard() {
  const { t } = useLingui()
  const { me } = useSession()
  const queries = useQueryClient()
  const router = useRouter()
  const close = useChange(() => closeAccount(), t`Ihr Konto ist geschlossen.`, () => {
    queries.clear()
    queries.setQueryData(['me'], null)
    void router.navigate({ to: '/anmelden' })
  })
  return (
    <Card title={<Trans>Konto schließen</Trans>} icon="leave">
      <p className={calm['dim']}>
        {me.roles.length > 0
          ? <Trans>Sie arbeiten mit diesem Konto. Wird es geschlossen, verlieren Sie auch diesen Zugang; nur Ihre Verwaltung kann ihn neu geben.</Trans>
          : <Trans>Ihre Behandlungsdaten bleiben in den Krankenhäusern. Ihre Verbindungen zu ihnen und Ihre Vertretungen enden.</Trans>}
      </p>
      <div>
        <ConfirmInPlace label={<Trans>Konto schließen …</Trans>} title={<Trans>Möchten Sie Ihr Konto wirklich schließen?</Trans>} confirm={<Trans>Endgültig schließen</Trans>} run={() => close.mutate(undefined)} pending={close.isPending} error={close.trouble}>
          <p><Trans>Das lässt sich nicht rückgängig machen. Freigaben, die Sie gegeben haben, gelten weiter, bis Sie sie widerrufen; prüfen Sie diese vorher unter „Freigaben“.</Trans></p>
        </ConfirmInPlace>
      </div>
    </Card>
  )
}
