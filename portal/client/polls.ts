import { request } from './request.ts'

/** What the network's service answers of polls, of which `service` is what comes before /polls. Instants are ISO 8601 in UTC. */
export interface PollOption {
  readonly id: string
  /** '' = it is about the place alone. */
  readonly start: string
  readonly end: string
  readonly place: string
}

export interface PollFacts {
  readonly title: string
  readonly about: string
  readonly options: readonly PollOption[]
  readonly closes: string
  readonly anonymous: boolean
  readonly listed: boolean
  /** Id of the group whose meeting is looked for; '' = none. */
  readonly group: string
}

export type PollChoice = 'yes' | 'maybe' | 'no'
export type PollChoices = Readonly<Record<string, PollChoice>>

export interface Poll {
  readonly id: string
  readonly poll: PollFacts & { readonly fixed: string }
  readonly open: boolean
  /** Whether this reader says what it comes to. */
  readonly maker: boolean
  readonly answers: readonly { readonly name: string; readonly answers: PollChoices; readonly own: boolean }[]
}

export interface PollLine {
  readonly id: string
  readonly title: string
  readonly closes: string
  readonly open: boolean
}

const at = (service: string, ...parts: readonly string[]): string => [`${service}/polls`, ...parts.map(encodeURIComponent)].join('/')

export const fetchPolls = (service: string, signal: AbortSignal): Promise<{ readonly polls: readonly PollLine[] }> => request(at(service), { signal })
export const makePoll = (service: string, poll: PollFacts): Promise<{ readonly id: string }> => request(at(service), { method: 'POST', json: poll })
export const fetchPoll = (service: string, id: string, signal: AbortSignal): Promise<Poll> => request(at(service, id), { signal })
export const sendAnswer = (service: string, id: string, json: { readonly turn: number; readonly name: string; readonly answers: PollChoices }): Promise<void> => request(at(service, id, 'answer'), { method: 'PUT', json })
export const fixPoll = (service: string, id: string, option: string): Promise<void> => request(at(service, id, 'fixed'), { method: 'PUT', json: { option } })
export const removePoll = (service: string, id: string): Promise<void> => request(at(service, id), { method: 'DELETE' })

/** Best first: most who can, then most who could if need be. */
export function ranked({ poll: { options }, answers }: Poll): readonly { readonly option: PollOption; readonly yes: readonly string[]; readonly maybe: readonly string[]; readonly no: readonly string[] }[] {
  const who = (option: string, choice: PollChoice): readonly string[] => answers.flatMap(one => (one.answers[option] === choice ? [one.name] : []))
  return options.map(option => ({ option, yes: who(option.id, 'yes'), maybe: who(option.id, 'maybe'), no: who(option.id, 'no') }))
    .toSorted((a, b) => b.yes.length - a.yes.length || b.maybe.length - a.maybe.length || a.no.length - b.no.length)
}
