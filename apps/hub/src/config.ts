import { choiceKey, flagKey, integerKey, portKey, readConfig, textKey, type Config } from '@steckwerk/kernel'

/** Every setting of the hub. docs/configuration.md is made from this table. */
export const hubKeys = {
  data: textKey('STECKWERK_DATA', './.steckwerk', 'Folder for everything the hub keeps outside the database: keys, tokens, the embedded database.', { unit: 'path' }),
  host: textKey('STECKWERK_HOST', '127.0.0.1', 'Address the portal and the FHIR interface listen on.', { unit: 'address' }),
  port: portKey('STECKWERK_PORT', 8080, 'Port of the portal and the FHIR interface.'),
  publicUrl: textKey('STECKWERK_PUBLIC_URL', '', 'Address under which the hub is reached from outside, for links it gives out; empty: host and port above.', { unit: 'URL' }),
  trustProxy: flagKey('STECKWERK_TRUST_PROXY', false, 'A proxy in front sets X-Forwarded-For and -Proto.'),
  connectorHost: textKey('STECKWERK_CONNECTOR_HOST', '127.0.0.1', 'Address the connector socket listens on.', { unit: 'address' }),
  connectorPort: portKey('STECKWERK_CONNECTOR_PORT', 8443, 'Port of the connector socket (mutual TLS).'),
  connectorUrl: textKey('STECKWERK_CONNECTOR_URL', '', 'Address under which connectors reach the connector socket; empty: host and port above.', { unit: 'URL' }),
  databaseUrl: textKey('DATABASE_URL', '', 'PostgreSQL 15 or newer, as the owner of the database; empty: an embedded server in the data folder.', { unit: 'URL', secret: true }),
  hubDatabaseUrl: textKey('STECKWERK_HUB_DATABASE_URL', '', 'The same database as the unprivileged role; empty: the owner makes that role.', { unit: 'URL', secret: true }),
  hubRole: textKey('STECKWERK_HUB_ROLE', 'steckwerk_hub', 'Name of the unprivileged role the owner makes.', { unit: 'role name' }),
  masterKey: textKey('STECKWERK_MASTER_KEY', '', 'Key that wraps the carriers\' keys, 32 bytes in base64; empty: the file master-key in the data folder. Hubs on one database share it.', { unit: 'base64', secret: true }),
  nextMasterKey: textKey('STECKWERK_MASTER_KEY_NEXT', '', 'What "steckwerk keys rewrap" replaces STECKWERK_MASTER_KEY by; given to every hub before.', { unit: 'base64', secret: true }),
  kms: textKey('STECKWERK_KMS', '', 'Key service that wraps the master key, exec:<command>; then neither STECKWERK_MASTER_KEY nor the file is used. See docs/operations.md.'),
  objects: textKey('STECKWERK_OBJECTS', '', 'Where large things are kept, sealed: empty for the folder objects in the data folder, another folder, or s3:<address>/<bucket>[/<prefix>]. Hubs on one database share it.', { unit: 'path or s3:URL' }),
  objectsRegion: textKey('STECKWERK_OBJECTS_REGION', 'us-east-1', 'Region of the S3 bucket.'),
  objectsKeyId: textKey('STECKWERK_OBJECTS_KEY_ID', '', 'Access key id of the S3 bucket; empty: the first line of the file objects-key in the data folder.', { secret: true }),
  objectsSecret: textKey('STECKWERK_OBJECTS_SECRET', '', 'Secret access key of the S3 bucket; empty: the second line of that file.', { secret: true }),
  rawDays: integerKey('STECKWERK_RAW_DAYS', 30, 'How long original messages are kept sealed, to be mapped again.', 'days', 1, 3650),
  outboxHours: integerKey('STECKWERK_OUTBOX_HOURS', 48, 'How long delivered events are kept for those who catch up.', 'hours', 1, 8760),
  poolSize: integerKey('STECKWERK_POOL', 8, 'Database connections a hub works with.', 'connections', 2, 200),
  smartTokenMinutes: integerKey('STECKWERK_SMART_TOKEN_MINUTES', 10, 'How long an app\'s access token lives; it is refreshed without asking.', 'minutes', 5, 15),
  smartOfflineDays: integerKey('STECKWERK_SMART_OFFLINE_DAYS', 90, 'After how long an app that goes on without the person must ask again.', 'days', 1, 365),
  staffIdleMinutes: integerKey('STECKWERK_STAFF_IDLE_MINUTES', 480, 'After how long without use a session of staff ends.', 'minutes', 5, 1440),
  staffSessionHours: integerKey('STECKWERK_STAFF_SESSION_HOURS', 24, 'After how long a session of staff ends in any case.', 'hours', 1, 24),
  personIdleMinutes: integerKey('STECKWERK_PERSON_IDLE_MINUTES', 30, 'After how long without use a session of a patient or relative ends.', 'minutes', 5, 1440),
  personSessionHours: integerKey('STECKWERK_PERSON_SESSION_HOURS', 12, 'After how long a session of a patient or relative ends in any case.', 'hours', 1, 24),
  personSecondFactor: flagKey('STECKWERK_PERSON_SECOND_FACTOR', false, 'Patients and relatives need a second factor beside a password, as staff do; off: they are asked to add one.'),
  allowedPrivateHosts: textKey('STECKWERK_ALLOWED_PRIVATE_HOSTS', '', 'Servers outside the public internet that identity providers and apps\' keys may lie on: host names, addresses and networks, separated by commas.', { unit: 'hosts' }),
  mailSmtp: textKey('STECKWERK_MAIL_SMTP', '', 'Mail server for what the hub sends, smtp://host:587 (STARTTLS, required) or smtps://host:465; empty: no mails.', { unit: 'URL' }),
  mailUser: textKey('STECKWERK_MAIL_USER', '', 'Account at the mail server; empty: none is needed.'),
  mailPassword: textKey('STECKWERK_MAIL_PASSWORD', '', 'Its password; better in a file.', { secret: true }),
  mailPasswordFile: textKey('STECKWERK_MAIL_PASSWORD_FILE', '', 'File with that password.', { unit: 'path' }),
  mailFrom: textKey('STECKWERK_MAIL_FROM', '', 'Sender of mails, such as Portal Musterstadt <portal@example.org>; at most 21 characters before the @, since answers come to portal+<token>@example.org.', { unit: 'address' }),
  mailDkim: textKey('STECKWERK_MAIL_DKIM', '', 'Selector and private key for signing mails, <selector>:<file>; empty: the mail server signs, or nobody.'),
  mailInHost: textKey('STECKWERK_MAIL_IN_HOST', '127.0.0.1', 'Address on which answers and bounces come in by SMTP.', { unit: 'address' }),
  mailInPort: portKey('STECKWERK_MAIL_IN_PORT', 0, 'Port on which they come in; 0: they go to the mailbox of the sender and the hub learns nothing of them.'),
  mailInTls: textKey('STECKWERK_MAIL_IN_TLS', '', 'Certificate and key for STARTTLS there, <certificate file>,<key file>; empty: in the clear, as from a gateway next door.'),
  mailEditionsAMinute: integerKey('STECKWERK_MAIL_EDITIONS_A_MINUTE', 120, 'How many mails of newsletters go out a minute; as many as the mail server takes.', 'mails', 1, 10_000),
  mailDigestSeconds: integerKey('STECKWERK_MAIL_DIGEST_SECONDS', 120, 'How long news wait for more, so that several become one mail; five times that lie between two mails to one person.', 'seconds', 1, 3600),
  demo: flagKey('STECKWERK_DEMO', false, 'Demo accounts, shown on the sign-in page. Never with real data.'),
  audit: choiceKey('STECKWERK_AUDIT', ['on', 'off-to-measure'], 'on', 'The access log. Off only to measure what it costs, and only together with STECKWERK_DEMO.'),
  logLevel: choiceKey('STECKWERK_LOG', ['debug', 'info', 'warn', 'error'], 'info', 'How much is logged.'),
} as const

export type HubConfig = Config<typeof hubKeys>

/** Faults: kernel/config. */
export function readHubConfig(environment: Readonly<Record<string, string | undefined>>): HubConfig {
  return readConfig(hubKeys, environment)
}
