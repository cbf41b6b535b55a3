/** Raised by hand whenever the maps give another result for the same message, so that a replay knows what is out of date.
 *  `generation.test.ts` holds a hash of the golden results: when it fails, raise this number and set the new hash. */
export const mappingGeneration = 1
