import { Fault } from '@steckwerk/kernel'
import type { PlugCarrier } from '@steckwerk/plug'
import { fragmentOf } from '../directory/link.ts'
import { openMs, type Introduction, type People } from './records.ts'

export const linkPath = ({ slug }: PlugCarrier, id: string, secret: string, until: number): string => `/netz/${slug}/vermittlung${fragmentOf(id, secret, until)}`

const aboutOf = ({ of }: Introduction): string => of.title.slice(0, 120)

/** The other side reads who asks, and what for, behind the link: the mail itself names nobody. */
export function askOther(carrier: PlugCarrier, id: string, body: Introduction, { other, secrets }: People, now: number): Promise<void> {
  return carrier.mail({ to: other.mail, template: 'network-introduction', language: other.language, about: aboutOf(body), path: linkPath(carrier, id, secrets.other, now + openMs), key: `introduction asked ${id} ${other.mail}` })
}

/** Each side gets a link that shows the other's address. */
export async function introduceBoth(carrier: PlugCarrier, id: string, body: Introduction, people: People, now: number): Promise<void> {
  await Promise.all((['asker', 'other'] as const).map((side) => carrier.mail({
    to: people[side].mail, template: 'network-introduced', language: people[side].language, about: aboutOf(body), path: linkPath(carrier, id, people.secrets[side], now + openMs), key: `introduced ${id} ${side}`,
  })))
}

/** Nothing comes of it; the asker is not told why, nor by whom. An address that is written to too much at the moment is not told at all: the page behind its link says it as well. */
export async function tellEnded(carrier: PlugCarrier, id: string, body: Introduction, { asker, secrets }: People, now: number): Promise<void> {
  await carrier.mail({ to: asker.mail, template: 'network-introduction-ended', language: asker.language, about: aboutOf(body), path: linkPath(carrier, id, secrets.asker, now + openMs), key: `introduction ended ${id}` }).catch((thrown: unknown) => {
    if (!(thrown instanceof Fault && thrown.code.startsWith('notify/'))) throw thrown
  })
}
