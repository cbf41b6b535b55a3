import { request } from './request.ts'

/** What the maturity service answers; texts are in the language that was asked for. Source: services/maturity. */
export interface OwnOffices {
  readonly mine: readonly { readonly id: string; readonly name: string }[]
  /** For the network's editors. */
  readonly managed?: readonly { readonly id: string; readonly name: string; readonly members: number }[]
}

export interface OfficePage {
  readonly id: string
  readonly name: string
  readonly peers: boolean
  readonly members: readonly { readonly ref: string; readonly name: string; readonly since: string; readonly you: boolean }[]
  /** That nobody has accepted yet; mail '' = the link was handed over. */
  readonly invitations: readonly { readonly id: string; readonly by: string; readonly mail: string; readonly until: string }[]
  /** What is offered, and what the house has used. */
  readonly models: readonly OfficeModel[]
  readonly assessments: readonly AssessmentLine[]
  readonly targets: readonly (TargetState & { readonly model: string })[]
}

export interface OfficeModel {
  readonly id: string
  readonly version: number
  /** Assessments may be begun with it. */
  readonly offered: boolean
  readonly title: string
  readonly source: string
  readonly lowest: number
  readonly highest: number
  readonly states: readonly { readonly value: number; readonly title: string }[] | null
  readonly dimensions: readonly { readonly code: string; readonly title: string }[]
}

export type AssessmentKind = 'yearly' | 'interim'

export interface AssessmentLine {
  readonly id: string
  readonly version: number
  readonly model: string
  readonly modelVersion: number
  readonly title: string
  readonly kind: AssessmentKind
  readonly day: string
  readonly team: readonly string[]
  readonly completed: string | null
  readonly items: number
  readonly open: number
}

export interface TargetState {
  readonly id: string
  readonly words: string
  readonly until: string
  readonly note: string
  readonly state: 'open' | 'reached' | 'missed'
  readonly on: string | null
  readonly dimensions: readonly string[]
}

export interface Answer {
  readonly value: number | null
  readonly comment: string
  readonly evidence: readonly string[]
}

export interface KeptAnswer extends Answer {
  readonly by: string
  readonly at: string
}

export interface Change {
  readonly item: string
  readonly was: Answer
  readonly now: Answer
}

export interface SavedAnswers {
  readonly version: number
  readonly answers: Readonly<Record<string, KeptAnswer>>
  readonly conflicts: readonly { readonly item: string; readonly theirs: KeptAnswer; readonly yours: Answer }[]
}

/** What an Excel file would change; conflicts were answered in the portal after the file was made. */
export interface SheetChanges {
  readonly changes: readonly Change[]
  readonly conflicts: SavedAnswers['conflicts']
}

export interface AssessmentPage {
  readonly id: string
  readonly version: number
  readonly office: string
  readonly kind: AssessmentKind
  readonly day: string
  readonly team: readonly string[]
  readonly completed: string | null
  readonly answers: Readonly<Record<string, KeptAnswer>>
  readonly model: {
    readonly title: string
    readonly source: string
    readonly lowest: number
    readonly highest: number
    readonly states: readonly { readonly value: number; readonly title: string; readonly meaning: string }[] | null
    readonly dimensions: readonly { readonly code: string; readonly title: string; readonly items: readonly { readonly code: string; readonly title: string; readonly question: string }[] }[]
  }
}

export interface Shown {
  readonly value: number | null
  readonly words: string
  /** How far along the scale, 0 to 1. */
  readonly share: number
}

export type RadarLine = 'now' | 'before' | 'peers'

