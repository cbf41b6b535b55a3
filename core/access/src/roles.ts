/** Draft of the one table of roles; see contract.ts. */
export type Role =
  | 'operator' | 'carrier-admin' | 'carrier-it' | 'clinician' | 'ward-clerk' | 'referrer' | 'aftercare' | 'network-editor' | 'vendor' | 'automation'
export type Permission = string
