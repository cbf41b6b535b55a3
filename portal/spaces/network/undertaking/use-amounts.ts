import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import type { Figure } from '../../../client/undertakings.ts'
import { useFormats } from '../../../shell/format.ts'

/** Amounts and measured figures as a sentence has them. */
export function useAmounts() {
  const { i18n, t } = useLingui()
  const { number } = useFormats()
  return useMemo(() => {
    const region = i18n.locale === 'en' ? 'en-GB' : 'de-DE'
    const euro = new Intl.NumberFormat(region, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 })
    const value = ({ before, after, unit }: Pick<Figure, 'before' | 'after' | 'unit'>): string => {
      const [now, then] = [number(after), before === null ? '' : number(before)]
      return before === null ? `${now} ${unit}` : t`vorher ${then}, nachher ${now} ${unit}`
    }
    return { euro: (amount: number | null): string => (amount === null ? t`keine Angabe` : euro.format(amount)), value }
  }, [i18n.locale, t, number])
}
