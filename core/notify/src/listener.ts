import type { AddressInfo } from 'node:net'
import { Fault, type Log } from '@steckwerk/kernel'
import { readIncoming, type Incoming } from './incoming.ts'
import type { MailTokens } from './mail-token.ts'
import type { AboutMail, Receiving } from './received.ts'

export interface ListenerOptions {
  readonly host: string
  /** 0 = any free one. */
  readonly port: number
  /** Mails to this address, with or without `+<token>`, are taken, and no others. */
  readonly address: string
  /** Certificate and key in PEM for STARTTLS; without it mails come in the clear, as from a gateway next door. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined
  readonly tokens: MailTokens
  readonly receiving: Receiving
  readonly log: Log
}

export interface Listener extends AsyncDisposable {
  readonly port: number
}

const mostBytes = 1024 * 1024
const mostClients = 20
const mostRecipients = 5

/** Takes in answers and bounces: SMTP as from a mail gateway. It relays nothing and knows one recipient. Faults: notify/mail-port-taken. */
export async function startListener(options: ListenerOptions): Promise<Listener> {
  const { receiving, tokens, log } = options
  const at = options.address.lastIndexOf('@')
  const pattern = new RegExp(`^${escaped(options.address.slice(0, at))}(?:\\+([^@]{1,64}))?${escaped(options.address.slice(at))}$`, 'i')
  const refuse = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code })
  const busy = new Set<Promise<void>>()

  function aboutOf(token: string): AboutMail | undefined {
    for (const use of ['reply', 'edition'] as const) {
      const id = tokens.read(use, token)
      if (id !== undefined) return { use, id }
    }
    return undefined
  }

  async function take(bytes: Buffer, recipients: readonly string[]): Promise<void> {
    const incoming: Incoming = await readIncoming(bytes).catch(() => ({ what: { kind: 'replies' }, candidates: [] }))
    const named = recipients.flatMap((recipient) => pattern.exec(recipient)?.[1] ?? [])
    const about = [...named, ...incoming.candidates].map(aboutOf).find((one) => one !== undefined)
    await receiving.take(incoming.what, about)
    log.info('mail.received', { state: about === undefined ? 'unmatched' : incoming.what.kind, bytes: bytes.length })
  }

  const { SMTPServer } = await import('smtp-server')
  const server = new SMTPServer({
    name: options.address.slice(at + 1),
    banner: 'Steckwerk',
    size: mostBytes,
    maxClients: mostClients,
    disableReverseLookup: true,
    disabledCommands: options.tls === undefined ? ['AUTH', 'STARTTLS'] : ['AUTH'],
    authOptional: true,
    socketTimeout: 60_000,
    closeTimeout: 2_000,
    logger: false,
    ...options.tls,
    onRcptTo: ({ address }, session, done) => {
      if (session.envelope.rcptTo.length >= mostRecipients) return done(refuse(452, 'Too many recipients'))
      return done(pattern.test(address) ? null : refuse(550, 'No such mailbox'))
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      let size = 0
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size <= mostBytes) chunks.push(chunk)
      })
      stream.once('end', () => {
        if (size > mostBytes || stream.sizeExceeded) return done(refuse(552, 'Message too large'))
        const work: Promise<void> = take(Buffer.concat(chunks), session.envelope.rcptTo.map(({ address }) => address)).then(() => done(), (thrown: unknown) => {
          log.error('a mail could not be taken in', thrown)
          // The sender keeps it and tries again.
          done(refuse(451, 'Try again later'))
        }).finally(() => busy.delete(work))
        busy.add(work)
      })
    },
  })
  server.on('error', () => log.warn('mail.client-broken'))
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(options.port, options.host, () => {
      server.server.off('error', reject)
      resolve()
    })
  }).catch((thrown: unknown) => {
    throw new Fault('conflict', 'notify/mail-port-taken', `Mails cannot be taken in on port ${options.port}; choose another one with STECKWERK_MAIL_IN_PORT.`, { cause: thrown })
  })
  return {
    port: (server.server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await Promise.all(busy)
    },
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
