import { parseArgs } from 'node:util'
import type { DataKey, KeyPage, PlatformKeys } from '@steckwerk/api/contract/keys'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'

export const keys: Command = {
  summary: 'data keys of a carrier and the master key: list, rotate, seal anew, retire, destroy',
  help: `steckwerk keys list                        where the master key comes from, and since when it holds
steckwerk keys list <carrier>              a carrier's data keys, and how far sealing anew has come
steckwerk keys rotate <carrier>            a new data key seals from now on, at every hub within seconds; older ones still open
steckwerk keys reseal <carrier>            seal anew under the newest key, in the background; goes on after a restart
steckwerk keys retire <carrier> <number>   destroy an older key that nothing is sealed with any more
steckwerk keys rewrap                      replace the master key: all data keys and the hub's secrets are wrapped by a new one, at once or not at all
steckwerk keys destroy <carrier> --confirm <carrier>
    crypto-erasure: destroys all data keys of a carrier. Raw messages, large objects, facts of its access log and reasons of
    emergency accesses cannot be opened again by anybody, in no backup either that lacks today's keys. There is no way back.

Where the master key is a file, "rewrap" makes the new one (or takes master-key.next from the data folder) and puts it in its place; copy the file
master-key to the other hubs of the database then, they take it over without a restart. With STECKWERK_MASTER_KEY, start every hub with the new
one in STECKWERK_MASTER_KEY_NEXT first. No key ever passes through this command.`,
  async run(args) {
    const { positionals: [verb, carrier, number], values } = parseArgs({ args: [...args], allowPositionals: true, options: { confirm: { type: 'string' } } })
    const hub = operator(process.env)
    const path = `/admin/carriers/${encodeURIComponent(carrier ?? '')}/keys`
    if (verb === 'list' && carrier === undefined) {
      showMaster(await hub.get<PlatformKeys>('/admin/platform/keys'))
      return 0
    }
    if (verb === 'rewrap' && carrier === undefined) {
      showMaster(await hub.post<PlatformKeys>('/admin/platform/keys/rewrap', {}))
      return 0
    }
    if (verb === 'list') {
      showKeys(await hub.get<KeyPage>(path))
      return 0
    }
    if (verb === 'rotate' && carrier !== undefined) {
      const made = await hub.post<DataKey>(path, {})
      console.log(`Key ${made.number} of ${carrier} seals from now on.`)
      return 0
    }
    if (verb === 'reseal' && carrier !== undefined) {
      showKeys(await hub.post<KeyPage>(`${path}/reseal`, {}))
      return 0
    }
    if (verb === 'retire' && number !== undefined) {
      await hub.delete(`${path}/${encodeURIComponent(number)}`)
      console.log(`Key ${number} of ${carrier} is gone.`)
      return 0
    }
    if (verb === 'destroy' && carrier !== undefined && values.confirm !== undefined) {
      await hub.post(`${path}/destroy`, { confirm: values.confirm })
      console.log(`All data keys of ${carrier} are destroyed.`)
      return 0
    }
    console.error(this.help)
    return 2
  },
}

const states: Readonly<Record<DataKey['state'], string>> = { sealing: 'seals', opening: 'opens', gone: 'gone' }

function showKeys({ keys: all, reseal }: KeyPage): void {
  for (const { number, state, createdAt, goneAt } of all) console.log([number, states[state], createdAt, goneAt ?? ''].join('\t').trimEnd())
  if (reseal === null) return
  console.log(reseal.finishedAt === null
    ? `Sealing anew under key ${reseal.number} since ${reseal.startedAt}: ${reseal.done} so far.`
    : `Sealed anew under key ${reseal.number}: ${reseal.done}, done ${reseal.finishedAt}.`)
}

function showMaster({ master: { source, id, since }, dataKeys }: PlatformKeys): void {
  console.log(`Master key ${id} (${source}) since ${since}; wraps ${dataKeys} data keys.`)
}
