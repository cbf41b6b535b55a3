import { once } from 'node:events'
import { resolve } from 'node:path'
import { Fault } from '@steckwerk/kernel'
import { appUrl, serveFolder } from './people/serve-folder.ts'

/** Serves the files of an app one is writing, until Ctrl-C. Faults: demo/port-taken. */
export async function serveOwnApp(folder: string, port: number): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  process.once('disconnect', () => stop.abort())
  await using server = await serveFolder(resolve(folder), port)
  if (server === undefined) throw new Fault('conflict', 'demo/port-taken', `Port ${port} is in use by another program; choose another one with --port.`)
  console.log(`${appUrl(port)} serves ${resolve(folder)}, with fhirclient as /fhir-client.js. Ctrl-C stops it.`)
  if (!stop.signal.aborted) await once(stop.signal, 'abort')
  return 0
}
