export { evaluate, type Quality } from './testing/evaluate.ts'
export { truthSet, type TruthSet } from './testing/truth-set.ts'
export { seeded } from './testing/random.ts'
