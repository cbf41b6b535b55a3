export { auditActorKey } from './audit/audit-keys.ts'
export { inspect, type Inspection } from './audit/inspect.ts'
export { asOwner, type OwnerQuery } from './as-owner.ts'
export { addCarrier } from './carriers.ts'
export type {
  AuditRow, Carrier, Change, CompartmentQuery, FhirChange, HistoryQuery, HistoryResult, OutboxEvent, Reader, SearchExplanation, SearchResult, Store, Stored, Writer,
} from './contract.ts'
export { startPostgres, type EmbeddedPostgres, type StartOptions } from './embedded/start.ts'
export { prepareExternal, type ExternalOptions } from './external.ts'
export { startJobs, type Job, type JobPorts, type Jobs, type JobsOptions } from './jobs/jobs.ts'
export { storeJobs, type StoreJobsOptions } from './jobs/store-jobs.ts'
export { migrate, type MigrateOptions } from './migrate.ts'
export { openStore, type OpenStoreOptions } from './store.ts'
