import type { ReleasePurpose } from '@steckwerk/fhir'
import type { TypeGroup } from './decision/type-groups.ts'

/** What may be done beside the FHIR interface, and that the FHIR interface may be used at all. Each with the sentence people are shown. */
export const permissionTexts = {
  'leitstand.read': 'See connectors, channels, rates and alarms',
  'message.read': 'See messages that could not be mapped, masked',
  'message.reveal': 'See such a message unmasked; reason required, logged',
  'message.replay': 'Map a message again',
  'alarm.acknowledge': 'Acknowledge alarms',
  'ward.read': 'See the ward pages',
  'fhir.read': 'Read by FHIR, within the rights below',
  'fhir.write': 'Write by FHIR, within the rights below',
  'emergency.break-glass': 'Enter a record in an emergency; reason required, reviewed',
  'emergency.review': 'Review emergency accesses',
  'people.manage': 'Manage people and their roles',
  'person.desk': 'Hand out activation and recovery codes at the desk',
  'duplicate.review': 'Review possible duplicates, merge and unmerge',
  'audit.read': 'See and export the access log',
  'client.manage': 'Manage applications and their keys',
  'key.manage': 'Look after data keys and connectors\' certificates',
  'client.propose': 'Propose an application of one\'s own',
  'carrier.settings': 'Change the carrier\'s settings',
  'service.order': 'Order services and see what they cost',
  'service.approve': 'Approve orders, and see a service\'s credentials once',
  'broker.manage': 'Register brokers of services, and the evidence seen of them',
  'network.edit': 'Edit the network\'s pages',
  'metrics.read': 'Read the hub\'s metrics from elsewhere',
  'platform.manage': 'Administer the platform',
} as const
export type Permission = keyof typeof permissionTexts

/** What there is to do at a network: it has no connectors, patients or wards. */
export const networkPermissions: ReadonlySet<Permission> = new Set([
  'fhir.read', 'fhir.write', 'people.manage', 'audit.read', 'client.manage', 'key.manage', 'carrier.settings', 'service.order', 'service.approve', 'broker.manage', 'network.edit',
  'platform.manage',
])

export type Role =
  | 'clinician' | 'ward-clerk' | 'referrer' | 'aftercare' | 'carrier-admin' | 'carrier-it' | 'patient' | 'proxy' | 'operator' | 'network-editor' | 'vendor'
  | 'automation'

/** Whose resources a right reaches: `any` = what belongs to nobody, and at the member's own carrier everybody's; `care` = Patients with an Encounter at the member's sites, and those of an
 *  emergency access; `own` = the Patients the account may act for; otherwise those that a Consent releases to the member's carrier or site for this purpose. */
export type Whose = 'any' | 'care' | 'own' | ReleasePurpose

export interface FhirRight {
  readonly group: TypeGroup
  /** Letters of `cruds`. */
  readonly may: string
  readonly whose: Whose
}

/** Where somebody is a member: of a carrier, of a network, or of the platform as a whole. */
export type Place = 'carrier' | 'network' | 'platform'

export interface RoleLine {
  /** Where it may be given; nowhere: it follows from a link to a Patient, or from the token. */
  readonly given: readonly Place[]
  /** Why such a person asks: a code of http://terminology.hl7.org/CodeSystem/v3-ActReason. */
  readonly purpose: string
  readonly permissions: readonly Permission[]
  /** `everything`: without a view. */
  readonly fhir: 'everything' | readonly FhirRight[]
  /** Not of the carrier's own staff: a Consent names such a person by the place where they work, never by the carrier that knows them. */
  readonly partner?: true
  /** Roles that may be given and taken by who has `people.manage` through this one. */
  readonly manages: readonly Role[]
}

/** The table as a decision takes it, so that a test can leave lines out. */
export type RoleTable = Readonly<Record<Role, RoleLine>>

const any = (group: TypeGroup, may: string): FhirRight => ({ group, may, whose: 'any' })
const care = (group: TypeGroup, may: string): FhirRight => ({ group, may, whose: 'care' })
const own = (group: TypeGroup, may: string): FhirRight => ({ group, may, whose: 'own' })
const released = (group: TypeGroup, may: string, whose: ReleasePurpose): FhirRight => ({ group, may, whose })

/** What each role may do: the whole table. That somebody is a patient is itself secret from who runs the platform, so neither the operator nor a
 *  carrier's IT reaches a patient's data over FHIR. Where several roles meet, their rights add up and the first of the table names the purpose.
 *  docs/roles.md is made from it. */
