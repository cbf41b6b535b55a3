export { copyMadeCluster } from './testing/made-cluster.ts'
export { testPostgres, type TestPostgres } from './testing/test-postgres.ts'
export { testStore, type TestStore, type TestStoreOptions } from './testing/test-store.ts'
