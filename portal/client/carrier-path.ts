/** Where a carrier's administration lives in the portal's API; `platform` is what belongs to no carrier. */
export const platform = '-'

export function carrierPath(carrier: string, ...parts: readonly string[]): string {
  return ['/portal/api/carriers', ...[carrier, ...parts].map(encodeURIComponent)].join('/')
}
