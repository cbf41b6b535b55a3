import type { Keys } from '@steckwerk/kernel'
import { connectorKeys } from '@steckwerk/connector'
import { demoKeys } from '@steckwerk/demo'
import { hubKeys } from '@steckwerk/hub/config'
import type { Command } from '../command.ts'
import { operatorKeys } from '../operator.ts'

/** Every setting there is, by the process that reads it. */
export const allKeys: Readonly<Record<string, Keys>> = Object.freeze({
  Hub: hubKeys, Connector: connectorKeys, Demo: demoKeys, 'Command line': operatorKeys,
})

export const config: Command = {
  summary: 'list every setting with its default and what it is now',
  help: `steckwerk config

Settings are environment variables. Secrets are shown as set or not set only.`,
  async run() {
    for (const [reader, keys] of Object.entries(allKeys)) {
      console.log(`\n${reader}`)
      for (const key of Object.values(keys)) {
        const raw = process.env[key.name]
        const shown = raw === undefined || raw === '' ? `default ${key.fallback === '' ? '(empty)' : key.fallback}` : key.secret ? '(set)' : raw
        console.log(`  ${key.name} = ${shown}   [${key.unit}]\n      ${key.text}`)
      }
    }
    return 0
  },
}
