import { Trans, useLingui } from '@lingui/react/macro'
import type { ProxyList } from '@steckwerk/api/contract/person'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { endInvitation, endProxy } from '../../client/persons.ts'
import { useAnnounce } from '../../shell/announcer.tsx'
import { ConfirmInPlace, Item } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { Tag } from '../../shell/notice.tsx'
import calm from '../../shell/calm.module.css'

type Words = (codes: readonly string[]) => string

/** Somebody who has been let in. */
export function ProxyLine({ proxy, topics }: { proxy: ProxyList['proxies'][number]; topics: Words }) {
  const { date } = useFormats()
  const end = useEnd(() => endProxy(proxy.carrier.slug, proxy.link))
  const [label, house, ends] = [proxy.label, proxy.carrier.name, date(proxy.endsOn)]
  return (
    <Item
      name={proxy.name === '' || proxy.name === label ? label : `${label} (${proxy.name})`}
      actions={(
        <ConfirmInPlace label={<Trans>Zugang beenden</Trans>} title={<Trans>Zugang von {label} beenden?</Trans>} confirm={<Trans>Jetzt beenden</Trans>} run={() => end.mutate()} pending={end.isPending} error={end.error}>
          <p><Trans>Das gilt sofort. Sie können die Person später neu einladen.</Trans></p>
        </ConfirmInPlace>
      )}
    >
      <span>{topics(proxy.topics)} · {proxy.may === 'act' ? <Trans>ansehen und handeln</Trans> : <Trans>nur ansehen</Trans>}</span>
      <span className={calm['small']}><Trans>bei {house}</Trans>{' · '}<Trans>bis {ends}</Trans></span>
    </Item>
  )
}

/** Somebody who was invited and has not come yet. */
export function InvitationLine({ invitation, topics }: { invitation: ProxyList['invitations'][number]; topics: Words }) {
  const { date, dateTime } = useFormats()
  const end = useEnd(() => endInvitation(invitation.carrier.slug, invitation.id))
  const [label, house, ends, expires] = [invitation.label, invitation.carrier.name, date(invitation.endsOn), dateTime(invitation.expiresAt)]
  return (
    <Item
      name={label} tag={<Tag tone="quiet" icon="clock"><Trans>eingeladen</Trans></Tag>}
      actions={(
        <ConfirmInPlace label={<Trans>Einladung zurückziehen</Trans>} title={<Trans>Einladung an {label} zurückziehen?</Trans>} confirm={<Trans>Zurückziehen</Trans>} run={() => end.mutate()} pending={end.isPending} error={end.error}>
          <p><Trans>Der Code gilt dann nicht mehr.</Trans></p>
        </ConfirmInPlace>
      )}
    >
      <span>{topics(invitation.topics)} · {invitation.may === 'act' ? <Trans>ansehen und handeln</Trans> : <Trans>nur ansehen</Trans>}</span>
      <span className={calm['small']}><Trans>bei {house}</Trans>{' · '}<Trans>bis {ends}</Trans>{' · '}<Trans>Code gültig bis {expires}</Trans></span>
    </Item>
  )
}

function useEnd(run: () => Promise<void>) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const announce = useAnnounce()
  return useMutation({
    mutationFn: run,
    onSuccess: () => {
      announce(t`Beendet.`)
      void queries.invalidateQueries({ queryKey: ['persons', 'proxies'] })
    },
  })
}
