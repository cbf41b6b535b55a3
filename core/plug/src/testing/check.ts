/** `node check.ts <main.js>`: the contract tests of a service as a process, for who writes one elsewhere. It is started with HUB_URL, PORT and KEY, and has to
 *  say `ready at <address>`. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startProcess } from './plug-process.ts'
import { servedPlugContract } from './served-contract.ts'

const [file = 'main.js'] = process.argv.slice(2)

servedPlugContract(async (hubUrl) => {
  const folder = await mkdtemp(join(tmpdir(), 'plug-check-'))
  const served = await startProcess(resolve(file), [], { HUB_URL: hubUrl, PORT: '0', KEY: join(folder, 'key.json') })
  return {
    url: served.url,
    [Symbol.asyncDispose]: async () => {
      await served[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
})
