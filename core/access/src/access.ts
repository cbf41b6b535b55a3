import { join } from 'node:path'
import type { Clock } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { removeDemoAccounts } from './accounts.ts'
import { createAuditTrail, type AuditTrail } from './audit/audit-log.ts'
import { createDetails } from './audit/detail.ts'
import { createAuthenticate, type Credential } from './authenticate.ts'
import { openConnectorCa, type Credentials } from './connector-ca.ts'
import { createConnectors, type Connectors } from './connectors.ts'
import { createDecisions, type OpenDecisions } from './decision/decisions.ts'
import { noClients, nobody } from './decision/no-ports.ts'
import { ensureDemoAccounts } from './demo-accounts.ts'
import { createEmergencyAccesses, type EmergencyAccesses } from './emergency/emergencies.ts'
import { createEnrolments, type Enrolments } from './enrolment.ts'
import { createKeys, type Keys } from './keys.ts'
import { createLoginAttempts } from './sign-in/login-attempts.ts'
import { createLogin, type Login } from './sign-in/login.ts'
import { openMasterKey } from './master-key.ts'
import { openOperatorToken, type OperatorToken } from './operator-token.ts'
import type { Principal } from './contract.ts'
import { createPeople, type People } from './people/people.ts'
import { createRevealLog, type RevealLog } from './reveal-log.ts'
import { createSessions, type Sessions } from './sign-in/sessions.ts'

export interface AccessOptions {
  readonly store: Store
  readonly clock: Clock
  /** The hub's data folder: master-key, operator-token, demo-password (all 0600). */
  readonly dataDir: string
  /** Base64 of 32 bytes (STECKWERK_MASTER_KEY); absent or '' = the file `<dataDir>/master-key`. */
  readonly masterKey?: string | undefined
  /** Whether the demo's accounts exist; false removes them and their sessions. */
  readonly demo: boolean
  /** false: no access log is written, to measure what it costs. */
  readonly audit?: boolean
  /** Where connectors reach the connector socket, e.g. https://127.0.0.1:8443; asked at each enrolment. */
  readonly socket: () => string
}

export interface Access extends Enrolments, Connectors, RevealLog, Login {
  readonly demo: boolean
  /** The demo accounts' password, to be printed; undefined without demo. */
  readonly demoPassword: string | undefined
  readonly operatorTokenFile: string
  readonly keys: Keys
  readonly audit: AuditTrail
  readonly sessions: Sessions
  readonly operatorToken: OperatorToken
  readonly decisions: OpenDecisions
  readonly emergencies: EmergencyAccesses
  readonly people: People
  authenticate(credential: Credential): Promise<Principal | undefined>
  /** Fresh key and certificate for the connector socket: localhost, 127.0.0.1, ::1 and `hosts`. Issued anew at each start. */
  uplinkCredentials(hosts: readonly string[]): Promise<Credentials>
}

/** Opens everything about who may do what; makes keys, token and authority on a database's first start.
 *  Faults: access/master-key-form, access/master-key-missing, access/master-key-mismatch. */
export async function openAccess(options: AccessOptions): Promise<Access> {
  const { store, clock, dataDir, demo } = options
  const now = clock.now()
  const masterKey = await openMasterKey({ dataDir, configured: options.masterKey }, store, now)
  const operatorToken = await openOperatorToken({ store, masterKey, dataDir, clock })
  const ca = await openConnectorCa(store, masterKey, now)
  const sessions = createSessions(store, clock)
  const demoPassword = demo ? await ensureDemoAccounts({ store, masterKey, dataDir, now }) : undefined
  if (!demo) await removeDemoAccounts(store, now)
  const keys = createKeys({ masterKey, store })
  const audit = createAuditTrail({ store, details: createDetails({ keys, masterKey }), on: options.audit ?? true })
  const decisions: OpenDecisions = createDecisions({
    store, clock, ownPatients: nobody, clientRights: noClients, emergencies: { inForce: (account, carrier) => emergencies.inForce(account, carrier) },
  })
  const emergencies = createEmergencyAccesses({ store, clock, keys, audit, settings: decisions.settings, changed: decisions.forget })
  const changed = (account: string): void => {
    sessions.forget()
    decisions.forget(account)
  }
  const people = createPeople({ store, audit, sessions, changed })
  return {
    demo,
    demoPassword,
    operatorTokenFile: join(dataDir, 'operator-token'),
    keys,
    audit,
    sessions,
    operatorToken,
    decisions,
    emergencies,
    people,
    authenticate: createAuthenticate(operatorToken, sessions),
    uplinkCredentials: (hosts) => ca.issueServer(['localhost', '127.0.0.1', '::1', ...hosts], clock.now()),
    ...createLogin({ store, clock, sessions, attempts: createLoginAttempts(store, masterKey) }),
    ...createEnrolments({ store, clock, ca, socket: options.socket }),
    ...createConnectors(store, clock),
    ...createRevealLog(store),
  }
}
