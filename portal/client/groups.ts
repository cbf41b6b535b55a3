import { request } from './request.ts'

/** What the network's service answers of working groups, of which `service` is what comes before /groups. Days are `2026-11-22`, instants ISO 8601 in UTC. */
export interface GroupFacts {
  readonly title: string
  readonly purpose: string
  readonly outside: string
  readonly until: string
  readonly topics: readonly string[]
  readonly undertaking: string
  readonly stage: 'hidden' | 'open' | 'ended'
}

export interface GroupLine extends Pick<GroupFacts, 'title' | 'purpose' | 'stage' | 'topics' | 'until'> {
  readonly id: string
}

export interface MeetingFacts {
  readonly title: string
  readonly start: string
  readonly end: string
  readonly place: string
  readonly agenda: string
  readonly minutes: string
  readonly room: string
  readonly cancelled: string
  /** Why it begins at another time than before, said with the change. */
  readonly moved: string
}
/** That a date was moved: when it was to begin, and why; '' = nothing was said. */
export interface Move {
  readonly was: string
  readonly why: string
}
export interface TaskFacts {
  readonly what: string
  readonly who: string
  readonly until: string
  readonly done: boolean
}
export interface ResultFacts {
  readonly title: string
  readonly text: string
  readonly link: string
}

/** Something of a group with its id and version. */
export type Part<Facts> = Facts & { readonly id: string; readonly version: number }

export interface Decision {
  readonly key: string
  readonly day: string
  readonly text: string
  /** Number of the one it takes the place of; 0 = none. */
  readonly instead: number
}

export interface GroupMember {
  readonly id: string
  readonly name: string
  readonly named: boolean
  readonly lead: boolean
  readonly state: 'unconfirmed' | 'asked' | 'member'
  /** Told to leads alone. */
  readonly mail?: string
  readonly about?: string
}

export interface Group {
  readonly id: string
  readonly version: number
  readonly group: GroupFacts
  readonly editor: boolean
  readonly member: boolean
  /** Whether this reader may lead: leads and editors. */
  readonly lead: boolean
  /** dates: whether mails of dates go to them; missing = no address is known to be theirs. */
  readonly own?: { readonly id: string; readonly name: string; readonly state: GroupMember['state']; readonly named: boolean; readonly dates?: boolean }
  readonly count: number
  readonly named: readonly string[]
  /** What stands only before members is missing for others. */
  readonly meetings: readonly Part<Omit<MeetingFacts, 'agenda' | 'minutes' | 'room' | 'moved'> & Partial<Pick<MeetingFacts, 'agenda' | 'minutes' | 'room'>> & { readonly moves: readonly Move[] }>[]
  readonly results: readonly Part<ResultFacts & { readonly at: number }>[]
  readonly inside?: { readonly members: readonly GroupMember[]; readonly tasks: readonly Part<TaskFacts>[]; readonly decisions: readonly Decision[] }
}

export interface JoinRequest {
  readonly name: string
  readonly mail: string
  readonly about: string
  readonly named: boolean
}

const at = (service: string, ...parts: readonly string[]): string => [`${service}/groups`, ...parts.map(encodeURIComponent)].join('/')

export const fetchGroups = (service: string, undertaking: string | undefined, signal: AbortSignal): Promise<{ readonly groups: readonly GroupLine[]; readonly editor: boolean }> =>
  request(`${at(service)}${undertaking === undefined ? '' : `?${new URLSearchParams({ undertaking }).toString()}`}`, { signal })
export const beginGroup = (service: string, group: GroupFacts): Promise<{ readonly id: string }> => request(at(service), { method: 'POST', json: group })
export const fetchGroup = (service: string, id: string, signal: AbortSignal): Promise<Group> => request(at(service, id), { signal })
export const changeGroup = (service: string, id: string, version: number, group: GroupFacts): Promise<void> => request(at(service, id), { method: 'PUT', json: { version, group } })
export const askToJoin = (service: string, id: string, json: JoinRequest): Promise<{ readonly state: GroupMember['state'] }> => request(at(service, id, 'membership'), { method: 'PUT', json })
export const leaveGroup = (service: string, id: string): Promise<void> => request(at(service, id, 'membership'), { method: 'DELETE' })
export const confirmMember = (service: string, id: string, member: string, proof: string): Promise<{ readonly state: GroupMember['state'] }> =>
  request(at(service, id, 'membership', 'confirmed'), { method: 'POST', json: { member, proof } })
/** Whether mails of the group's dates come. proof: of such a mail's link; '' = this browser is known to the group. */
export const chooseMails = (service: string, id: string, json: { readonly member: string; readonly proof: string; readonly dates: boolean }): Promise<void> => request(at(service, id, 'membership', 'mails'), { method: 'POST', json })
export const changeMember = (service: string, id: string, member: string, json: { readonly state: 'asked' | 'member'; readonly lead: boolean }): Promise<void> =>
  request(at(service, id, 'members', member), { method: 'PUT', json })
export const removeMember = (service: string, id: string, member: string): Promise<void> => request(at(service, id, 'members', member), { method: 'DELETE' })

export interface PartFacts {
  readonly meetings: MeetingFacts
  readonly tasks: TaskFacts
  readonly results: ResultFacts
}
/** version 0 = it is new. */
export const savePart = <Kind extends keyof PartFacts>(service: string, id: string, kind: Kind, part: string, version: number, body: PartFacts[Kind]): Promise<void> =>
  request(at(service, id, kind, part), { method: 'PUT', json: { version, body } })
export const removePart = (service: string, id: string, kind: keyof PartFacts, part: string): Promise<void> => request(at(service, id, kind, part), { method: 'DELETE' })
export const addDecision = (service: string, id: string, decision: Decision): Promise<{ readonly number: number }> => request(at(service, id, 'decisions'), { method: 'POST', json: decision })

/** What the fragment of a mail's link holds: `#<id>.<proof>`; undefined = nothing of the kind. */
export function proofIn(hash: string): { readonly id: string; readonly proof: string } | undefined {
  const found = /^#?([\w-]+)\.([\w-]{43})$/.exec(hash)
  return found === null ? undefined : { id: found[1]!, proof: found[2]! }
}
