import type { FormDocument } from '@steckwerk/api/contract/form'
import type { FormSource } from '../../client/form.ts'

/** A form, and what its page does for it. */
export interface FormOpenProps {
  readonly document: FormDocument
  readonly source: FormSource
  /** Whether the person may fill it in, not only read. */
  readonly mayAct: boolean
  /** Key of the step that is shown; undefined = where the person left off. */
  readonly step: string | undefined
  readonly onStep: (step: string) => void
  readonly onSent: (document: FormDocument) => void
  /** Of the headings within; the page or card around it has the one above. */
  readonly level: 2 | 3
}
