import { parseArgs } from 'node:util'
import { text as textOf } from 'node:stream/consumers'
import type { BrokerInfo, BrokerPage, EvidenceInfo, MarketPage, OrderDetail, OrderPage } from '@steckwerk/api/contract/marketplace'
import { Fault } from '@steckwerk/kernel'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'

export const market: Command = {
  summary: 'services: brokers and their catalogues, orders of a carrier, costs',
  help: `steckwerk market brokers                                     brokers, their services, and what changed in their catalogues
steckwerk market add-broker <name> <url> <user>              register a broker; its password comes on standard input
steckwerk market refresh <broker>                            fetch a catalogue now
steckwerk market remove-broker <broker>                      only while no carrier uses a service of it
steckwerk market evidence <broker> <service> <kind> <what was seen> [--value …] [--issued 2026-01-31] [--expires 2027-01-31] [--url …]
steckwerk market catalogue <carrier>                         what the carrier may order, and which evidence its policy misses
steckwerk market order <carrier> <broker> <service> <plan> [--parameters '{ … }']
steckwerk market orders <carrier>                            the carrier's orders
steckwerk market show <carrier> <order>                      an order with its timeline
steckwerk market approve|withdraw|leave|undo <carrier> <order>
steckwerk market costs <carrier> <from> <to>                 usage and cost as CSV; months such as 2026-11`,
  async run(args) {
    const { positionals: [verb, ...rest], values } = parseArgs({ args: [...args], allowPositionals: true, options: { parameters: { type: 'string' }, value: { type: 'string' }, issued: { type: 'string' }, expires: { type: 'string' }, url: { type: 'string' } } })
    const [first, second, third, fourth] = rest
    const hub = operator(process.env)
    const at = (...parts: readonly string[]): string => ['/admin/carriers', ...[first ?? '', 'market', ...parts].map(encodeURIComponent)].join('/')
    const broker = `/admin/platform/brokers/${encodeURIComponent(first ?? '')}`
    if (verb === 'brokers') {
      for (const one of (await hub.get<BrokerPage>('/admin/platform/brokers')).brokers) showBroker(one)
      return 0
    }
    if (verb === 'add-broker' && third !== undefined) {
      const password = (await textOf(process.stdin)).trim()
      showBroker(await hub.post<BrokerInfo>('/admin/platform/brokers', { name: first, url: second, user: third, ...(password === '' ? {} : { password }) }))
      return 0
    }
    if (verb === 'refresh' && first !== undefined) {
      showBroker(await hub.post<BrokerInfo>(`${broker}/refresh`, {}))
      return 0
    }
    if (verb === 'remove-broker' && first !== undefined) {
      await hub.delete(broker)
      console.log('Removed.')
      return 0
    }
    if (verb === 'evidence' && fourth !== undefined) {
      const { parameters: _, ...more } = values
      const { id, kind, state } = await hub.post<EvidenceInfo>(`${broker}/services/${encodeURIComponent(second!)}/evidence`, { kind: third, title: { de: fourth }, ...more })
      console.log([id, kind, state].join('\t'))
      return 0
    }
    if (verb === 'catalogue' && first !== undefined) {
      showCatalogue(await hub.get<MarketPage>(at('catalogue')))
      return 0
    }
    if (verb === 'order' && fourth !== undefined) {
      showOrder(await hub.post<OrderDetail>(at('orders'), { broker: second, service: third, plan: fourth, parameters: parametersOf(values.parameters) }))
      return 0
    }
    if (verb === 'orders' && first !== undefined) {
      for (const one of (await hub.get<OrderPage>(at('orders'))).orders) console.log([one.id, one.state, one.serviceTitle.en ?? one.serviceTitle.de, one.orderedAt, one.orderedBy].join('\t'))
      return 0
    }
    if (verb === 'show' && second !== undefined) {
      showOrder(await hub.get<OrderDetail>(at('orders', second)))
      return 0
    }
    if ((verb === 'approve' || verb === 'withdraw' || verb === 'leave' || verb === 'undo') && second !== undefined) {
      showOrder(await hub.post<OrderDetail>(at('orders', second, verb), {}))
      return 0
    }
    if (verb === 'costs' && third !== undefined) {
      for await (const part of await hub.download(`${at('usage.csv')}?${new URLSearchParams({ from: second!, to: third }).toString()}`)) process.stdout.write(part)
      return 0
    }
    console.error(this.help)
    return 2
  },
}

function parametersOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '{}') as unknown
  } catch (thrown) {
    throw new Fault('invalid', 'cli/market-parameters', '--parameters is no JSON.', { cause: thrown })
  }
}

function showBroker({ id, name, url, inside, fetchedAt, trouble, services, changes }: BrokerInfo): void {
  console.log(`${id}\t${name}\t${inside ? 'in this hub' : url}\t${trouble === null ? `fetched ${fetchedAt ?? 'never'}` : `not fetched: ${[trouble.why, trouble.at ?? ''].join(' ').trim()}`}`)
  for (const service of services) console.log(`  ${service.id}\t${service.title.en ?? service.title.de}\tevidence ${service.evidence.map(({ kind, state, expires }) => `${kind}:${state}${expires === undefined ? '' : `:${expires}`}`).join(' ') || 'none'}`)
  for (const change of changes.slice(0, 10)) console.log(`  ${change.at}\t${change.kind}\t${[change.service, change.plan ?? '', change.members.join(',')].filter((part) => part !== '').join(' ')}`)
}

function showCatalogue({ services }: MarketPage): void {
  for (const { broker, id, title, vendor, plans, missing } of services) {
    console.log([broker, id, title.en ?? title.de, vendor, missing.length === 0 ? 'may be ordered' : `missing ${missing.map(({ kind, why }) => `${kind} (${why})`).join(', ')}`].join('\t'))
    for (const plan of plans) console.log(`  ${plan.id}\t${plan.name}\t${plan.fiveYears === null ? 'no price' : `${plan.fiveYears.toFixed(2)} EUR in five years`}`)
  }
}

function showOrder({ id, state, serviceTitle, planTitle, events }: OrderDetail): void {
  console.log(`${id}\t${state}\t${serviceTitle.en ?? serviceTitle.de}\t${planTitle.en ?? planTitle.de}`)
  for (const { at, kind, by, status, text } of events) console.log(['', at, kind, by ?? '', status ?? '', text ?? ''].join('\t').trimEnd())
}
