import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { dayAfter } from '../../client/calendar-day.ts'
import { Choices } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'

const usual = [30, 92, 183, 365, 1_096] as const

/** The usual spans that are not longer than allowed, and the longest that is. In days. */
export function usableSpans(longest: number): number[] {
  const fitting = usual.filter(days => days <= longest)
  return fitting.length === 0 ? [longest] : [...fitting]
}

/** How long something is to be in force: a few usual spans, each with the day it ends. */
export function DaySpan({ legend, hint, spans, days, onChange, now, endless }: {
  legend: ReactNode; hint?: ReactNode; spans: readonly number[]; days: number | null; onChange: (days: number) => void; now: number; endless?: { readonly chosen: boolean; readonly choose: () => void }
}) {
  const { date } = useFormats()
  const until = (span: number) => date(dayAfter(now, span))
  return (
    <Choices
      legend={legend} hint={hint} chosen={[days === null ? 'endless' : String(spans.includes(days) ? days : spans.at(-1) ?? days)]} onChange={([next]) => next === 'endless' ? endless?.choose() : onChange(Number(next))}
      options={[
        ...spans.map(span => {
          const end = until(span)
          return { value: String(span), label: <Span days={span} />, hint: <Trans>bis {end}</Trans> }
        }),
        ...endless === undefined ? [] : [{ value: 'endless', label: <Trans>Bis ich widerrufe</Trans>, hint: <Trans>ohne festes Ende</Trans> }],
      ]}
    />
  )
}

function Span({ days }: { days: number }) {
  if (days === 30) return <Trans>30 Tage</Trans>
  if (days === 92) return <Trans>3 Monate</Trans>
  if (days === 183) return <Trans>6 Monate</Trans>
  if (days === 365) return <Trans>1 Jahr</Trans>
  if (days === 1_096) return <Trans>3 Jahre</Trans>
  return <Trans>{days} Tage</Trans>
}
