import { Trans } from '@lingui/react/macro'
import type { RoleChoice, SiteChoice } from '@steckwerk/api/contract/people'
import { Choices } from '../../shell/calm.tsx'
import { usePermissionWords } from '../../shell/permission-words.ts'
import { useRoleWords } from '../../shell/role-words.ts'
import classes from './carrier.module.css'

/** Which roles, each with what it may do, and at which sites. */
export function RoleAndSiteChoice({ roles, sites, chosen, at, onRoles, onSites, wrongRoles, wrongSites }: {
  roles: readonly RoleChoice[]; sites: readonly SiteChoice[]; chosen: readonly string[]; at: 'all' | readonly string[]
  onRoles: (roles: string[]) => void; onSites: (sites: 'all' | string[]) => void; wrongRoles?: string | undefined; wrongSites?: string | undefined
}) {
  const role = useRoleWords()
  const permission = usePermissionWords()
  const bySite = roles.some(one => one.bySite && chosen.includes(one.role)) && sites.length > 0
  return (
    <div className={classes['form']}>
      <Choices
        several legend={<Trans>Rollen</Trans>} hint={<Trans>Mehrere sind möglich, ihre Rechte zählen zusammen.</Trans>} chosen={chosen} onChange={onRoles} {...(wrongRoles === undefined ? {} : { wrong: wrongRoles })}
        options={roles.map(one => ({ value: one.role, label: role(one.role), hint: <Trans>Darf: {one.permissions.map(({ permission: code, text }) => permission(code, text)).join(' · ')}</Trans> }))}
      />
      {bySite && (
        <Choices
          legend={<Trans>Wo?</Trans>} chosen={[at === 'all' ? 'all' : 'some']} onChange={([next]) => onSites(next === 'all' ? 'all' : [])}
          options={[{ value: 'all', label: <Trans>Im ganzen Träger</Trans> }, { value: 'some', label: <Trans>Nur in einzelnen Häusern</Trans>, hint: <Trans>Sieht nur Menschen, die dort behandelt werden oder wurden.</Trans> }]}
        />
      )}
      {bySite && at !== 'all' && (
        <Choices several legend={<Trans>Häuser</Trans>} chosen={at} onChange={onSites} options={sites.map(({ site, name }) => ({ value: site, label: name }))} {...(wrongSites === undefined ? {} : { wrong: wrongSites })} />
      )}
    </div>
  )
}
