/** The house as data: which package may import which. `npm run check` holds it (checks/boundaries.ts). */
export interface Room {
  /** The folder, or `folder/*` for every package in it. */
  readonly at: string
  /** The only packages of this repository it may import, by folder; without it, all that stand above it in the list. */
  readonly only?: readonly string[]
  /** Does no I/O: bytes in, values out. */
  readonly pure?: true
}

/** A package imports only from packages that stand above it. */
export const house: readonly Room[] = [
  { at: 'core/kernel', pure: true },
  { at: 'core/fhir', pure: true },
  { at: 'core/hl7v2', pure: true },
  { at: 'core/uplink', pure: true },
  { at: 'core/dicom', pure: true },
  { at: 'core/match', pure: true },
  // Questionnaires, in the browser and on the server.
  { at: 'core/form', pure: true },
  // What a service is, for those who write one: it knows nothing of the hub's inside.
  { at: 'core/plug', only: ['core/kernel'] },
  { at: 'core/objects' },
  { at: 'core/store' },
  { at: 'core/ingest' },
  { at: 'core/access' },
  { at: 'core/notify' },
  { at: 'core/events' },
  { at: 'core/plugboard' },
  { at: 'core/marketplace' },
  { at: 'core/api' },
  { at: 'services/*', only: ['core/kernel', 'core/form', 'core/plug'] },
  { at: 'portal', only: ['core/kernel', 'core/fhir', 'core/form', 'core/api'] },
  { at: 'apps/hub' },
  { at: 'apps/network' },
  // It runs in the carrier's network and knows the hub by its wire protocol alone.
  { at: 'apps/connector', only: ['core/kernel', 'core/hl7v2', 'core/uplink'] },
  { at: 'apps/demo' },
  { at: 'apps/cli' },
  { at: 'tools/browser', only: [] },
  { at: 'tools/lint', only: [] },
  { at: 'bench' },
  { at: 'tools' },
  { at: 'test' },
]

/** Packages made for tests: any package's tests may import them, and nothing else may. */
export const testingPackages: readonly string[] = ['tools/browser']

/** What a pure package must not import, tests aside. */
export const ioModules: ReadonlySet<string> = new Set([
  'child_process', 'cluster', 'dgram', 'dns', 'dns/promises', 'fs', 'fs/promises', 'http', 'http2', 'https', 'inspector', 'net',
  'readline', 'repl', 'sqlite', 'tls', 'worker_threads',
].map((name) => `node:${name}`))
