export { runHub } from './run-hub.ts'
export { startHub, type Hub } from './start-hub.ts'
export { verifyDatabaseAudit, type NamedVerdict } from './verify-audit.ts'
