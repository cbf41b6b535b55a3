import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { adt } from './kit/messages.ts'
import { Sender } from './kit/sender.ts'
import { setup } from './kit/setup.ts'

const entry = fileURLToPath(new URL('kit/run-connector.ts', import.meta.url))

function command(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, ...args], (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }))
  })
}

test('status shows what waits beside a running connector', async () => {
  await using at = await setup()
  const connector = await at.start()
  using kis = await Sender.connect(connector.channels[0]!.port)
  kis.send(adt({ control: 'M1' }))
  await kis.acknowledged(1)
  await connector.drained()
  await at.hub.switchOff()
  kis.send(adt({ control: 'M2' }), adt({ control: 'M2' }))
  await kis.acknowledged(3)
  const text = await command('status', '--data', at.dataDir)
  assert.equal(text.code, 0)
  assert.match(text.out, /Waiting +1 messages/)
  assert.match(text.out, /received 3, duplicates 1, refused 0, waiting 1/)
  const json = JSON.parse((await command('status', '--data', at.dataDir, '--carrier', 'alpha', '--json')).out) as { waiting: { messages: number }; epoch: string }
  assert.deepEqual([json.waiting.messages, json.epoch], [1, connector.status().epoch])
})

test('the command line helps, and tells what is wrong', async () => {
  await using at = await setup()
  const [help, none, unknown, option, missing, stranger] = await Promise.all([
    command('--help'), command(), command('fly'), command('run', '--fast'), command('run', '--data', at.dataDir),
    command('run', '--data', `${at.dataDir}/nowhere`),
  ])
  assert.equal(help.code, 0)
  assert.match(help.out, /enroll [^]*\n +run .*\n +status/)
  assert.deepEqual([none.code, unknown.code, option.code, missing.code, stranger.code], [2, 2, 2, 1, 1])
  assert.match(missing.err, /connector\.json.*"patientSystem".*connector\/config-missing/)
  assert.match(stranger.err, /enroll --hub .*connector\/not-enrolled/)
})
