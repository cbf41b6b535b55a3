export { readRule, rule, weekdays, writeRule, type Rule } from './rule.ts'
export { seedScheduling, type SeedPlace } from './seed.ts'
export { schedulingPlug } from './service.ts'
export { vocabulary } from './vocabulary.ts'
