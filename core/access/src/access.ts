import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Clock, Log } from '@steckwerk/kernel'
import { createObjectStore, type Backend, type ObjectStore } from '@steckwerk/objects'
import type { Carrier, Job, Store } from '@steckwerk/store'
import { createAuditTrail, type AuditTrail } from './audit/audit-log.ts'
import { createDetails } from './audit/detail.ts'
import { openAuditKeeping, type AuditKeeping } from './audit/keeping.ts'
import { createLogReader, type LogReader } from './audit/log-reader.ts'
import { createAuthenticate, type Credential } from './authenticate.ts'
import { createCertificates, type Certificates } from './certificates/certificates.ts'
import { expiryJob } from './certificates/expiry-job.ts'
import { createRenewals, type Renewals } from './certificates/renewals.ts'
import { openConnectorCa } from './connector-ca.ts'
import type { Credentials } from './connector-certificates.ts'
import { createConnectors, type Connectors } from './connectors.ts'
import { createConsents, type Consents } from './consent/consents.ts'
import { createRecipients, type Recipients } from './consent/recipients.ts'
import { createDecisions, type OpenDecisions } from './decision/decisions.ts'
import { closeDemoAccounts, createDemoPeople, ensureDemoAccounts, type DemoPeople } from './demo-accounts.ts'
import { createDuplicates, type Duplicates } from './duplicates/duplicates.ts'
import { createEmergencyAccesses, type EmergencyAccesses } from './emergency/emergencies.ts'
import { createEnrolments, type Enrolments } from './enrolment.ts'
import { createHubSecrets } from './hub-secrets.ts'
import { createKeyKeeping, type KeyKeeping } from './keys/key-keeping.ts'
import type { KeyWrapping } from './keys/kms.ts'
import { createKeys, type Keys } from './keys.ts'
import { createLogin, type Login } from './sign-in/login.ts'
import { openMasterKey } from './master-key.ts'
import { openOperatorToken, type OperatorToken } from './operator-token.ts'
import type { OwnPatients, Principal } from './contract.ts'
import { createOutbound, type Outbound, type OutboundOptions } from './outbound/outbound.ts'
import { createPeople, type People } from './people/people.ts'
import { createPersons, type Persons } from './person/persons.ts'
import { createRevealLog, type RevealLog } from './reveal-log.ts'
import { openSmart, type Smart } from './smart/smart.ts'
import type { AccountListener } from './sign-in/account-history.ts'
import { createPartSeal, type HubSeal } from './sign-in/hub-seal.ts'
import { createSignInService, type SignInService } from './sign-in/service.ts'
import { defaultSessionLimits, type SessionLimits } from './sign-in/session-limits.ts'
import { createSessions, type Sessions } from './sign-in/sessions.ts'
import { carrierCtx } from './system-ctx.ts'

export interface AccessOptions {
  readonly store: Store
  readonly clock: Clock
  /** The hub's data folder: master-key, operator-token, demo-password (all 0600). */
  readonly dataDir: string
  /** Base64 of 32 bytes (STECKWERK_MASTER_KEY); absent or '' = the file `<dataDir>/master-key`. */
  readonly masterKey?: string | undefined
  /** The same from STECKWERK_MASTER_KEY_NEXT: what the master key is to be replaced by. */
  readonly nextMasterKey?: string | undefined
  /** Keeps the master key wrapped; then neither file nor `masterKey` is used. */
  readonly kms?: KeyWrapping | undefined
  /** The database as its owner; without it keys can be neither destroyed nor wrapped anew. */
  readonly ownerUrl?: string | undefined
  /** Where large things are kept; closed by whoever opened it. */
  readonly objects?: Backend | undefined
  /** What may be asked outside the public internet; default: this machine in a demo, else nothing. */
  readonly outbound?: OutboundOptions
  /** Whether the demo's accounts exist; false removes them and their sessions. */
  readonly demo: boolean
  /** false: no access log is written, to measure what it costs. */
  readonly audit?: boolean
  /** How long sessions live. */
  readonly sessionLimits?: SessionLimits
  /** Whether persons (patients, relatives) need a second factor beside a password, as staff do; default false: they are asked to add one. */
  readonly personsNeedSecondFactor?: boolean
  /** How long apps' tokens live, in minutes, and what is granted offline, in days. */
  readonly smart?: { readonly tokenMinutes?: number; readonly offlineDays?: number }
  /** Where failures of the authorization server are told. */
  readonly log?: Log
  /** Where connectors reach the connector socket, e.g. https://127.0.0.1:8443; asked at each enrolment. */
  readonly socket: () => string
}

