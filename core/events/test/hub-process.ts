/** A hub's events as a process of its own, to be killed: node hub-process.ts <database> <folder>. Says `ready`; ends when its input does. */
import { once } from 'node:events'
import { openAccess } from '@steckwerk/access'
import { startEvents } from '@steckwerk/events'
import { systemClock } from '@steckwerk/kernel'
import { silentLog } from '@steckwerk/kernel/testing'
import { openStore } from '@steckwerk/store'
import { quick } from './quick.ts'

const [databaseUrl = '', dataDir = ''] = process.argv.slice(2)
await using store = await openStore({ databaseUrl, log: silentLog, readers: 2, writers: 2 })
const access = await openAccess({ store, clock: systemClock, dataDir, demo: true, socket: () => 'https://127.0.0.1:8443' })
await using _events = startEvents({ store, access, clock: systemClock, log: silentLog, publicUrl: () => 'http://hub.test', pace: quick })
console.log('ready')
await once(process.stdin.resume(), 'end')
