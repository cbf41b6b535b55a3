import type { PlugCarrier } from '@steckwerk/plug'
import type { Actor } from '../directory/actor.ts'

/** What there is to find in a network. */
export const itemKinds = ['actor', 'undertaking', 'project', 'barcamp', 'session', 'series', 'talk', 'group', 'result', 'meeting', 'poll', 'survey', 'post', 'call', 'edition', 'question'] as const
export type ItemKind = (typeof itemKinds)[number]

/** Something that everybody may see, as the other parts of the service show it: the search finds it, feeds and calendars carry it, an edition of the news takes it up. */
export interface Item {
  readonly kind: ItemKind
  /** Of its own among its kind. */
  readonly id: string
  readonly title: string
  /** A sentence or two, plain; '' = none. */
  readonly summary: string
  /** What else the search finds it by, the rest of its content; plain. */
  readonly text: string
  readonly topics: readonly string[]
  /** Of the portal: `/netz/ruhr/barcamp/…`. */
  readonly path: string
  /** When it became news; milliseconds since 1970 UTC. undefined = it never was, or nobody knows. */
  readonly since: number | undefined
  /** Of what has a date. UTC instants, `2026-11-22T08:00:00.000Z`. */
  readonly when?: { readonly start: string; readonly end: string; readonly place: string; readonly cancelled?: boolean } | undefined
}

/** Each part of the service that publishes something has one. `now`: milliseconds since 1970 UTC. `actors`: the directory, read once for all of them. */
export type ItemSource = (carrier: PlugCarrier, now: number, actors?: () => Promise<readonly Actor[]>) => Promise<readonly Item[]>

export const pathIn = ({ slug }: PlugCarrier, ...parts: readonly string[]): string => ['/netz', slug, ...parts.map(encodeURIComponent)].join('/')
