/** Whom a message concerns, as far as its order matters. */
export interface Concerned {
  /** Patient numbers, the surviving one first: more than one makes the message a barrier over all of them. */
  readonly patients: readonly string[]
  readonly caseNumber: string
}

/** The streams a message concerns: its own first, then those it is a barrier over, without repetition.
 *  A lane is (channel, patient number); without one (channel, case number), without both the channel. */
export function streamsOf(channel: string, concerned: Concerned, streams: number): number[] {
  if (concerned.patients.length === 0) return [laneStream(channel, `c${concerned.caseNumber}`, streams)]
  const own = laneStream(channel, `p${concerned.patients[0]!}`, streams)
  if (concerned.patients.length === 1) return [own]
  return [...new Set([own, ...concerned.patients.map((number) => laneStream(channel, `p${number}`, streams))])]
}

/** FNV-1a over both strings, spread by a final mix so that its low bits are as good as its high ones. */
function laneStream(channel: string, lane: string, streams: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < channel.length; i++) hash = Math.imul(hash ^ channel.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ 0x100, 0x01000193)
  for (let i = 0; i < lane.length; i++) hash = Math.imul(hash ^ lane.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) % streams
}

/** A set of streams as the bits of one number; streams are below 32. */
export function streamSet(streams: readonly number[]): number {
  let set = 0
  for (const stream of streams) set |= 1 << stream
  return set >>> 0
}

export function inSet(set: number, stream: number): boolean {
  return (set & (1 << stream)) !== 0
}

/** The streams of a set in rising order. */
export function streamsIn(set: number): number[] {
  const streams: number[] = []
  for (let stream = 0; stream < 32; stream++) if (inSet(set, stream)) streams.push(stream)
  return streams
}
