import type { Interaction } from '../interaction.ts'
import { everything } from './everything.ts'
import { metaOperation } from './meta.ts'
import { metaChange } from './meta-change.ts'
import { validateOperation } from './validate.ts'

/** Every operation this server offers. */
export const operations: readonly Interaction[] = [...everything, ...validateOperation, ...metaOperation, ...metaChange]
