import { Trans } from '@lingui/react/macro'
import type { Move } from '../../client/groups.ts'
import { useFormats } from '../../shell/format.ts'
import calm from '../../shell/calm.module.css'

/** From which times a date was moved, and why. */
export function Moves({ moves }: { moves: readonly Move[] }) {
  const { dateTime } = useFormats()
  return moves.map(({ was, why }, at) => {
    const before = dateTime(was)
    return <span key={at} className={calm['small']}>{why === '' ? <Trans>Verlegt, vorher {before}</Trans> : <Trans>Verlegt, vorher {before}: {why}</Trans>}</span>
  })
}
