import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { PageHead } from './page.tsx'

export function NotFound() {
  const { t } = useLingui()
  return (
    <>
      <PageHead title={t`Diese Seite gibt es nicht`} />
      <p><Trans>Die Adresse ist vielleicht unvollständig, die Seite gibt es nicht mehr, oder Ihr Konto darf sie nicht öffnen.</Trans></p>
      <p style={{ marginBlockStart: '1rem' }}><Link to="/"><Trans>Zur Startseite</Trans></Link></p>
    </>
  )
}
