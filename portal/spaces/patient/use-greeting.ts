import { useLingui } from '@lingui/react/macro'
import { useNow } from '../../shell/use-now.ts'

const [morning, evening] = [11, 18]

export function useGreeting(): (name: string) => string {
  const { t } = useLingui()
  const hour = new Date(useNow(60_000)).getHours()
  return name => hour < morning ? t`Guten Morgen, ${name}` : hour < evening ? t`Guten Tag, ${name}` : t`Guten Abend, ${name}`
}
