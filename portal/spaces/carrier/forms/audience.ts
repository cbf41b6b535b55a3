import { createContext, use } from 'react'
import type { Addition } from '../../../client/form-build-item.ts'

/** Who fills a form in: patients, with a record that it is filled in from and goes into, or anybody at a network, which knows nothing of them. */
export type Audience = 'patients' | 'anybody'

export const AudienceContext = createContext<Audience>('patients')
export const useAudience = (): Audience => use(AudienceContext)

const withRecord: ReadonlySet<Addition> = new Set(['attachment', 'score', 'grade', 'calculated'])
/** Of kinds and additions: what such people can be asked. */
export const offeredTo = <One extends Addition>(audience: Audience, all: readonly One[]): readonly One[] => audience === 'patients' ? all : all.filter(one => !withRecord.has(one))
