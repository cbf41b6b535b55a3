/** A path of the portal to come back to, or '/': never an address of another site. */
export function ownPath(asked: string | null): string {
  if (asked === null || asked.length > 2000 || !asked.startsWith('/')) return '/'
  // As browsers read it: '//host', '/\host' and what tabs and newlines hide are other hosts.
  const here = 'https://here.invalid'
  if (!URL.canParse(asked, here)) return '/'
  const url = new URL(asked, here)
  return url.origin === here && !url.pathname.startsWith('//') && !url.pathname.startsWith('/portal/api') ? `${url.pathname}${url.search}${url.hash}` : '/'
}
