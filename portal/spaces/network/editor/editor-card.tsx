import { Plural } from '@lingui/react/macro'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Icon, type IconName } from '../../../shell/icon.tsx'
import { useNetwork } from '../use-network.ts'
import classes from './editor.module.css'

/** One task of the editors: where it is done, and how much waits. Without a count nothing of it ever waits. */
export function EditorCard({ to, search, title, icon, waiting, children }: { to: LinkProps['to'] & (`/netz/$network/${string}` | '/netzverwaltung/$network'); search?: Readonly<Record<string, string>>; title: ReactNode; icon: IconName; waiting?: number | undefined; children: ReactNode }) {
  const network = useNetwork()
  return (
    <li>
      <Link className={classes['card']} to={to} params={{ network: network.slug }} search={search ?? {}} data-waiting={waiting !== undefined && waiting > 0}>
        <Icon name={icon} />
        <strong>{title}</strong>
        {waiting !== undefined && <span className={classes['count']}><Plural value={waiting} _0="nichts wartet" one="# wartet" other="# warten" /></span>}
        <span className={classes['about']}>{children}</span>
      </Link>
    </li>
  )
}
