import { allDocuments } from '../all-documents.ts'
import { leastAnswers, publicTallies, tallies } from '../form/tally.ts'
import type { Work } from '../work.ts'
import { answersOf, kinds, removeAnswers, stateOf, type Survey } from './records.ts'

const day = 86_400_000

/** Answers are kept as long after the end as the editors said; what they came to stays, as everybody may read it. */
export const forgetAnswers: Work = {
  name: 'survey-forget',
  everyMs: 3_600_000,
  run: async ({ carrier: { documents }, now }) => {
    for (const { id, version, body } of await allDocuments<Survey>(documents, kinds.survey)) {
      if (stateOf(body, now) !== 'closed' || Date.parse(body.closes) + body.keepDays * day > now) continue
      if (body.kept === undefined) {
        const answers = await answersOf(documents, id)
        const questions = answers.length < leastAnswers ? [] : publicTallies(tallies(body.questionnaire, answers.map((one) => one.body.item)))
        await documents.write([{ kind: kinds.survey, id, parent: id, body: { ...body, kept: { answers: answers.length, questions } } satisfies Survey, version }])
      }
      // Also where an earlier round ended between the two.
      await removeAnswers(documents, id)
    }
  },
}
