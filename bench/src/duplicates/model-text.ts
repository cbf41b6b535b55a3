import { estimate, featuresOf, fields, firstGuess, kinds, type Model } from '@steckwerk/match'
import { seeded, truthSet } from '@steckwerk/match/testing'

/** The seed the shipped model was estimated on; it judges nothing. */
const estimationSeed = 1

/** Estimates the model anew and gives it as the text of core/match/src/default-model.ts. */
export function estimatedModelText(people: number): string {
  const set = truthSet({ people, seed: estimationSeed })
  const model = estimate(set.patients.map(featuresOf), firstGuess, seeded(5))
  return modelText(model, people)
}

function modelText({ perRecord, probabilities, thresholds }: Model, people: number): string {
  const round = (value: number): string => String(Number(value.toPrecision(3)))
  const lines = kinds.flatMap((kind) => [
    `    ${kind}: {`,
    ...fields.map((field) => `      ${field}: [${probabilities[kind][field].map(round).join(', ')}],`),
    '    },',
  ])
  return `import type { Model } from './model.ts'

/** What pairs of one person, of a household, of twins, of namesakes and of strangers look like. Estimated by expectation maximisation (estimate.ts)
 *  on a generated region of ${people.toLocaleString('en')} people, seed ${estimationSeed}, without knowledge of who is who: \`npm run bench -- duplicates --estimate\`. Both
 *  thresholds were chosen on that region and those of seeds 2 and 3. A carrier's own names count by their frequency there. */
export const defaultModel: Model = {
  perRecord: { ${Object.entries(perRecord).map(([kind, value]) => `${kind}: ${round(value)}`).join(', ')} },
  probabilities: {
${lines.join('\n')}
  },
  thresholds: { certain: ${thresholds.certain}, review: ${thresholds.review} },
}
`
}