export const roles: RoleTable = {
  clinician: {
    given: ['carrier'],
    purpose: 'TREAT',
    permissions: ['ward.read', 'fhir.read', 'fhir.write', 'emergency.break-glass'],
    fhir: [
      any('organizational', 'rs'),
      any('definitional', 'rs'),
      any('form', 'rs'),
      care('identity', 'rs'),
      care('case', 'rs'),
      care('appointment', 'rs'),
      care('administrative', 'rs'),
      care('clinical', 'crus'),
      care('consent', 'rs'),
      released('identity', 'rs', 'TREAT'),
      released('case', 'rs', 'TREAT'),
      released('clinical', 'rs', 'TREAT'),
    ],
    manages: [],
  },
  'ward-clerk': {
    given: ['carrier'],
    purpose: 'TREAT',
    permissions: ['ward.read', 'fhir.read', 'fhir.write', 'person.desk'],
    fhir: [
      any('organizational', 'rs'),
      care('identity', 'rs'),
      care('case', 'rs'),
      // Who comes, from anywhere: names the patient, and opens no record.
      any('appointment', 'rs'),
      care('appointment', 'cruds'),
      care('administrative', 'cruds'),
      released('identity', 'rs', 'TREAT'),
      released('case', 'rs', 'TREAT'),
    ],
    manages: [],
  },
  referrer: {
    given: ['carrier'],
    partner: true,
    purpose: 'COC',
    permissions: ['fhir.read'],
    fhir: [
      any('organizational', 'rs'),
      released('identity', 'rs', 'COC'),
      released('case', 'rs', 'COC'),
      released('clinical', 'rs', 'COC'),
    ],
    manages: [],
  },
  aftercare: {
    given: ['carrier'],
    partner: true,
    purpose: 'COC',
    permissions: ['fhir.read'],
    fhir: [
      any('organizational', 'rs'),
      released('identity', 'rs', 'COC'),
      released('case', 'rs', 'COC'),
      released('appointment', 'rs', 'COC'),
      released('administrative', 'rs', 'COC'),
      released('clinical', 'rs', 'COC'),
    ],
    manages: [],
  },
  'carrier-admin': {
    given: ['carrier', 'network'],
    purpose: 'HOPERAT',
    permissions: [
      'leitstand.read', 'fhir.read', 'fhir.write', 'emergency.review', 'people.manage', 'person.desk', 'duplicate.review', 'audit.read', 'client.manage',
      'carrier.settings', 'key.manage', 'service.order', 'service.approve',
    ],
    fhir: [
      any('organizational', 'crus'),
      any('definitional', 'rs'),
      any('form', 'crus'),
      any('audit', 'rs'),
    ],
    manages: ['carrier-admin', 'carrier-it', 'clinician', 'ward-clerk', 'referrer', 'aftercare', 'network-editor'],
  },
  'carrier-it': {
    given: ['carrier'],
    purpose: 'HSYSADMIN',
    permissions: ['leitstand.read', 'message.read', 'message.reveal', 'message.replay', 'alarm.acknowledge', 'key.manage', 'service.order'],
    fhir: [],
    manages: [],
  },
  patient: {
    given: [],
    purpose: 'PATRQT',
    permissions: ['fhir.read'],
    fhir: [
      any('organizational', 'rs'),
      any('definitional', 'rs'),
      any('form', 'rs'),
      own('identity', 'rs'),
      own('case', 'rs'),
      own('appointment', 'rs'),
      own('administrative', 'rs'),
      own('clinical', 'rs'),
      own('consent', 'rs'),
      own('audit', 'rs'),
    ],
    manages: [],
  },
  proxy: {
    given: [],
    purpose: 'FAMRQT',
    permissions: ['fhir.read'],
    fhir: [
      any('organizational', 'rs'),
      any('definitional', 'rs'),
      any('form', 'rs'),
      own('identity', 'rs'),
      own('case', 'rs'),
      own('appointment', 'rs'),
      own('administrative', 'rs'),
      own('clinical', 'rs'),
      own('consent', 'rs'),
    ],
    manages: [],
  },
  operator: {
    given: ['platform'],
    purpose: 'HSYSADMIN',
    permissions: [
      'leitstand.read', 'message.read', 'message.reveal', 'message.replay', 'alarm.acknowledge', 'people.manage', 'client.manage', 'key.manage', 'broker.manage',
    ],
    fhir: [],
    manages: ['operator', 'carrier-admin', 'network-editor', 'vendor'],
  },
  'network-editor': { given: ['network'], purpose: 'HOPERAT', permissions: ['network.edit'], fhir: [], manages: [] },
  vendor: { given: ['platform'], purpose: 'HOPERAT', permissions: ['client.propose'], fhir: [], manages: [] },
  automation: {
    given: [],
    purpose: 'HSYSADMIN',
    permissions: [
      'leitstand.read', 'message.read', 'message.reveal', 'message.replay', 'alarm.acknowledge', 'ward.read', 'fhir.read', 'fhir.write', 'emergency.review',
      'people.manage', 'person.desk', 'duplicate.review', 'audit.read', 'client.manage', 'carrier.settings', 'key.manage', 'service.order', 'service.approve',
      'broker.manage', 'metrics.read', 'platform.manage',
    ],
    fhir: 'everything',
    manages: ['operator', 'carrier-admin', 'carrier-it', 'clinician', 'ward-clerk', 'referrer', 'aftercare', 'network-editor', 'vendor'],
  },
}

export const roleNames = Object.keys(roles) as readonly Role[]

export function isRole(name: string): name is Role {
  return Object.hasOwn(roles, name)
}
