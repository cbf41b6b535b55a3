import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useLingui } from '@lingui/react/macro'
import { Icon } from './icon.tsx'

export function SchemeSwitch({ className }: { className: string | undefined }) {
  const { t } = useLingui()
  const { setColorScheme } = useMantineColorScheme()
  const current = useComputedColorScheme('light', { getInitialValueInEffect: false })
  const label = current === 'dark' ? t`Helle Darstellung` : t`Dunkle Darstellung`
  return (
    <button type="button" className={className} onClick={() => setColorScheme(current === 'dark' ? 'light' : 'dark')} title={label} aria-label={label}>
      <Icon name={current === 'dark' ? 'sun' : 'moon'} />
    </button>
  )
}
