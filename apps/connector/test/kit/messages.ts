/** An ADT message of an invented person. `wishes` are MSH-15 and MSH-16. */
export function adt(options: {
  readonly control: string
  readonly patient?: string
  readonly event?: string
  readonly merged?: string
  readonly visit?: string
  readonly wishes?: readonly [string, string]
  readonly extra?: string
}): string {
  const { control, patient = '4711', event = 'A01', merged, visit = '', wishes = ['', ''], extra = '' } = options
  const segments = [
    `MSH|^~\\&|KIS|HAUS|HUB|REGION|20261121120000||ADT^${event}|${control}|P|2.5|||${wishes[0]}|${wishes[1]}||8859/1`,
    ...(patient === '' ? [] : [`PID|1||${patient}^^^KIS^MR||Müller^Änne||19700101|F|||||||||rk`]),
    ...(merged === undefined ? [] : [`MRG|${merged}^^^KIS^MR`]),
    ...(visit === '' ? [] : [`PV1|1|I|${'|'.repeat(16)}${visit}`]),
    ...(extra === '' ? [] : [extra]),
  ]
  return `${segments.join('\r')}\r`
}

export function controlOf(text: string): string {
  return text.split('\r')[0]!.split('|')[9] ?? ''
}
