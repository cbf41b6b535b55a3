import type { MaturityModel } from '../model/model.ts'
import { answerOf, checkAnswer, mustBeOpen, sameAnswer, type Answer, type Assessment, type KeptAnswer } from './assessment.ts'

/** One question's new answer, and the answer that whoever changes it had before their eyes. */
export interface Change {
  readonly item: string
  readonly was: Answer
  readonly now: Answer
}

/** Somebody else answered the same question meanwhile, and otherwise. Nothing of it was changed. */
export interface Conflict {
  readonly item: string
  readonly theirs: KeptAnswer
  readonly yours: Answer
}

export interface Merged {
  readonly assessment: Assessment
  readonly conflicts: readonly Conflict[]
}

/** Lays changes over an assessment, question by question: what nobody else touched is taken, an answer that somebody else gave meanwhile stays and is told.
 *  Faults: maturity/completed, maturity/item-unknown, maturity/value. */
export function merge(model: MaturityModel, assessment: Assessment, changes: readonly Change[], by: string, at: string): Merged {
  mustBeOpen(assessment)
  const answers: Record<string, KeptAnswer> = { ...assessment.answers }
  const conflicts: Conflict[] = []
  for (const { item, was, now } of changes) {
    checkAnswer(model, item, now)
    const current = answerOf(assessment, item)
    if (sameAnswer(current, now)) continue
    if (sameAnswer(current, was)) answers[item] = { ...now, by, at }
    else conflicts.push({ item, theirs: assessment.answers[item]!, yours: now })
  }
  return { assessment: { ...assessment, answers }, conflicts }
}
