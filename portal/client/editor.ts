import type { NetworkInfo } from '@steckwerk/api/contract/network'
import { networkPath } from './network.ts'
import { request } from './request.ts'

/** How much waits, by task. */
export interface EditorOverview {
  readonly counts: Readonly<Record<string, number>>
}

export const fetchEditorOverview = (network: NetworkInfo, signal: AbortSignal): Promise<EditorOverview> => request(networkPath(network, 'community', 'editor', 'overview'), { signal })
