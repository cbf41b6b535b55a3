import { request } from './request.ts'

/** What the network's service answers of series of talks, of which `service` is what comes before /series. Instants are ISO 8601 in UTC, days `2027-05-11`. */
export interface SeriesFacts {
  readonly title: string
  readonly about: string
  readonly topics: readonly string[]
  readonly place: string
  readonly stage: 'hidden' | 'open' | 'ended'
  /** Every so many weeks from a first day on, by the wall clock in Germany. */
  readonly rhythm: { readonly first: string; readonly weeks: number; readonly time: string; readonly minutes: number }
  /** '' for who does not edit. */
  readonly room: string
  /** Minutes before the beginning. */
  readonly opensBefore: number
  readonly proposing: boolean
  readonly podcast: { readonly author: string; readonly mail: string; readonly image: string; readonly category: string } | null
}

export interface TalkLine {
  readonly date: string
  readonly start: string
  readonly end: string
  readonly topic: string
  readonly moved: string
  readonly cancelled: string
  /** Whether there is something to hear or see. */
  readonly recording: boolean
  readonly guests: readonly string[]
}

export interface Topic {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly votes: number
}

export interface Series {
  readonly id: string
  readonly version: number
  readonly series: SeriesFacts
  readonly editor: boolean
  readonly talks: readonly TalkLine[]
  readonly topics: readonly Topic[]
  /** Topics and questions that this browser wants. */
  readonly wants: readonly string[]
}

export interface SeriesLine extends Pick<SeriesFacts, 'title' | 'about' | 'stage'> {
  readonly id: string
  readonly next?: string
  readonly topic?: string
}

export interface TalkFacts {
  readonly start: string
  readonly end: string
  readonly topic: string
  readonly about: string
  readonly guests: readonly { readonly name: string; readonly about: string; readonly consent: boolean }[]
  readonly moved: string
  readonly cancelled: string
  readonly recording: string
  readonly material: readonly { readonly title: string; readonly url: string }[]
  readonly episode: { readonly audio: string; readonly bytes: number; readonly type: 'audio/mpeg' | 'audio/x-m4a' | 'audio/ogg'; readonly seconds: number; readonly published: string } | null
}

export type QuestionState = 'open' | 'answered' | 'hidden'
export interface Question {
  readonly id: string
  readonly text: string
  readonly by: string
  readonly state: QuestionState
  readonly votes: number
}

export interface Talk {
  readonly id: string
  readonly date: string
  /** 0 = nothing is kept of it yet. */
  readonly version: number
  readonly series: string
  readonly place: string
  readonly editor: boolean
  readonly talk: TalkFacts
  readonly asking: boolean
  readonly access: { readonly offered: boolean; readonly opens: string; readonly state: 'none' | 'unconfirmed' | 'confirmed'; readonly name?: string; readonly room?: string }
  readonly questions: readonly Question[]
  readonly notes: readonly { readonly id: string; readonly at: number; readonly text: string; readonly by: string }[]
  readonly wants: readonly string[]
}

export interface Wish {
  readonly on: string
  readonly want: boolean
}

const at = (service: string, ...parts: readonly string[]): string => [`${service}/series`, ...parts.map(encodeURIComponent)].join('/')

export const liveAddress = (service: string, id: string): string => at(service, id, 'live')
export const podcastAddress = (service: string, id: string): string => at(service, id, 'podcast.xml')
export const fetchAllSeries = (service: string, signal: AbortSignal): Promise<{ readonly series: readonly SeriesLine[]; readonly editor: boolean }> => request(at(service), { signal })
export const createSeries = (service: string, series: SeriesFacts): Promise<{ readonly id: string }> => request(at(service), { method: 'POST', json: series })
export const fetchSeries = (service: string, id: string, signal: AbortSignal): Promise<Series> => request(at(service, id), { signal })
export const changeSeries = (service: string, id: string, version: number, series: SeriesFacts): Promise<void> => request(at(service, id), { method: 'PUT', json: { version, series } })
export const proposeTopic = (service: string, id: string, json: { readonly key: string; readonly title: string; readonly about: string }): Promise<void> => request(at(service, id, 'topics'), { method: 'POST', json })
export const removeTopic = (service: string, id: string, topic: string): Promise<void> => request(at(service, id, 'topics', topic), { method: 'DELETE' })
export const sendWishes = (service: string, id: string, votes: readonly (Wish & { readonly turn: number })[]): Promise<void> => request(at(service, id, 'votes'), { method: 'POST', json: { votes } })
export const fetchTalk = (service: string, id: string, date: string, signal: AbortSignal): Promise<Talk> => request(at(service, id, 'talks', date), { signal })
export const changeTalk = (service: string, id: string, date: string, version: number, talk: TalkFacts): Promise<void> => request(at(service, id, 'talks', date), { method: 'PUT', json: { version, talk } })
export const registerForTalk = (service: string, id: string, date: string, json: { readonly name: string; readonly mail: string }): Promise<void> => request(at(service, id, 'talks', date, 'registration'), { method: 'PUT', json })
export const leaveTalk = (service: string, id: string, date: string): Promise<void> => request(at(service, id, 'talks', date, 'registration'), { method: 'DELETE' })
export const confirmRegistration = (service: string, id: string, date: string, owner: string, proof: string): Promise<void> =>
  request(at(service, id, 'talks', date, 'registration', 'confirmed'), { method: 'POST', json: { owner, proof } })
export const askQuestion = (service: string, id: string, date: string, json: { readonly key: string; readonly text: string; readonly by: string }): Promise<void> => request(at(service, id, 'talks', date, 'questions'), { method: 'POST', json })
export const moderateQuestion = (service: string, id: string, question: string, state: QuestionState): Promise<void> => request(at(service, id, 'questions', question), { method: 'PUT', json: { state } })
export const addTalkNote = (service: string, id: string, date: string, json: { readonly key: string; readonly text: string; readonly by: string }): Promise<void> => request(at(service, id, 'talks', date, 'notes'), { method: 'POST', json })
export const removeTalkNote = (service: string, id: string, date: string, note: string): Promise<void> => request(at(service, id, 'talks', date, 'notes', note), { method: 'DELETE' })
