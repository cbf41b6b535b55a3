import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { inviteMember } from '../../../client/maturity.ts'
import { useFormats } from '../../../shell/format.ts'
import { Notice } from '../../../shell/notice.tsx'
import { useMaturityFault } from './use-maturity-fault.ts'
import classes from './maturity.module.css'

/** Makes a link that lets one person into a house, once; it is shown here only. */
export function InviteButton({ network, office }: { network: string; office: string }) {
  const { t } = useLingui()
  const fault = useMaturityFault()
  const { dateTime } = useFormats()
  const invite = useMutation({ mutationFn: () => inviteMember(network, office) })
  if (invite.isSuccess) {
    const { code, until } = invite.data
    const at = dateTime(until)
    return (
      <Notice tone="ok" live>
        <p><Trans>Geben Sie diesen Link an eine Person weiter. Er gilt einmal, bis {at}, und wird nur jetzt gezeigt.</Trans></p>
        <p className={classes['code']}><a href={`/netz/${encodeURIComponent(network)}/reifegrad/beitritt#${code}`}>{`${window.location.origin}/netz/${encodeURIComponent(network)}/reifegrad/beitritt#${code}`}</a></p>
      </Notice>
    )
  }
  return (
    <>
      <Button variant="default" loading={invite.isPending} onClick={() => invite.mutate()}>{t`Einladen`}</Button>
      {invite.isError && <Notice tone="bad" live>{fault(invite.error)}</Notice>}
    </>
  )
}
