import type { AnswerValue, Form, FormNode } from '@steckwerk/form'

/** What a field of a form works with. */
export interface FieldProps {
  readonly node: FormNode
  readonly form: Form
  /** Name of the hospital, for where an answer came from. */
  readonly house: string
  readonly onAnswer: (path: string, values: readonly AnswerValue[]) => void
  /** What stands in a field but is no answer: says why; undefined = it is one again, or nothing stands there. */
  readonly onUnread: (path: string, why: string | undefined) => void
  /** What is wrong with it, once it is time to say so. */
  readonly wrong: string | undefined
}

export interface GroupProps extends Omit<FieldProps, 'node' | 'wrong'> {
  readonly wrongOf: (path: string) => string | undefined
  readonly onAdd: (path: string) => void
  readonly onRemove: (path: string) => void
}
