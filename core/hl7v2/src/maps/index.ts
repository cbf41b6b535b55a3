export { type MapResult, type MapSettings, type MapState, type Needs } from './contract.ts'
export { mappingGeneration } from './generation.ts'
export { map, mappedTypes, needs } from './map-message.ts'
export { mappingDocument, mappingTable, type MappingSection } from './mapping-table.ts'
