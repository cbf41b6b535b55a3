/** One generated request. `raw` stands for all else: bytes put on the socket as they are. */
export interface FuzzRequest {
  readonly method: string
  /** As it stands in the request line, with the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Buffer
  readonly raw?: Buffer
}

/** What every value of a request carries and no refusal may repeat: a word, and digits where only a number will do. */
export interface Marker {
  readonly word: string
  readonly digits: string
}

export function markerOf(n: number): Marker {
  return { word: `Zqx${n}w`, digits: `7719${String(n).padStart(6, '0')}` }
}
