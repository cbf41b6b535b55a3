/** Order matters: Edge and Opera call themselves Chrome, Chrome calls itself Safari. */
const browsers = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//], ['Opera', /\b(?:OPR|Opera)\//], ['Samsung Internet', /\bSamsungBrowser\//], ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|Chromium|CriOS|HeadlessChrome)\//], ['Safari', /\bVersion\/[\d.]+ .*Safari\//],
] as const
const systems = [
  ['Android', /\bAndroid\b/], ['iPad', /\biPad\b/], ['iPhone', /\biPhone\b/], ['Windows', /\bWindows NT\b/], ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMacintosh\b/], ['Linux', /\bLinux\b/],
] as const

/** A User-Agent header reduced to the words its owner knows the device by: 'Firefox, Windows'. '' = none of the known ones. The header itself,
 *  which could tell one device from all others, is not kept. */
export function deviceLabel(userAgent: string | undefined): string {
  const text = (userAgent ?? '').slice(0, 1000)
  const known = (table: readonly (readonly [string, RegExp])[]): string | undefined => table.find(([, pattern]) => pattern.test(text))?.[0]
  return [known(browsers), known(systems)].filter((word) => word !== undefined).join(', ')
}