export interface ResultPage {
  /** Its name. */
  readonly office: string
  readonly model: { readonly id: string; readonly title: string; readonly source: string; readonly values: readonly { readonly title: string; readonly meaning: string }[] }
  readonly day: string
  readonly kind: AssessmentKind
  readonly team: readonly string[]
  readonly completed: string | null
  readonly beforeDay: string | null
  readonly dimensions: readonly {
    readonly code: string
    readonly title: string
    readonly now: Shown
    readonly before: Shown | null
    readonly peers: { readonly lowerQuarter: Shown; readonly median: Shown; readonly upperQuarter: Shown } | null
    /** Searches for fitting projects. */
    readonly leads: { readonly search: readonly string[]; readonly capabilities: readonly string[] }
    /** Houses that agreed to be asked and are at least two levels further. */
    readonly helpers: readonly { readonly id: string; readonly name: string }[]
    /** Named by a target that is open. */
    readonly targeted: boolean
    readonly items: readonly { readonly title: string; readonly value: string; readonly comment: string; readonly evidence: readonly string[] }[]
  }[]
  readonly overall: Shown | null
  readonly history: readonly { readonly id: string; readonly day: string; readonly kind: AssessmentKind; readonly values: readonly string[] }[]
  readonly radar: {
    readonly rings: readonly { readonly value: number; readonly path: string; readonly y: number }[]
    readonly axes: readonly { readonly label: string; readonly x: number; readonly y: number; readonly at: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' } }[]
    readonly shapes: readonly { readonly path: string; readonly points: readonly { readonly x: number; readonly y: number }[] }[]
  }
  readonly lines: readonly RadarLine[]
  readonly peersPublished: string | null
  readonly targets: readonly TargetState[]
}

/** A question between two houses. */
export interface HouseQuestion {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly by: string
  readonly at: string
  readonly dimension: string
  readonly text: string
  readonly answer: string
  readonly answeredBy: string
}

/** What a house has with others. */
export interface HouseOthers {
  /** Dimensions it may be asked in: `oegd/staff`. */
  readonly helps: readonly string[]
  /** Where it could be. */
  readonly possible: readonly { readonly model: string; readonly title: string; readonly dimensions: readonly { readonly key: string; readonly title: string }[] }[]
  readonly received: readonly HouseQuestion[]
  readonly sent: readonly HouseQuestion[]
  readonly given: readonly { readonly id: string; readonly assessment: string; readonly day: string; readonly until: string; readonly by: string; readonly to: string | null; readonly mail: string; readonly valid: boolean; readonly views: readonly { readonly at: string; readonly by: string }[] }[]
  readonly seen: readonly { readonly id: string; readonly day: string; readonly until: string; readonly from: string }[]
}

export interface SharedResult extends ResultPage {
  readonly until: string
}

export interface ModelLine {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly source: string
  readonly dimensions: number
  readonly retired: boolean
  /** The network's own. */
  readonly own: boolean
}

export interface ModelReading {
  readonly problems: readonly { readonly at: string; readonly text: string }[]
  readonly saved: boolean
  readonly preview?: {
    readonly id: string
    readonly version: number
    readonly title: string
    readonly source: string
    readonly lowest: number
    readonly highest: number
    readonly states: readonly string[] | null
    readonly dimensions: readonly { readonly code: string; readonly title: string; readonly items: readonly { readonly code: string; readonly title: string; readonly question: string }[] }[]
  }
}

export type TargetGoal = { readonly kind: 'rise'; readonly dimensions: number; readonly by: number } | { readonly kind: 'reach'; readonly dimension: string; readonly value: number }

function path(network: string, ...parts: readonly string[]): string {
  return ['/services/steckwerk-maturity', ...[network, ...parts].map(encodeURIComponent)].join('/')
}

const inLanguage = (address: string, language: string): string => `${address}?language=${language}`
const assessmentPath = (network: string, office: string, assessment: string, ...parts: readonly string[]): string => path(network, 'offices', office, 'assessments', assessment, ...parts)

export const fetchOffices = (network: string, signal: AbortSignal): Promise<OwnOffices> => request(path(network, 'offices'), { signal })
export const createOffice = (network: string, name: string): Promise<{ readonly id: string }> => request(path(network, 'offices'), { method: 'POST', json: { name } })
export const deleteOffice = (network: string, office: string): Promise<void> => request(path(network, 'offices', office), { method: 'DELETE' })
/** mail: where the link is mailed to; '' = it is handed over. */
export const inviteMember = (network: string, office: string, mail: string, language: string): Promise<{ readonly code: string; readonly until: string }> =>
  request(inLanguage(path(network, 'offices', office, 'invitations'), language), { method: 'POST', json: { mail } })
export const endInvitation = (network: string, office: string, invitation: string): Promise<void> => request(path(network, 'offices', office, 'invitations', invitation), { method: 'DELETE' })
export const acceptInvitation = (network: string, code: string): Promise<{ readonly office: string }> => request(path(network, 'invitations', 'accepted'), { method: 'POST', json: { code } })
export const removeMember = (network: string, office: string, ref: string): Promise<void> => request(path(network, 'offices', office, 'members', ref), { method: 'DELETE' })
export const setLeave = (network: string, office: string, peers: boolean): Promise<unknown> => request(path(network, 'offices', office, 'leave'), { method: 'PUT', json: { peers } })

export const fetchOffice = (network: string, office: string, language: string, signal: AbortSignal): Promise<OfficePage> => request(inLanguage(path(network, 'offices', office), language), { signal })
export const addTarget = (network: string, office: string, target: { readonly goal: TargetGoal; readonly from: string; readonly until: string; readonly note: string }): Promise<unknown> =>
  request(path(network, 'offices', office, 'targets'), { method: 'POST', json: target })
export const removeTarget = (network: string, office: string, target: string): Promise<void> => request(path(network, 'offices', office, 'targets', target), { method: 'DELETE' })

export const startAssessment = (network: string, office: string, start: { readonly model: string; readonly kind: AssessmentKind; readonly day: string; readonly team: readonly string[] }): Promise<{ readonly id: string }> =>
  request(path(network, 'offices', office, 'assessments'), { method: 'POST', json: start })
export const fetchAssessment = (network: string, office: string, assessment: string, language: string, signal?: AbortSignal): Promise<AssessmentPage> =>
  request(inLanguage(assessmentPath(network, office, assessment), language), signal === undefined ? {} : { signal })
export const deleteAssessment = (network: string, office: string, assessment: string): Promise<void> => request(assessmentPath(network, office, assessment), { method: 'DELETE' })
export const saveAnswers = (network: string, office: string, assessment: string, changes: readonly Change[]): Promise<SavedAnswers> =>
  request(assessmentPath(network, office, assessment, 'answers'), { method: 'POST', json: { changes } })
export const completeAssessment = (network: string, office: string, assessment: string, version: number): Promise<unknown> =>
  request(assessmentPath(network, office, assessment, 'completed'), { method: 'POST', json: { version } })
export const fetchResult = (network: string, office: string, assessment: string, language: string, signal: AbortSignal): Promise<ResultPage> =>
  request(inLanguage(assessmentPath(network, office, assessment, 'result'), language), { signal })

export const reportFile = (network: string, office: string, assessment: string, language: string): string => inLanguage(assessmentPath(network, office, assessment, 'report'), language)
export const sheetFile = (network: string, office: string, assessment: string, language: string): string => inLanguage(assessmentPath(network, office, assessment, 'sheet'), language)
/** What a filled-in Excel file would change; nothing is saved by it. */
export const readSheet = (network: string, office: string, assessment: string, file: Blob): Promise<SheetChanges> =>
  request(assessmentPath(network, office, assessment, 'sheet'), { method: 'POST', bytes: file })

export const setTeam = (network: string, office: string, assessment: string, version: number, team: readonly string[]): Promise<{ readonly version: number }> =>
  request(assessmentPath(network, office, assessment, 'team'), { method: 'PUT', json: { version, team } })
export const fetchOthers = (network: string, office: string, language: string, signal: AbortSignal): Promise<HouseOthers> => request(inLanguage(path(network, 'offices', office, 'others'), language), { signal })
export const setHelps = (network: string, office: string, helps: readonly string[]): Promise<unknown> => request(path(network, 'offices', office, 'helps'), { method: 'PUT', json: { helps } })
export const askHouse = (network: string, office: string, question: { readonly to: string; readonly model: string; readonly dimension: string; readonly text: string }): Promise<unknown> =>
  request(path(network, 'offices', office, 'questions'), { method: 'POST', json: question })
export const answerHouse = (network: string, office: string, question: string, answer: string): Promise<void> => request(path(network, 'offices', office, 'questions', question), { method: 'PUT', json: { answer } })
export const removeQuestion = (network: string, office: string, question: string): Promise<void> => request(path(network, 'offices', office, 'questions', question), { method: 'DELETE' })
export const shareResult = (network: string, office: string, assessment: string, share: { readonly days: number; readonly mail: string }, language: string): Promise<{ readonly code: string; readonly until: string }> =>
  request(inLanguage(assessmentPath(network, office, assessment, 'shares'), language), { method: 'POST', json: share })
export const acceptShare = (network: string, office: string, code: string): Promise<{ readonly share: string }> => request(path(network, 'offices', office, 'shares', 'accepted'), { method: 'POST', json: { code } })
export const endShare = (network: string, office: string, share: string): Promise<void> => request(path(network, 'offices', office, 'shares', share), { method: 'DELETE' })
/** Looks at it; the house that shares is told. */
export const openShare = (network: string, office: string, share: string, language: string): Promise<SharedResult> => request(inLanguage(path(network, 'offices', office, 'shares', share, 'seen'), language), { method: 'POST', json: {} })
export const fetchModels = (network: string, language: string, signal: AbortSignal): Promise<{ readonly models: readonly ModelLine[] }> => request(inLanguage(path(network, 'models'), language), { signal })
/** check: only looks through it. */
export const bringModel = (network: string, model: unknown, check: boolean, language: string): Promise<ModelReading> => request(inLanguage(path(network, 'models'), language), { method: 'POST', json: { model, check } })
export const retireModel = (network: string, model: string, retired: boolean): Promise<unknown> => request(path(network, 'models', model), { method: 'PUT', json: { retired } })
export const modelFile = (network: string, model: string): string => path(network, 'models', model, 'file')
