import { Trans } from '@lingui/react/macro'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'
import { Icon } from '../../shell/icon.tsx'
import calm from '../../shell/calm.module.css'

/** The way back, above a page's heading: names the page that it leads to. */
export const BackLink = createLink(({ children, ...anchor }: ComponentProps<'a'>) => (
  <a {...anchor} className={`${calm['back']} screen-only`}><Icon name="back" /><span className="aloud"><Trans>Zurück zu:</Trans> </span>{children}</a>
))
