import { Trans } from '@lingui/react/macro'
import type { Entrance } from '@steckwerk/api/contract'
import { useRoleWords } from '../../shell/role-words.ts'
import classes from './entrance.module.css'

type DemoAccount = Entrance['accounts'][number]

/** The demo's accounts: one press signs in once the common password is known here, else it fills in the name. */
export function DemoAccounts({ accounts, known, onChoose }: { accounts: readonly DemoAccount[]; known: boolean; onChoose: (account: string) => void }) {
  const words = useRoleWords()
  return (
    <section className={classes['demo']} aria-labelledby="demo-head" hidden={accounts.length === 0}>
      <h2 id="demo-head" style={{ fontSize: '0.9375rem' }}><Trans>Demo-Zugang</Trans></h2>
      {known
        ? <p><Trans>Ein Klick meldet an.</Trans></p>
        : <p><Trans>Das gemeinsame Passwort steht im Terminal, in dem die Vorführung gestartet wurde, und in der Datei <code>demo-password</code> im Datenordner. Einmal eingegeben, genügt danach ein Klick.</Trans></p>}
      <ul>
        {accounts.map(({ account, name, roles, carriers }) => (
          <li key={account}>
            <button type="button" onClick={() => onChoose(account)} title={name}>
              <code>{account}</code>
              <span>{roles.length === 0 ? <>{name} · <Trans>Patientin, Patient oder Angehörige</Trans></> : [roles.map(words).join(', '), ...carriers].join(' · ')}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
