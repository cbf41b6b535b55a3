import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { readConfig } from '@steckwerk/kernel'
import { demoKeys, resetDemo, runDemo, runLoad, runRegionSimulation, sendFile, serveOwnApp, wholeNumber } from '@steckwerk/demo'
import type { Command } from '../command.ts'

const commandLine = fileURLToPath(new URL('../main.ts', import.meta.url))

export const demo: Command = {
  summary: 'the simulated region: start it, put it back, send a message into it, load a channel',
  help: `steckwerk demo                      start the demo region and stay (this is what "npm start" does)
steckwerk demo send <file> [--host 127.0.0.1] [--port 2575]
                                    send the HL7 v2 messages of a file over MLLP and show the answers in words
steckwerk demo load [--port 2575] [--count 1000] [--rate 0] [--connections 4] [--style cgm|orbis|imedone] [--seed 1] [--size 1]
                                    a simulated KIS as load generator; rate 0 = as fast as it is acknowledged
steckwerk demo reset                put the demo's accounts and people back to the beginning; nothing of others is touched
steckwerk demo app <folder> [--port 8091]
                                    serve the files of a SMART app one is writing, with fhirclient as /fhir-client.js

All people are invented. Settings come from the environment; "steckwerk config" lists them.`,
  async run(args) {
    const [verb, ...rest] = args
    if (verb === undefined) return runDemo(process.env, commandLine)
    if (verb === 'simulate') return runRegionSimulation(process.env)
    if (verb === 'reset') return resetDemo(process.env)
    if (verb === 'load') return runLoad(rest)
    if (verb === 'app') {
      const { positionals: [folder], values } = parseArgs({ args: rest, allowPositionals: true, options: { port: { type: 'string', default: '8091' } } })
      if (folder !== undefined) return serveOwnApp(folder, wholeNumber(values, 'port', 1, 65_535))
    }
    if (verb === 'send') {
      const { positionals: [file], values } = parseArgs({
        args: rest, allowPositionals: true, options: { host: { type: 'string', default: '127.0.0.1' }, port: { type: 'string' } },
      })
      if (file !== undefined) {
        const port = values.port === undefined ? readConfig(demoKeys, process.env).mllpBase : wholeNumber({ port: values.port }, 'port', 1, 65_535)
        const sent = await sendFile(file, { host: values.host, port })
        return sent.length > 0 && sent.every(({ ok }) => ok) ? 0 : 1
      }
    }
    console.error(this.help)
    return 2
  },
}
