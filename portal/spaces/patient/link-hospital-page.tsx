import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { codeOfFragment } from '../../client/letter-code.ts'
import { PortalFault } from '../../client/request.ts'
import { redeemCode } from '../../client/persons.ts'
import { Card, Column } from '../../shell/calm.tsx'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { AttemptResult } from '../entrance/attempt-result.tsx'
import { LetterForm } from '../entrance/letter-form.tsx'
import { useForgottenHash } from '../entrance/use-forgotten-hash.ts'
import { BackHome } from './back-home.tsx'
import { DeskNumberCard } from './desk-number-card.tsx'
import { InsuranceCard } from './insurance-card.tsx'
import calm from '../../shell/calm.module.css'

/** The ways to link a hospital, or to take up an invitation: a code, the desk, the insurance number. */
export function LinkHospitalPage() {
  const { t } = useLingui()
  const queries = useQueryClient()
  const { hash } = useLocation()
  const [code] = useState(() => codeOfFragment(hash))
  useForgottenHash()
  const done = useRef<HTMLDivElement>(null)
  const redeem = useMutation({ mutationFn: redeemCode, onSuccess: () => void queries.invalidateQueries() })
  useEffect(() => {
    if (redeem.isSuccess) done.current?.focus()
  }, [redeem.isSuccess])
  const house = redeem.data?.carrier.name ?? ''
  const name = redeem.data?.patient?.name
  const refused = redeem.error instanceof PortalFault && redeem.error.status === 422
  return (
    <Column>
      <PageHead title={t`Krankenhaus verbinden`} above={<BackHome />} lead={<Trans>Es gibt mehrere Wege. Nehmen Sie den, der für Sie am einfachsten ist.</Trans>} />
      {redeem.isSuccess && (
        <div ref={done} tabIndex={-1}>
          <Notice tone="ok" live>
            {name === undefined ? <Trans>{house} ist jetzt mit Ihrem Konto verbunden.</Trans> : <Trans>{house} ist jetzt mit Ihrem Konto verbunden, für {name}.</Trans>}{' '}
            <Link to="/meine"><Trans>Zur Übersicht</Trans></Link> · <Link to="/konto"><Trans>Passkey einrichten</Trans></Link>
          </Notice>
        </div>
      )}
      <Card title={<Trans>Ich habe einen Code</Trans>} icon="key">
        <p className={calm['dim']}><Trans>Aus dem Brief Ihres Krankenhauses, oder aus der Einladung von jemandem, den Sie vertreten sollen.</Trans></p>
        <LetterForm key={redeem.isSuccess ? 'done' : 'open'} code={redeem.isSuccess ? '' : code} own={false} onAnswer={answer => redeem.mutate(answer)} submit={<Trans>Verbinden</Trans>} pending={redeem.isPending}>
          {refused
            ? <Notice tone="bad" live><Trans>Code und Geburtsdatum passen nicht zusammen, oder der Code ist nicht mehr gültig. Bitte prüfen Sie beides. Am Empfang bekommen Sie einen neuen Brief.</Trans></Notice>
            : <AttemptResult error={redeem.error} at={redeem.submittedAt} refused="" />}
        </LetterForm>
      </Card>
      <DeskNumberCard />
      <InsuranceCard />
    </Column>
  )
}
