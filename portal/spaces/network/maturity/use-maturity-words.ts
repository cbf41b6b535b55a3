import { useLingui } from '@lingui/react/macro'
import type { AssessmentKind, TargetState } from '../../../client/maturity.ts'
import { useFormats } from '../../../shell/format.ts'
import type { Tone } from '../../../shell/notice.tsx'

export interface MaturityWords {
  readonly kind: (kind: AssessmentKind) => string
  readonly target: (target: TargetState) => { readonly tone: Tone; readonly words: string }
}

export function useMaturityWords(): MaturityWords {
  const { t } = useLingui()
  const { date } = useFormats()
  return {
    kind: kind => kind === 'yearly' ? t`Jährliche Einschätzung` : t`Zwischenstand`,
    target: ({ state, on }) => {
      if (state === 'reached') return { tone: 'ok', words: t`Erreicht am ${date(on ?? '')}` }
      return state === 'missed' ? { tone: 'bad', words: t`Nicht erreicht` } : { tone: 'quiet', words: t`Noch offen` }
    },
  }
}
