import { useLocation } from '@tanstack/react-router'
import { mailLink, type MailLink } from '../../../client/undertakings.ts'

/** Of the address that a mail's link opened; undefined = it is not whole. */
export function useMailLink(): MailLink | undefined {
  const { hash } = useLocation()
  return mailLink(hash)
}
