import { contactKind } from './contacts.ts'
import { differentKind, movedKind } from './duplicates.ts'
import { entryKind } from './entries.ts'
import { standingKind } from './standing.ts'

/** Documents of the directory, beside the records that are the actors. */
export const directoryKinds: readonly string[] = [entryKind, standingKind, contactKind, differentKind, movedKind]
