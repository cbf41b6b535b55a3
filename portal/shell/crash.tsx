import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { useFaultText } from './fault-text.ts'
import { Notice } from './notice.tsx'
import { PageHead } from './page.tsx'

/** Stands where a page failed; the rest of the portal stays usable. */
export function Crash({ error, reset }: ErrorComponentProps) {
  const { t } = useLingui()
  const router = useRouter()
  const text = useFaultText()
  const again = () => {
    reset()
    void router.invalidate()
  }
  return (
    <div style={{ display: 'grid', gap: '1rem', maxInlineSize: '44rem' }}>
      <PageHead title={t`Das hat nicht geklappt`} />
      <Notice tone="bad" live>{text(error)}</Notice>
      <div><Button onClick={again}><Trans>Noch einmal versuchen</Trans></Button></div>
    </div>
  )
}
