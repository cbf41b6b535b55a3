import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BlockList, isIP } from 'node:net'
import { Fault, type Issue } from '@steckwerk/kernel'
import { charsetOf, parseDropRules } from '@steckwerk/hl7v2'
import { z } from 'zod'

const mebibyte = 1024 * 1024

const cidr = z.string().refine(isCidr, 'an address such as 10.1.2.3 or a network such as 10.1.0.0/16')

const dropRule = z.string().refine(isDropRule, 'a segment, field or component such as ZXY, PID-17 or PID-5.3; not MSH itself')

const zone = z.string().refine(isZone, 'an IANA time zone such as Europe/Berlin')

const channel = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens, at most 64')
    .describe('Name of the channel; appears in the Leitstand and never changes.'),
  port: z.int().min(0).max(65535).describe('TCP port of the MLLP listener; 0 takes a free one.'),
  host: z.string().default('127.0.0.1').describe('Address the listener binds to.'),
  charset: z.string().refine((label) => charsetOf(label) !== undefined, 'a charset such as ISO-8859-1, windows-1252 or UTF-8').optional().describe('Charset of the messages whatever MSH-18 says.'),
  ackMode: z.enum(['auto', 'original', 'enhanced']).default('auto').describe('How messages are acknowledged; auto obeys MSH-15 and MSH-16.'),
  zone: zone.default('Europe/Berlin').describe('IANA zone of the times in the messages.'),
  patientSystem: z.string().min(1).describe('Identifier system of patient numbers (MR).'),
  caseSystem: z.string().min(1).describe('Identifier system of case numbers (VN).'),
  site: z.string().min(1).describe('Name of the site (Haus) where PV1-3.4 says none.'),
  assigners: z.record(z.string(), z.string().min(1)).optional().describe('Assigners as PID-3.4 names them, each with its identifier system, where several houses send over one channel.'),
  classes: z.record(z.string(), z.string().min(1)).optional().describe('Patient classes of PV1-2, each with its v3-ActCode (IMP, AMB, EMER, …), over the usual ones.'),
  placerSystem: z.string().min(1).optional().describe('Identifier system of appointment numbers in SCH-1, where their assigner names none.'),
  fillerSystem: z.string().min(1).optional().describe('Identifier system of appointment numbers in SCH-2, where their assigner names none.'),
  allowedPeers: z.array(cidr).default([]).describe('Addresses and networks that may connect; empty allows all that reach the port.'),
  tls: z.strictObject({
    cert: z.string().describe('PEM file of the certificate.'),
    key: z.string().describe('PEM file of the private key.'),
    clientCa: z.string().optional().describe('PEM file of the CA that senders must have their certificate from.'),
  }).optional().describe('MLLP over TLS.'),
  dropRules: z.array(dropRule).default([]).describe('What never leaves the house: PID-17 for religion, ZXY for a segment.'),
  maxMessageBytes: z.int().min(1024).max(15 * mebibyte).default(10 * mebibyte).describe('Longest message taken, in bytes; the hub takes batches of 16 MiB.'),
  maxConnections: z.int().min(1).max(10_000).default(200).describe('Connections held at once.'),
  idleTimeoutSeconds: z.int().min(0).max(86_400).default(0).describe('Seconds of silence after which a connection is closed; 0 never.'),
})

const outbound = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens, at most 64')
    .describe('Name of the destination; appears in the Leitstand and never changes.'),
  host: z.string().min(1).describe('Address of the MLLP listener in the house.'),
  port: z.int().min(1).max(65535).describe('TCP port of the MLLP listener in the house.'),
  tls: z.strictObject({
    ca: z.string().optional().describe('PEM file of the CA that the listener has its certificate from; else those the system trusts.'),
    cert: z.string().optional().describe('PEM file of the certificate shown to the listener.'),
    key: z.string().optional().describe('PEM file of its private key.'),
    servername: z.string().optional().describe('Name in the listener\'s certificate, where it differs from the host.'),
  }).optional().describe('MLLP over TLS.'),
  charset: z.string().refine((label) => charsetOf(label) !== undefined, 'a charset such as ISO-8859-1, windows-1252 or UTF-8').default('ISO-8859-1').describe('Charset of the messages; MSH-18 names it.'),
  zone: zone.optional().describe('IANA zone of the times; else that of the first channel.'),
  ackTimeoutSeconds: z.number().min(0.1).max(600).default(30).describe('Seconds an acknowledgement is waited for.'),
  onTimeout: z.enum(['retry', 'hold']).default('retry').describe('After an acknowledgement stayed away: retry sends once more with the same MSH-10, by which receivers know a message again, then holds; hold asks at once.'),
  onError: z.enum(['hold', 'skip']).default('hold').describe('After AE, AR or CR: hold keeps what follows of the same appointment until somebody decides, skip goes on.'),
  patientSystem: z.string().min(1).optional().describe('Identifier system of the patient numbers the destination knows; else that of the first channel.'),
  fillerSystem: z.string().min(1).optional().describe('Identifier system of its appointment numbers (SCH-2); else that of the first channel.'),
  patientAssigner: z.string().max(20).optional().describe('PID-3.4 of patient numbers.'),
  sendingApplication: z.string().max(180).default('STECKWERK').describe('MSH-3.'),
  sendingFacility: z.string().max(180).optional().describe('MSH-4; else the carrier.'),
  receivingApplication: z.string().max(180).default('KIS').describe('MSH-5.'),
  receivingFacility: z.string().max(180).default('').describe('MSH-6.'),
})

