import type { NetworkInfo } from '@steckwerk/api/contract/network'
import { networkPath } from './network.ts'

/** Address of something the network publishes for other programs, with the hub's own name. */
export function publicAddress(origin: string, network: NetworkInfo, parts: readonly string[], query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString()
  return `${origin}${networkPath(network, 'community', ...parts)}${search === '' ? '' : `?${search}`}`
}

export interface Widget {
  readonly what: 'actors' | 'dates' | 'projects'
  readonly language: 'de' | 'en'
  readonly topic: string
  /** Of actors. */
  readonly kind: string
  readonly count: number
  /** Pixels. */
  readonly height: number
}

export function widgetAddress(origin: string, network: NetworkInfo, { what, language, topic, kind, count }: Widget): string {
  return publicAddress(origin, network, ['embed', what], { lang: language, topic, kind: what === 'actors' ? kind : '', count: String(count) })
}

const quoted = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

/** What somebody puts into their own page: a frame that runs no script and can open links in windows of their own. */
export function widgetCode(origin: string, network: NetworkInfo, widget: Widget, title: string): string {
  return `<iframe src="${quoted(widgetAddress(origin, network, widget))}" title="${quoted(title)}" sandbox="allow-popups allow-popups-to-escape-sandbox" loading="lazy" style="width:100%;height:${widget.height}px;border:0"></iframe>`
}
