import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { startMailCatcher } from '../src/mail-catcher.ts'

test('a mail is kept as a file with what a reader sees, and goes nowhere', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'steckwerk-catcher-'))
  try {
    await using catcher = await startMailCatcher(folder)
    const socket = connect(catcher.port, '127.0.0.1')
    const lines = createInterface(socket)[Symbol.asyncIterator]()
    const say = async (text: string): Promise<string> => {
      socket.write(`${text}\r\n`)
      return String((await lines.next()).value)
    }
    await lines.next()
    assert.match(await say('HELO test'), /^250/)
    assert.match(await say('MAIL FROM:<portal@demo.invalid>'), /^250/)
    assert.match(await say('RCPT TO:<erika@example.org>'), /^250/)
    assert.match(await say('DATA'), /^354/)
    assert.match(await say('Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHallo\r\n.'), /^250/)
    socket.end()
    const [name] = await readdir(folder)
    const { subject, text, to, from } = JSON.parse(await readFile(join(folder, name!), 'utf8')) as Record<string, string>
    assert.deepEqual({ subject, text: text!.trim(), to, from }, { subject: 'Grüße', text: 'Hallo', to: 'erika@example.org', from: 'portal@demo.invalid' })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
