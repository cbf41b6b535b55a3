import type { NetworkInfo } from '@steckwerk/api/contract/network'
import { networkPath } from './network.ts'
import { request } from './request.ts'
import type { MailLink } from './upkeep.ts'

/** What the network's service answers at /services/{plug}/{network}/posts, …/subscriptions, …/editions. Instants are ISO 8601 in UTC. */
export interface Run {
  readonly text: string
  readonly link?: string
}

export type Block = { readonly kind: 'paragraph'; readonly runs: readonly Run[] } | { readonly kind: 'list'; readonly items: readonly (readonly Run[])[] }

export interface CallFacts {
  readonly funder: string
  readonly amount: string
  readonly eligible: string
  /** A day; '' = open. */
  readonly deadline: string
  readonly link: string
}

export type PostState = 'draft' | 'planned' | 'out'

export interface PostFacts {
  readonly kind: 'post' | 'call'
  readonly title: string
  readonly teaser: string
  readonly text: string
  readonly topics: readonly string[]
  readonly author: string
  readonly related: readonly string[]
  readonly published: boolean
  readonly at: string
  readonly call?: CallFacts
}

export interface PostLine extends Pick<PostFacts, 'kind' | 'title' | 'teaser' | 'topics' | 'author' | 'at' | 'call'> {
  readonly id: string
  readonly state: PostState
  readonly over: boolean
}

export interface PostList {
  readonly editor: boolean
  readonly posts: readonly PostLine[]
  /** That anything of the network has. */
  readonly topics: readonly string[]
}

export interface Post {
  readonly id: string
  readonly version: number
  readonly post: PostFacts
  readonly blocks: readonly Block[]
  readonly related: readonly { readonly kind: string; readonly title: string; readonly path: string }[]
  readonly state: PostState
  readonly over: boolean
  readonly editor: boolean
}

export type Rhythm = 'each' | 'monthly'

export interface Wished {
  readonly topics: readonly string[]
  readonly rhythm: Rhythm
}

export interface Subscription extends Wished {
  readonly mail: string
  readonly words: string
  readonly confirmed: string | null
}

export interface SubscriberCounts {
  readonly active: number
  readonly waiting: number
  readonly ended: number
  readonly topics: readonly { readonly name: string; readonly count: number }[]
}

export interface LookedUp {
  readonly state: 'unknown' | 'waiting' | 'active' | 'ended'
  readonly words?: string
  readonly agreed?: string | null
  readonly confirmed?: string | null
  readonly ended?: string | null
  readonly by?: 'link' | 'answer' | 'bounces' | 'editor' | null
}

export type EditionGroup = 'post' | 'call' | 'date' | 'undertaking' | 'result' | 'actor' | 'question'

export interface EditionEntry {
  readonly id: string
  readonly group: EditionGroup
  readonly title: string
  readonly note: { readonly de: string; readonly en: string }
  readonly summary: string
  readonly path: string
}

export type EditionState = 'draft' | 'sending' | 'sent'

export interface EditionLine {
  readonly id: string
  readonly title: string
  readonly state: EditionState
  readonly begun: string | null
  readonly entries: number
}

export interface EditionProgress {
  readonly waiting: number
  readonly sent: number
  readonly refused: number
  readonly ended: number
  readonly held: boolean
}

export interface Edition {
  readonly id: string
  readonly title: string
  readonly state: EditionState
  readonly begun: string | null
  readonly blocks: readonly Block[]
  readonly entries: readonly EditionEntry[]
}

/** As editors see it. */
export interface EditedEdition extends Edition {
  readonly version: number
  readonly intro: string
  readonly candidates?: readonly EditionEntry[]
  readonly readers?: number
  readonly others?: number
  readonly progress?: EditionProgress | null
}

const at = (network: NetworkInfo, ...parts: readonly string[]): string => networkPath(network, 'community', ...parts)
const send = <T = unknown>(method: 'POST' | 'PUT', path: string, json: object): Promise<T> => request(path, { method, json })

export const fetchPosts = (network: NetworkInfo, signal: AbortSignal): Promise<PostList> => request(at(network, 'posts'), { signal })
export const fetchPost = (network: NetworkInfo, post: string, signal: AbortSignal): Promise<Post> => request(at(network, 'posts', post), { signal })
export const addPost = (network: NetworkInfo, post: PostFacts): Promise<{ readonly id: string }> => send('POST', at(network, 'posts'), post)
export const changePost = (network: NetworkInfo, id: string, version: number, post: PostFacts): Promise<unknown> => send('PUT', at(network, 'posts', id), { version, post })
export const removePost = (network: NetworkInfo, id: string): Promise<unknown> => request(at(network, 'posts', id), { method: 'DELETE' })

