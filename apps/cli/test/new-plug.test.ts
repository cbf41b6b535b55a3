/** What `steckwerk plug new` writes runs as it is, and holds what every service must. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { servedPlugContract, startProcess } from '@steckwerk/plug/testing'
import { newPlug } from '../src/new-plug.ts'

const place = await mkdtemp(join(tmpdir(), 'new-plug-'))
const { folder, id } = await newPlug(join(place, 'greetings'))
const main = join(folder, 'main.js')
after(() => rm(place, { recursive: true, force: true }))

servedPlugContract((hubUrl) => startProcess(main, [], { HUB_URL: hubUrl, PORT: '0', KEY: join(place, 'key.json') }))

test('its id is the folder\'s name, and nothing of it depends on anything else', async () => {
  assert.equal(id, 'greetings')
  assert.deepEqual((await readdir(folder)).toSorted(), ['.gitignore', 'README.md', 'hub.js', 'main.js', 'manifest.js', 'package.json', 'service.js', 'slot.js'])
  assert.ok((await readFile(join(folder, 'manifest.js'), 'utf8')).includes('id: \'greetings\''))
  for (const file of ['hub.js', 'main.js', 'manifest.js', 'service.js', 'slot.js']) {
    const imported = [...(await readFile(join(folder, file), 'utf8')).matchAll(/^import .* from '([^']+)'/gm)].map((found) => found[1]!)
    assert.ok(imported.every((name) => /^(?:node:|\.\/)/.test(name)), `${file} imports ${imported.join()}`)
  }
  await assert.rejects(newPlug(folder), { code: 'cli/plug-folder' })
  await assert.rejects(newPlug(join(place, 'Not An Id')), { code: 'cli/plug-folder' })
})

test('its author checks it by one command, which fails where the service does', async () => {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const check = (file: string): Promise<{ stdout: string }> =>
    promisify(execFile)(process.execPath, ['--test-reporter=spec', fileURLToPath(import.meta.resolve('@steckwerk/plug/check')), file], { env })
  assert.match((await check(main)).stdout, /✔ served: who is not the hub is refused everywhere/)
  await assert.rejects(check(join(place, 'nothing.js')), { code: 1 })
})
