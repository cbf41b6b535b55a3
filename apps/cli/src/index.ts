export { allKeys } from './commands/config.ts'