const spool = z.strictObject({
  limitBytes: z.int().min(4 * mebibyte).default(8192 * mebibyte).describe('Bytes the spool may use before messages are refused.'),
  reserveBytes: z.int().min(0).default(512 * mebibyte).describe('Free bytes of the disk below which messages are refused.'),
  retainDays: z.number().min(0).default(14).describe('Days an original is kept after the hub has committed it.'),
  retainBytes: z.int().min(0).default(4096 * mebibyte).describe('Bytes of originals kept after the hub has committed them.'),
  streams: z.int().min(1).max(32).default(4).describe('Upload streams; a change takes effect in a drained spool.'),
})

const uplink = z.strictObject({
  maxMessages: z.int().min(1).max(1000).default(400).describe('Most messages in a batch.'),
  maxBytes: z.int().min(1024).max(15 * mebibyte).default(2 * mebibyte).describe('Most bytes in a batch; a single longer message goes alone.'),
  timeoutSeconds: z.int().min(1).max(600).default(60).describe('Seconds after which an unanswered batch is sent again.'),
  socket: z.url().optional().describe('Address of the connector socket, where it differs from what the enrolment told.'),
})

export const connectorFile = z.strictObject({
  channels: z.array(channel).min(1).max(64),
  outbound: z.array(outbound).max(64).default([]).describe('Systems of the house that are told of appointments.'),
  spool: spool.prefault({}),
  uplink: uplink.prefault({}),
}).superRefine(({ channels, outbound: destinations }, ctx) => {
  const repeated = (values: readonly string[]): number => values.findIndex((value, i) => values.indexOf(value) !== i)
  const name = repeated(channels.map((one) => one.name))
  if (name >= 0) ctx.addIssue({ code: 'custom', path: ['channels', name, 'name'], message: 'a name of its own' })
  const destination = repeated(destinations.map((one) => one.name))
  if (destination >= 0) ctx.addIssue({ code: 'custom', path: ['outbound', destination, 'name'], message: 'a name of its own' })
  const port = repeated(channels.map((one, i) => (one.port === 0 ? `free ${i}` : `${one.host}:${one.port}`)))
  if (port >= 0) ctx.addIssue({ code: 'custom', path: ['channels', port, 'port'], message: 'a port of its own' })
})

export type ChannelConfig = z.infer<typeof channel>
export type OutboundConfig = z.infer<typeof outbound>

export interface ConnectorConfig extends z.infer<typeof connectorFile> {
  /** The connector's own folder, `<data>/connector-<carrier>`: identity, configuration, spool. */
  readonly dir: string
}

export function connectorDir(dataDir: string, carrier: string): string {
  return join(dataDir, `connector-${carrier}`)
}

/** Checks a configuration as read from JSON and fills in the defaults. All problems are reported together.
 *  Faults: connector/config. */
export function parseConnectorConfig(dir: string, json: unknown): ConnectorConfig {
  const parsed = connectorFile.safeParse(json)
  if (parsed.success) return Object.freeze({ ...parsed.data, dir })
  const issues = parsed.error.issues.flatMap((issue): Issue[] => {
    const at = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('').replace(/^\./, '')
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ severity: 'error', type: 'structure', at: at === '' ? key : `${at}.${key}`, text: 'no such setting' }))
    }
    return [{ severity: 'error', type: 'value', at, text: issue.message }]
  })
  const text = issues.map((issue) => `${issue.at === '' ? 'the file' : issue.at}: ${issue.text}`).join('; ')
  throw new Fault('invalid', 'connector/config', `The connector's configuration is wrong. ${text}`, { issues })
}

/** Reads the configuration file, `<dir>/connector.json` where none is named.
 *  Faults: connector/config-missing, connector/config. */
export function readConnectorConfig(dir: string, file = join(dir, 'connector.json')): ConnectorConfig {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (thrown) {
    throw new Fault('not-found', 'connector/config-missing',
      `There is no readable ${file}. It names the channels, for example: ${JSON.stringify(exampleConfig)}`, { cause: thrown })
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (thrown) {
    throw new Fault('invalid', 'connector/config', `${file} is not JSON.`, { cause: thrown })
  }
  return parseConnectorConfig(dir, json)
}

const exampleConfig = Object.freeze({
  channels: [{
    name: 'kis', port: 2575, site: 'Klinikum Musterstadt', patientSystem: 'https://example.org/sid/patient', caseSystem: 'https://example.org/sid/case',
  }],
})

function isCidr(text: string): boolean {
  return parseCidr(text) !== undefined
}

/** An address or a network; undefined where it is neither. */
export function parseCidr(text: string): { address: string; prefix: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [address = '', length, more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more !== undefined) return undefined
  const longest = family === 4 ? 32 : 128
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return undefined
  const prefix = length === undefined ? longest : Number(length)
  return prefix > longest ? undefined : { address, prefix, family: family === 4 ? 'ipv4' : 'ipv6' }
}

/** The addresses of `allowedPeers` as a list to check against. */
export function peerList(cidrs: readonly string[]): BlockList {
  const list = new BlockList()
  for (const text of cidrs) {
    const { address, prefix, family } = parseCidr(text)!
    list.addSubnet(address, prefix, family)
  }
  return list
}

function isDropRule(rule: string): boolean {
  try {
    parseDropRules([rule])
    return true
  } catch {
    return false
  }
}

function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone.length > 0
  } catch {
    return false
  }
}
