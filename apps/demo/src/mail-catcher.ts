import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** The demo's simulated mail server: takes whatever the hub sends to whomever, and puts it into a folder instead. */
export interface MailCatcher extends AsyncDisposable {
  readonly port: number
}

const kept = 100
const mostBytes = 512 * 1024

/** On a free port of this machine. The hub's page "Mails der Demo" reads the folder: one JSON file a mail, named by its time. */
export async function startMailCatcher(folder: string): Promise<MailCatcher> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  let last = Promise.resolve()

  async function keep(raw: Buffer, from: string, to: string): Promise<void> {
    const { subject = '', text = '' } = await PostalMime.parse(raw)
    const at = new Date()
    const id = randomUUID()
    const name = join(folder, `${at.toISOString().replaceAll(':', '-')}-${id}.json`)
    await writeFile(`${name}.part`, JSON.stringify({ id, at: at.toISOString(), from, to, subject, text }), { mode: 0o600 })
    await rename(`${name}.part`, name)
    const old = (await readdir(folder)).filter((one) => one.endsWith('.json')).sort().slice(0, -kept)
    await Promise.all(old.map((one) => rm(join(folder, one), { force: true })))
  }

  const server = new SMTPServer({
    name: 'mails.demo.invalid', size: mostBytes, authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, logger: false, closeTimeout: 500,
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk)
      })
      stream.once('end', () => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('Message too large'), { responseCode: 552 }))
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        last = last.then(() => keep(Buffer.concat(chunks), from, envelope.rcptTo.map(({ address }) => address).join(', ')))
        last.then(() => done(), (thrown: unknown) => done(thrown instanceof Error ? thrown : new Error('the mail could not be kept')))
        last = last.catch(() => {})
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    port: (server.server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
