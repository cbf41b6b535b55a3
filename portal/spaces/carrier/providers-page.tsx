import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { IdentityProvider } from '@steckwerk/api/contract/account'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchIdentityProviders } from '../../client/identity-providers.ts'
import { DataTable } from '../../shell/data-table.tsx'
import { useFormats } from '../../shell/format.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useCarrier } from './carrier-space.tsx'
import { FreshPage } from './fresh-page.tsx'
import { ProviderForm } from './provider-form.tsx'
import { useCarrierFault } from './use-carrier-fault.ts'
import classes from './carrier.module.css'

/** A hospital's own sign-in: who is let in by it, and as what. */
export function ProvidersPage() {
  const { t } = useLingui()
  const { slug, name } = useCarrier()
  const { dateTime } = useFormats()
  const fault = useCarrierFault()
  const [open, setOpen] = useState<string | null>(null)
  const providers = useQuery({ queryKey: ['identity-providers', slug], queryFn: ({ signal }) => fetchIdentityProviders(slug, signal) })
  const list = providers.data ?? []
  const provider = list.find(({ id }) => id === open)
  return (
    <FreshPage>
      <div className={classes['page']}>
        <PageHead title={t`Anmeldung der Klinik`} above={name} beside={<Button leftSection={<Icon name="key" />} onClick={() => setOpen('new')}><Trans>Anmeldung hinzufügen</Trans></Button>} />
        <HelpNote><p><Trans>Über OpenID Connect melden sich Mitarbeitende mit ihrem Klinikkonto an. Regeln sagen, welche Gruppe welche Rolle bekommt. Wer in der Klinik ausscheidet, kommt auch hier nicht mehr hinein.</Trans></p></HelpNote>
        <div className={classes['split']} data-open={open === 'new' || provider !== undefined}>
          <section className={classes['panel']} aria-label={t`Liste`}>
            {providers.isError && <Notice tone="bad" live>{fault(providers.error)}</Notice>}
            {providers.isPending && <Loading />}
            {providers.isSuccess && list.length === 0 && <Empty icon="key" title={<Trans>Noch keine Anmeldung der Klinik</Trans>}><Trans>Bis dahin richten Ihre Mitarbeitenden Passkey oder Passwort selbst ein. Adresse, Kennung und Geheimnis nennt Ihnen die IT der Klinik.</Trans></Empty>}
            {list.length > 0 && (
              <DataTable<IdentityProvider>
                caption={t`Anmeldungen`} rows={list} rowKey={({ id }) => id} current={({ id }) => id === open}
                columns={[
                  { key: 'name', head: t`Name`, names: true, cell: one => <button type="button" className={classes['rowLink']} aria-expanded={one.id === open} onClick={() => setOpen(one.id)}>{one.name}</button> },
                  { key: 'issuer', head: t`Adresse`, wide: true, cell: ({ issuer }) => issuer },
                  { key: 'audience', head: t`Für`, wide: true, cell: ({ audience }) => audience === 'staff' ? t`Mitarbeitende` : t`Patientinnen und Patienten` },
                  { key: 'state', head: t`Zustand`, wide: true, cell: ({ active }) => active ? <Tag tone="ok"><Trans>aktiv</Trans></Tag> : <Tag tone="quiet"><Trans>abgeschaltet</Trans></Tag> },
                  { key: 'changed', head: t`Geändert`, wide: true, cell: ({ changedAt }) => dateTime(changedAt) },
                ]}
              />
            )}
          </section>
          {open === 'new' && <ProviderForm carrier={slug} provider={undefined} onClose={() => setOpen(null)} />}
          {provider !== undefined && <ProviderForm key={provider.id} carrier={slug} provider={provider} onClose={() => setOpen(null)} />}
        </div>
      </div>
    </FreshPage>
  )
}