export interface Access extends Enrolments, Connectors, Renewals, RevealLog, Login, SignInService {
  readonly demo: boolean
  /** The demo accounts' password, to be printed; undefined without demo. */
  readonly demoPassword: string | undefined
  /** The demo's accounts, to be put back; undefined without demo. */
  readonly demoPeople: DemoPeople | undefined
  readonly operatorTokenFile: string
  readonly keys: Keys
  /** To be called for every carrier before work begins: makes its first data key, which nobody should have to do inside a transaction, where it takes a
   *  second connection. */
  prepare(carrier: Carrier): Promise<void>
  readonly keyKeeping: KeyKeeping
  /** Sealed with the carriers' keys; undefined without a backend. */
  readonly objects: ObjectStore | undefined
  /** For what another part of the hub keeps sealed across carriers: a key of its own, derived from the hub key. */
  sealFor(part: string): HubSeal
  /** Tells of what happens to accounts from now on, until the answer is called. */
  hearAccounts(listener: AccountListener): () => void
  /** Requests to addresses that others name. */
  readonly outbound: Outbound
  readonly certificates: Certificates
  /** Raises alarms of certificates that run out; to be run by the elected hub. */
  readonly certificateJob: Job
  readonly audit: AuditTrail
  readonly auditReader: LogReader
  readonly auditKeeping: AuditKeeping
  readonly sessions: Sessions
  readonly operatorToken: OperatorToken
  readonly decisions: OpenDecisions
  readonly emergencies: EmergencyAccesses
  readonly people: People
  /** One person, many hospitals: links of accounts to Patients and the acts that make and end them. */
  readonly persons: Persons
  readonly consents: Consents
  /** Possible duplicates among one carrier's Patients. */
  readonly duplicates: Duplicates
  /** Whom a consent can name. */
  readonly recipients: Recipients
  /** Whom accounts may act for. */
  readonly ownPatients: OwnPatients
  /** SMART apps: their clients, tokens and the authorization server. */
  readonly smart: Smart
  authenticate(credential: Credential): Promise<Principal | undefined>
  /** Fresh key and certificate for the connector socket: localhost, 127.0.0.1, ::1 and `hosts`. Issued anew at each start. */
  uplinkCredentials(hosts: readonly string[]): Promise<Credentials>
}

/** Opens everything about who may do what; makes keys, token and authority on a database's first start.
 *  Faults: access/master-key-form, access/master-key-missing, access/master-key-mismatch,
 *  access/private-hosts. */
