import { useLingui } from '@lingui/react/macro'
import type { WrongField } from '../../../client/order-fields.ts'
import { useFormats } from '../../../shell/format.ts'

/** What is wrong with the fields of an order's form, by field. */
export function useFieldWords(): (wrong: readonly WrongField[]) => Readonly<Record<string, string>> {
  const { t } = useLingui()
  const { number } = useFormats()
  const words = ({ why, limit = 0 }: WrongField): string => {
    const much = number(limit)
    switch (why) {
      case 'missing': return t`Bitte ausfüllen.`
      case 'number': return t`Bitte geben Sie eine Zahl an.`
      case 'least': return t`Mindestens ${much}.`
      case 'most': return t`Höchstens ${much}.`
      case 'short': return t`Mindestens ${much} Zeichen.`
      case 'long': return t`Höchstens ${much} Zeichen.`
      case 'few': return t`Bitte wählen Sie mindestens ${much}.`
      case 'many': return t`Bitte wählen Sie höchstens ${much}.`
      case 'form': return t`Das hat nicht die erwartete Form.`
    }
  }
  return wrong => Object.fromEntries(wrong.map(one => [one.name, words(one)]))
}