/** `words`: what the person has read and agreed to. */
export const subscribe = (network: NetworkInfo, asked: Wished & { readonly mail: string; readonly words: string }): Promise<unknown> => send('POST', at(network, 'subscriptions'), asked)
export const openSubscription = (network: NetworkInfo, { id, link }: MailLink): Promise<Subscription> => send('POST', at(network, 'subscriptions', id, 'opened'), { link })
/** Confirms at the first time. */
export const changeSubscription = (network: NetworkInfo, { id, link }: MailLink, { topics, rhythm }: Wished): Promise<Subscription> => send('PUT', at(network, 'subscriptions', id), { link, subscription: { topics, rhythm } })
export const endSubscription = (network: NetworkInfo, { id, link }: MailLink): Promise<unknown> => send('POST', at(network, 'subscriptions', id, 'ended'), { link })

export const fetchSubscribers = (network: NetworkInfo, signal: AbortSignal): Promise<SubscriberCounts> => request(at(network, 'subscribers'), { signal })
export const lookUpSubscriber = (network: NetworkInfo, mail: string): Promise<LookedUp> => send('POST', at(network, 'subscribers', 'looked-up'), { mail })
export const removeSubscriber = (network: NetworkInfo, mail: string): Promise<unknown> => send('POST', at(network, 'subscribers', 'removed'), { mail })

export const fetchEditions = (network: NetworkInfo, signal: AbortSignal): Promise<{ readonly editor: boolean; readonly editions: readonly EditionLine[] }> => request(at(network, 'editions'), { signal })
export const fetchEdition = (network: NetworkInfo, edition: string, signal: AbortSignal): Promise<Edition | EditedEdition> => request(at(network, 'editions', edition), { signal })
export const assembleEdition = (network: NetworkInfo): Promise<{ readonly id: string }> => send('POST', at(network, 'editions'), {})
export const changeEdition = (network: NetworkInfo, id: string, changed: { readonly version: number; readonly title: string; readonly intro: string; readonly entries: readonly string[] }): Promise<{ readonly version: number }> =>
  send('PUT', at(network, 'editions', id), changed)
export const removeEdition = (network: NetworkInfo, id: string): Promise<unknown> => request(at(network, 'editions', id), { method: 'DELETE' })
export const previewPath = (network: NetworkInfo, id: string): string => `${at(network, 'editions', id, 'preview')}?form=html`
export const previewEdition = (network: NetworkInfo, id: string): Promise<{ readonly subject: string; readonly text: string }> => request(at(network, 'editions', id, 'preview'))
export const testEdition = (network: NetworkInfo, id: string, mail: string): Promise<unknown> => send('POST', at(network, 'editions', id, 'tests'), { mail })
export const startSending = (network: NetworkInfo, id: string, version: number): Promise<unknown> => send('POST', at(network, 'editions', id, 'sending'), { version })
export const holdSending = (network: NetworkInfo, id: string, held: boolean): Promise<unknown> => send('PUT', at(network, 'editions', id, 'sending'), { held })

/** RSS of these kinds. */
export const feedPath = (network: NetworkInfo, ...kinds: readonly string[]): string => `${at(network, 'feed.xml')}?kinds=${kinds.join(',')}`

/** The groups of a list, in the order in which they come. */
export const groupsOf = <G extends string>(entries: readonly { readonly group: G }[]): readonly G[] => [...new Set(entries.map(({ group }) => group))]

/** The list with a whole group a place up or down, those of a group together; the same where it stands at the end. */
export function groupMoved<T extends { readonly group: string }>(entries: readonly T[], group: string, by: -1 | 1): readonly T[] {
  const groups = [...groupsOf(entries)]
  const at = groups.indexOf(group)
  const other = groups[at + by]
  if (at < 0 || other === undefined) return entries
  groups[at] = other
  groups[at + by] = group
  return groups.flatMap(one => entries.filter(entry => entry.group === one))
}

/** The list with one thing a place up or down among its own group; the same where it stands at the end. */
export function moved<T extends { readonly id: string; readonly group: string }>(entries: readonly T[], id: string, by: -1 | 1): readonly T[] {
  const one = entries.find(entry => entry.id === id)
  const own = entries.filter(entry => entry.group === one?.group)
  const other = own[own.findIndex(entry => entry.id === id) + by]
  if (one === undefined || other === undefined) return entries
  return entries.map(entry => (entry.id === one.id ? other : entry.id === other.id ? one : entry))
}

/** The list with one thing at a place of its group, counted from 0. */
export function movedTo<T extends { readonly id: string; readonly group: string }>(entries: readonly T[], id: string, place: number): readonly T[] {
  const one = entries.find(entry => entry.id === id)
  if (one === undefined) return entries
  const own = entries.filter(entry => entry.group === one.group && entry.id !== id)
  const ordered = [...own.slice(0, place), one, ...own.slice(place)]
  return entries.map(entry => (entry.group === one.group ? ordered.shift()! : entry))
}
