/** Only a path of the portal itself is a place to go on to: no other site, no scheme, nothing that a browser reads differently than it looks. */
export function isOwnPath(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 2_000 && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(value)
}
