import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { fetchNotice } from '../client/notifications.ts'
import { Notice } from './notice.tsx'
import classes from './bounced-notice.module.css'

/** For who signs in while their mails come back: that nothing reaches them, and where to mend it. Not where they mend it. Without mail, or where the hub does
 *  not answer, there is nothing to say. */
export function BouncedNotice() {
  const { pathname } = useLocation()
  const notice = useQuery({ queryKey: ['account', 'notifications', 'notice'], queryFn: ({ signal }) => fetchNotice(signal), staleTime: 60_000, retry: false })
  if (notice.data?.bounced !== true || pathname === '/konto/benachrichtigungen') return null
  return (
    <div className={`${classes['room']} screen-only`}>
      <Notice tone="warn" live action={<Link to="/konto/benachrichtigungen"><Trans>Adresse prüfen</Trans></Link>}>
        <Trans>Unsere E-Mails an Sie kommen zurück. Sonst ist nichts verloren: Alles steht hier im Portal.</Trans>
      </Notice>
    </div>
  )
}
