export type { Meta, Resource, ResourceKey } from './resource.ts'
export { isResourceType, resourceTypes, typeName, typeNumber } from './model/resource-types.ts'
export { dateRange, withOffsetSign, type DateRange } from './model/date-range.ts'
export { fold } from './model/fold.ts'
export { instant } from './model/instant.ts'
export { faultOutcome, operationOutcome } from './outcome.ts'
export { validate } from './validate/validate.ts'
export { validateInvariants } from './validate/validate-invariants.ts'
export { extract } from './search/extract/extract.ts'
export { leadingCodeOf, leadingDateOf } from './search/leading.ts'
export { parseSearch, type SearchOptions } from './search/parse/parse-search.ts'
export { searchParam, searchParams } from './search/parameters.ts'
export { unsupportedReason } from './search/unsupported.ts'
export { searchIncludes, searchRevIncludes } from './search/parse/includes.ts'
export { mapConditions, collectIn, withValueSets } from './search/map-conditions.ts'
export { compartmentCondition, compartmentNames, compartmentParams, compartmentTypes } from './search/compartments.ts'
export { unionOf } from './search/unions.ts'
export { kolnerCode } from './search/phonetic.ts'

export { referenceTarget, type ReferenceTarget } from './search/reference-target.ts'
export type {
  Condition,
  DatePrefix,
  DateValue,
  Extracted,
  Include,
  NumberPrefix,
  NumberValue,
  PartCondition,
  PartValue,
  ReferenceValue,
  SearchParamInfo,
  SearchParamType,
  SearchQuery,
  TokenValue,
  UnitForm,
} from './search/types.ts'
export { contentEqual } from './json/content-equal.ts'
export { entryTexts } from './json/entry-texts.ts'
export { applyJsonPatch, readJsonPatch, type PatchOperation } from './json/json-patch.ts'
export { exchangeLinks, linksOf, type Link } from './json/links.ts'
export { parseJson } from './json/parse-json.ts'
export { rewriteReferences } from './json/rewrite-references.ts'
export { spliceMeta } from './json/splice-meta.ts'
export { subsetText, type Subset } from './json/subset.ts'
export { withoutSource } from './json/without-source.ts'
export { iknrValid, kvnrValid, lanrValid, pznValid } from './identifiers/check-digits.ts'
export { systems } from './identifiers/systems.ts'
export { mentions } from './mentions.ts'
export {
  careAnywhere,
  careAt,
  carrierSystem,
  refusalTo,
  releasePurposes,
  releaseTo,
  siteSystem,
  type Permit,
  type ReleasePurpose,
} from './permits/permit-keys.ts'
export { everybody } from './permits/consent.ts'
export { permitsOf } from './permits/permits-of.ts'
