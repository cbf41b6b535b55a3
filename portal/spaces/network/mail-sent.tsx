import { Plural, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Column } from '../../shell/calm.tsx'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'

/** In place of a form that was sent and is to be confirmed by mail. children: what the mail asks for; onward: a link. */
export function MailSent({ children, onward }: { children: ReactNode; onward: ReactNode }) {
  const { t } = useLingui()
  return (
    <Column>
      <PageHead title={t`Fast geschafft`} />
      <Notice tone="ok" live>{children}</Notice>
      <p>{onward}</p>
    </Column>
  )
}

/** Above a form that somebody has tried to send: how many of its fields are missing or wrong. */
export function WrongCount({ count }: { count: number }) {
  return count === 0 ? null : <Notice tone="bad" live><Plural value={count} one="Eine Angabe fehlt noch oder stimmt nicht." other="# Angaben fehlen noch oder stimmen nicht." /></Notice>
}
