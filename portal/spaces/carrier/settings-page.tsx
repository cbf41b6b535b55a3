import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { changeAccessSettings, changeCareSettings, fetchAccessSettings, fetchCareSettings } from '../../client/carrier-settings.ts'
import { fetchLogState, setLogRetention } from '../../client/carrier-audit.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { BrandForm } from './brand-form.tsx'
import { useCarrier } from './carrier-space.tsx'
import { SettingsForm } from './settings-form.tsx'
import { useCarrierFault } from './use-carrier-fault.ts'
import classes from './carrier.module.css'

/** What a carrier decides for itself: treatment contexts, portal access, how long the log is kept. */
export function SettingsPage() {
  const { t } = useLingui()
  const { slug, name } = useCarrier()
  const fault = useCarrierFault()
  const access = useQuery({ queryKey: ['carrier-settings', slug, 'access'], queryFn: ({ signal }) => fetchAccessSettings(slug, signal) })
  const care = useQuery({ queryKey: ['carrier-settings', slug, 'care'], queryFn: ({ signal }) => fetchCareSettings(slug, signal) })
  const log = useQuery({ queryKey: ['carrier-settings', slug, 'log'], queryFn: ({ signal }) => fetchLogState(slug, signal) })
  const failed = [access, care, log].find(query => query.isError)
  const touches = ['carrier-settings', slug]
  return (
    <div className={`${classes['page']} ${classes['narrow']}`}>
      <PageHead title={t`Einstellungen`} above={name} />
      <HelpNote><p><Trans>Diese Werte gelten nur für diesen Träger, ab sofort. Jede Änderung steht im Protokoll und lässt sich zurücknehmen.</Trans></p></HelpNote>
      {failed !== undefined && <Notice tone="bad" live>{fault(failed.error)}</Notice>}
      {failed === undefined && (!access.isSuccess || !care.isSuccess || !log.isSuccess) && <Loading />}
      {care.isSuccess && (
        <SettingsForm
          title={t`Behandlung`} values={care.data} touches={touches} save={changed => changeCareSettings(slug, { ...care.data, ...changed })}
          fields={[
            { name: 'endedCaseDays', label: t`Tage nach Entlassung, an denen die Akte noch offen ist`, hint: t`0 bis 3650. Danach sieht der ärztliche Dienst den Fall nur noch mit neuem Behandlungsbezug.`, min: 0, max: 3_650 },
            { name: 'emergencyMinutes', label: t`Dauer eines Notfallzugriffs in Minuten`, hint: t`15 bis 1440`, min: 15, max: 1_440 },
          ]}
        />
      )}
      {access.isSuccess && (
        <SettingsForm
          title={t`Portalzugang von Patientinnen und Patienten`} values={access.data} touches={touches} save={changed => changeAccessSettings(slug, changed)}
          fields={[
            { name: 'codeDays', label: t`Tage, die ein Brief mit Zugangscode gilt`, hint: t`1 bis 365`, min: 1, max: 365 },
            { name: 'proxyMaxDays', label: t`Längste Dauer einer Vertretung in Tagen`, hint: t`1 bis 3650`, min: 1, max: 3_650 },
            { name: 'ownAccountAge', label: t`Alter, ab dem junge Menschen ein eigenes Konto haben dürfen`, hint: t`12 bis 18`, min: 12, max: 18 },
            { name: 'parentsEndAge', label: t`Geburtstag, an dem der Zugang der Eltern endet`, hint: t`12 bis 18`, min: 12, max: 18 },
            { name: 'activationEndsParents', label: t`Das eigene Konto des jungen Menschen beendet den Zugang der Eltern sofort` },
            { name: 'newbornAutomatic', label: t`Mütter bekommen Zugang zu ihrem Neugeborenen ohne den Empfang`, hint: t`Nur, wenn das Kliniksystem die Mutter mit ihrer Patientennummer nennt.` },
          ]}
        />
      )}
      <BrandForm key={slug} slug={slug} />
      {log.isSuccess && (
        <SettingsForm
          title={t`Protokoll`} values={{ keptDays: log.data.keptDays }} touches={touches} save={async ({ keptDays }) => setLogRetention(slug, keptDays ?? log.data.keptDays)}
          fields={[{ name: 'keptDays', label: t`Tage, die das Protokoll aufgehoben wird`, hint: t`30 bis 36500. Was älter ist, wird gelöscht und kommt nicht zurück.`, min: 30, max: 36_500 }]}
        />
      )}
    </div>
  )
}
