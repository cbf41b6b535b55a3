/** Services at the hub and at a carrier, below /portal/api and /admin. Types only. */
import type { EvidenceConcern } from '@steckwerk/marketplace'
import type { PlugManifest } from '@steckwerk/plug'

export interface PlugInfo {
  readonly id: string
  readonly manifest: PlugManifest
  /** null = in the hub. */
  readonly url: string | null
  readonly health: { readonly state: 'ok' | 'degraded' | 'down'; readonly reason: string | null; readonly at: string } | null
}

export interface PlugGrantInfo {
  readonly plug: string
  readonly scopes: readonly string[]
  readonly purposes: readonly string[]
  readonly at: string
  readonly by: string
  readonly asksForMore: boolean
  /** It came by an order; otherwise the carrier connected it itself. */
  readonly ordered: boolean
}

/** GET /carriers/{carrier}/plugs */
export interface CarrierPlugs {
  readonly plugs: readonly PlugInfo[]
  readonly grants: readonly PlugGrantInfo[]
  /** The chosen provider of each capability. */
  readonly providers: readonly { readonly capability: string; readonly plug: string }[]
  /** Evidence that the carrier's policy asks for and that a service lacks, or will soon; without those of which nothing is missing. */
  readonly concerns: readonly { readonly plug: string; readonly concerns: readonly EvidenceConcern[] }[]
}

/** PUT /carriers/{carrier}/plugs/{plug} (422 marketplace/evidence-missing); what is left out is as the manifest has it. DELETE revokes. */
export interface PlugGrantBody {
  readonly scopes?: readonly string[]
  readonly purposes?: readonly string[]
  readonly parameters?: Readonly<Record<string, unknown>>
}

/** PUT /carriers/{carrier}/providers/{capability} (422 marketplace/evidence-missing) */
export interface ProviderBody {
  readonly plug: string | null
}

/** GET /carriers/{carrier}/plug-usage?from=2026-01&to=2026-11 */
export interface PlugUsage {
  readonly usage: readonly { readonly plug: string; readonly metric: string; readonly month: string; readonly amount: number }[]
}

/** GET /admin/plugs, POST /admin/plugs/health */
export interface PlugList {
  readonly plugs: readonly PlugInfo[]
}
