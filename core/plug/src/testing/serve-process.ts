import { generateKeyPairSync } from 'node:crypto'
import { createLog } from '@steckwerk/kernel'
import type { Plug } from '../plug.ts'
import { servePlug } from '../serve.ts'

const [hubUrl = '', module = '', name = ''] = process.argv.slice(2)
const { [name]: found } = (await import(module)) as Readonly<Record<string, Plug | (() => Plug | Promise<Plug>)>>
if (found === undefined) throw new Error(`${module} has no ${name}`)
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
const served = await servePlug(typeof found === 'function' ? await found() : found, {
  hubUrl, privateKey: { ...privateKey.export({ format: 'jwk' }), kid: 'own' }, port: 0, log: createLog('plug', 'error', { write: (line) => void process.stderr.write(line) }),
})
process.stdout.write(`ready at ${served.url}\n`)
process.once('SIGTERM', () => void served[Symbol.asyncDispose]())
