export { openFileSystem } from './backends/file-system.ts'
export type { Backend, ByteRange, KeySealing, ObjectName, ObjectStore, OpenedObject, StoredObject } from './contract.ts'
export { createObjectStore } from './object-store.ts'
