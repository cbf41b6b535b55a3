import { Trans } from '@lingui/react/macro'
import type { SignInProvider } from '@steckwerk/api/contract/account'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { fetchProviders, providerAddress } from '../../client/sign-in.ts'
import classes from './entrance.module.css'

/** The hospitals' own sign-in, by carrier, and what to do with a letter or a code. */
export function OtherWays({ to, children }: { to: string; children?: ReactNode }) {
  const providers = useQuery({ queryKey: ['providers'], queryFn: fetchProviders, staleTime: 60_000, retry: false })
  const carriers = new Map<string, SignInProvider[]>()
  for (const provider of providers.data ?? []) carriers.set(provider.carrierName, [...carriers.get(provider.carrierName) ?? [], provider])
  return (
    <div className={classes['ways']}>
      {children}
      {carriers.size > 0 && (
        <details>
          <summary><Trans>Mit dem Zugang meiner Klinik anmelden</Trans></summary>
          <ul className={classes['houses']}>
            {[...carriers].sort(([a], [b]) => a.localeCompare(b)).map(([name, own]) => (
              <li key={name}>
                <strong>{name}</strong>
                <ul>{own.map(provider => <li key={provider.id}><a href={providerAddress(provider.id, to)}>{provider.name}</a>{provider.audience === 'staff' ? <> (<Trans>Mitarbeitende</Trans>)</> : <> (<Trans>Patientinnen und Patienten</Trans>)</>}</li>)}</ul>
              </li>
            ))}
          </ul>
        </details>
      )}
      <ul className={classes['links']}>
        <li><Link to="/start"><Trans>Brief mit Code erhalten?</Trans></Link></li>
        <li><Link to="/einrichten"><Trans>Zugang verloren oder erster Arbeitstag: mit einem Code neu einrichten</Trans></Link></li>
      </ul>
    </div>
  )
}
