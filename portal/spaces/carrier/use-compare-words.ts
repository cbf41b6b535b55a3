import { useLingui } from '@lingui/react/macro'
import type { DuplicateField, DuplicateFieldName } from '@steckwerk/api/contract/duplicates'
import type { Tone } from '../../shell/notice.tsx'

export interface Mark {
  readonly kind: 'same' | 'alike' | 'differs' | 'missing'
  readonly tone: Tone
  readonly word: string
}

/** Names of what is compared, and how the two sides compare in one word. */
export function useCompareWords(): { readonly field: (name: DuplicateFieldName) => string; readonly mark: (field: DuplicateField) => Mark } {
  const { t } = useLingui()
  return {
    field: name => ({
      prior: t`Ausgangslage`, given: t`Vorname`, family: t`Nachname`, birth: t`Geburtsdatum`, gender: t`Geschlecht`, address: t`Anschrift`, telecom: t`Telefon, E-Mail`, kvnr: t`Versichertennummer`, relatives: t`Angehörige`,
    })[name],
    mark: ({ level }) => {
      if (level === 'missing') return { kind: 'missing', tone: 'quiet', word: t`fehlt` }
      if (level === 'same') return { kind: 'same', tone: 'ok', word: t`gleich` }
      return level === 'different' ? { kind: 'differs', tone: 'bad', word: t`verschieden` } : { kind: 'alike', tone: 'warn', word: t`ähnlich` }
    },
  }
}
