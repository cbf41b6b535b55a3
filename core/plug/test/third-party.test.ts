import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { servedPlugContract, startProcess } from '@steckwerk/plug/testing'

const example = join(import.meta.dirname, '../../../examples/third-party-plug/main.js')

servedPlugContract(async (hubUrl) => {
  const folder = await mkdtemp(join(tmpdir(), 'third-party-'))
  const served = await startProcess(example, [], { HUB_URL: hubUrl, PORT: '0', KEY: join(folder, 'key.json') })
  return {
    url: served.url,
    [Symbol.asyncDispose]: async () => {
      await served[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
})
