import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface Caught {
  readonly from: string
  readonly to: string
  readonly raw: string
  readonly mail: Email
}

export interface Catcher extends AsyncDisposable {
  readonly port: number
  readonly mails: Caught[]
  /** What the server says next to RCPT or at the end of DATA; undefined = yes. */
  answer: { at: 'rcpt' | 'data'; code: number; text: string } | undefined
  /** Called once a mail is in, before the server says yes. */
  taken: () => void
}

/** A mail server that keeps what it gets. */
export async function catcher(): Promise<Catcher> {
  const mails: Caught[] = []
  const state: Pick<Catcher, 'answer' | 'taken'> = { answer: undefined, taken: () => {} }
  const refusal = (at: 'rcpt' | 'data'): Error | null =>
    state.answer?.at === at ? Object.assign(new Error(state.answer.text), { responseCode: state.answer.code }) : null
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false, disableReverseLookup: true, closeTimeout: 100,
    onRcptTo: (_address, _session, done) => done(refusal('rcpt')),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk)).once('end', () => {
        const raw = Buffer.concat(chunks)
        const refused = refusal('data')
        if (refused !== null) return done(refused)
        void PostalMime.parse(raw).then((mail) => {
          mails.push({ from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address, to: session.envelope.rcptTo[0]!.address, raw: raw.toString(), mail })
          state.taken()
          done()
        })
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(state, {
    port: (server.server.address() as AddressInfo).port,
    mails,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  })
}
