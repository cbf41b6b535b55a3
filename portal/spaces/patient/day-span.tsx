import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { spanEnd, spans as all, type Span } from '../../client/spans.ts'
import { Choices } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'

/** How long something is to be in force: a few usual spans, each with the day it ends. `chosen` null = without end, where `endless` allows it. */
export function DaySpan({ legend, spans, chosen, onChange, now, longest, endless }: {
  legend: ReactNode; spans: readonly Span[]; chosen: Span | null; onChange: (span: Span) => void; now: number; longest?: number; endless?: () => void
}) {
  const { t } = useLingui()
  const { date } = useFormats()
  const names: Readonly<Record<Span, string>> = { '30d': t`30 Tage`, '3m': t`3 Monate`, '6m': t`6 Monate`, '12m': t`1 Jahr`, '36m': t`3 Jahre` }
  const choose = (value: string | undefined) => {
    const span = all.find(one => one === value)
    if (span === undefined) endless?.()
    else onChange(span)
  }
  return (
    <Choices
      legend={legend} chosen={[chosen ?? 'endless']} onChange={([next]) => choose(next)}
      options={[
        ...spans.map(span => {
          const end = date(spanEnd(now, span, longest))
          return { value: span, label: names[span], hint: <Trans>bis {end}</Trans> }
        }),
        ...endless === undefined ? [] : [{ value: 'endless', label: <Trans>Bis ich widerrufe</Trans>, hint: <Trans>ohne festes Ende</Trans> }],
      ]}
    />
  )
}