export async function openAccess(options: AccessOptions): Promise<Access> {
  const { store, clock, dataDir, demo } = options
  const now = clock.now()
  const outbound = createOutbound({ loopback: demo, ...options.outbound })
  const master = await openMasterKey({ dataDir, configured: options.masterKey, next: options.nextMasterKey, kms: options.kms }, store, now)
  const secrets = createHubSecrets(store, master)
  // What is sealed for the hub itself, and every keyed name, goes by a key of its own, so that a new master key changes none of them.
  const hubKey = await secrets.ensure('hub-key', () => randomBytes(32), now)
  const ca = openConnectorCa(secrets, clock)
  // What was granted to frames of the portal ends with the session they were shown in.
  const sessions = createSessions(store, clock, options.sessionLimits ?? defaultSessionLimits, () => smart.forget())
  const keys = createKeys({ master, store })
  const prepare = async (carrier: Carrier): Promise<void> => {
    await keys.ensure(carrierCtx(carrier, clock.now()))
  }
  const objects = options.objects === undefined ? undefined : createObjectStore(options.objects, keys)
  const details = createDetails({ keys, hubKey })
  const audit = createAuditTrail({ store, details, on: options.audit ?? true })
  // Side by side: at the first start each makes keys or accounts, which takes seconds.
  const [operatorToken, demoPassword, smart, auditKeeping] = await Promise.all([
    openOperatorToken({ secrets, dataDir, clock }),
    demo ? ensureDemoAccounts({ store, secrets, dataDir, now }) : undefined,
    openSmart({ store, clock, secrets, outbound, log: options.log, ...options.smart, isSignedIn: async (account, session) => (await sessions.list(account)).some(({ id }) => session === undefined || id === session) }),
    openAuditKeeping({ store, secrets, clock, trail: audit, dataDir }),
  ])
  const persons = createPersons({ store, clock, hubKey, audit: { ...audit, ready: keys.sealer }, changed: () => decisions.forget() })
  const ownPatients: OwnPatients = persons.links
  const decisions: OpenDecisions = createDecisions({
    store, clock, ownPatients, clientRights: { of: (client, carrier) => smart.rightsOf(client, carrier.slug) },
    emergencies: { inForce: (account, carrier) => emergencies.inForce(account, carrier) },
  })
  const emergencies = createEmergencyAccesses({ store, clock, keys, audit, settings: decisions.settings, changed: decisions.forget })
  const changed = (account?: string): void => {
    sessions.forget()
    smart.forget()
    decisions.forget(account)
  }
  const ended = (account: string, carrier: string | undefined): Promise<void> => smart.grants.revokeAll(account, carrier)
  const recipients = createRecipients(store, clock, decisions.sites)
  const people = createPeople({ store, audit, sessions, changed, ended })
  const listeners = new Set<AccountListener>()
  const signIn = createSignInService({
    listeners,
    store, clock, hubKey, sessions, audit, ownPatients, outbound, personsNeedSecondFactor: options.personsNeedSecondFactor ?? false,
    verifiedInsurance: (account, insurance) => persons.insurance.verify(account, insurance), changed, ended,
    closing: async (account, name, trace) => {
      await persons.links.forget({ account, name, trace, now: clock.now() })
      await smart.grants.revokeAll(account)
    },
  })
  const demoParts = { store, clock, links: persons.links, grants: smart.grants, changed }
  if (!demo) await closeDemoAccounts(demoParts, options.log)
  const connectors = createConnectors(store, clock)
  return {
    demo,
    demoPassword,
    demoPeople: demoPassword === undefined ? undefined : createDemoPeople(demoParts, demoPassword),
    operatorTokenFile: join(dataDir, 'operator-token'),
    keys,
    prepare,
    objects,
    hearAccounts: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    sealFor: (part) => createPartSeal(hubKey, part),
    outbound,
    keyKeeping: createKeyKeeping({ store, clock, keys, master, audit, objects, ownerUrl: options.ownerUrl }),
    certificates: createCertificates({ store, clock, ca, audit, connectors }),
    certificateJob: expiryJob(clock),
    audit,
    auditReader: createLogReader({ store, details }),
    auditKeeping,
    sessions,
    operatorToken,
    decisions,
    emergencies,
    people,
    persons,
    duplicates: createDuplicates({ store, clock, audit, changed: () => persons.links.changed() }),
    consents: createConsents({ store, audit, recipients }),
    recipients,
    ownPatients,
    smart,
    authenticate: createAuthenticate(operatorToken, sessions, smart),
    uplinkCredentials: (hosts) => ca.issueServer(['localhost', '127.0.0.1', '::1', ...hosts]),
    ...signIn,
    ...createLogin(signIn.signIn),
    ...createEnrolments({ store, clock, ca, socket: options.socket }),
    ...connectors,
    ...createRenewals({ store, clock, ca }),
    ...createRevealLog(store),
  }
}
