import { Button, Switch } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { wordsOf } from '@steckwerk/form'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { createQuestionnaire, fetchQuestionnaires, freshAddress, type StoredQuestionnaire } from '../../../client/form-admin.ts'
import { isOurs, newQuestionnaire, occasionOf } from '../../../client/form-build.ts'
import { DataTable } from '../../../shell/data-table.tsx'
import { useFormats } from '../../../shell/format.ts'
import { HelpNote } from '../../../shell/help-note.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useCarrier } from '../carrier-space.tsx'
import { useAct } from '../use-act.ts'
import { FormDetail } from './form-detail.tsx'
import { useBuildWords } from './use-build-words.ts'
import shared from '../carrier.module.css'

/** A carrier's questionnaires: what patients are asked, what is being written, what was asked before. */
export function FormsPage() {
  const { t, i18n } = useLingui()
  const { slug, name } = useCarrier()
  const { dateTime } = useFormats()
  const words = useBuildWords()
  const navigate = useNavigate()
  const [openId, setOpenId] = useState<string | null>(null)
  const [past, setPast] = useState(false)
  const forms = useQuery({ queryKey: ['carrier-forms', slug], queryFn: ({ signal }) => fetchQuestionnaires(slug, signal) })
  const edit = (id: string) => void navigate({ to: '/traeger/$carrier/formulare/$id', params: { carrier: slug, id } })
  const create = useAct(() => createQuestionnaire(slug, newQuestionnaire(t`Neues Formular`, name, freshAddress())), ['carrier-forms', slug], undefined, edit)
  const all = forms.data ?? []
  const rows = past ? all : all.filter(({ status, id }) => status === 'active' || status === 'draft' || id === openId)
  const open = all.find(({ id }) => id === openId)
  const language = i18n.locale === 'en' ? 'en' : 'de'
  const title = (one: StoredQuestionnaire) => wordsOf(one, 'title', language) || t`Ohne Titel`
  return (
    <div className={shared['page']}>
      <PageHead title={t`Formulare`} above={name} beside={<Button loading={create.isPending} onClick={() => create.mutate(undefined)}><Trans>Neues Formular</Trans></Button>} />
      <HelpNote>
        <p><Trans>Was hier in Gebrauch ist, wird Patientinnen und Patienten angeboten. Ein neues Formular beginnt als Entwurf und wird erst mit dem Veröffentlichen sichtbar.</Trans></p>
        <p><Trans>Wird ein Formular geändert, entsteht eine neue Fassung. Wer schon begonnen hat, behält die alte.</Trans></p>
      </HelpNote>
      {create.trouble !== null && <Notice tone="bad" live>{words.fault(create.trouble)}</Notice>}
      <div className={shared['split']} data-open={open !== undefined}>
        <section className={shared['panel']} aria-label={t`Liste`}>
          {forms.isError && <Notice tone="bad" live>{words.fault(forms.error)}</Notice>}
          {forms.isPending && <Loading />}
          {all.some(({ status }) => status !== 'active' && status !== 'draft') && <Switch label={t`Auch zurückgezogene zeigen`} checked={past} onChange={event => setPast(event.currentTarget.checked)} />}
          {forms.isSuccess && rows.length === 0 && <Empty icon="table" title={<Trans>Noch keine Formulare</Trans>}><Trans>Legen Sie eines an. Unsere Vorlagen, etwa der Aufnahmebogen, stehen hier, sobald Ihr Träger den Dienst für Formulare benutzt.</Trans></Empty>}
          {rows.length > 0 && (
            <DataTable<StoredQuestionnaire>
              caption={t`Formulare`} rows={rows} rowKey={({ id }) => id} current={({ id }) => id === openId}
              columns={[
                { key: 'title', head: t`Titel`, names: true, width: '34%', cell: one => <button type="button" className={shared['rowLink']} aria-expanded={one.id === openId} onClick={() => setOpenId(one.id)}>{title(one)}</button> },
                { key: 'version', head: t`Fassung`, cell: ({ version }) => version ?? '–' },
                { key: 'status', head: t`Zustand`, wide: true, cell: ({ status }) => <Tag tone={status === 'active' ? 'ok' : status === 'draft' ? 'warn' : 'quiet'}>{words.status(status)}</Tag> },
                { key: 'occasion', head: t`Anlass`, wide: true, cell: one => occasionOf(one) === 'visit' ? t`Vor dem Besuch` : t`Jederzeit` },
                { key: 'source', head: t`Von`, wide: true, cell: one => isOurs(one) ? t`Vorlage` : typeof one['publisher'] === 'string' ? one['publisher'] : name },
                { key: 'changed', head: t`Geändert`, wide: true, cell: ({ meta }) => meta?.lastUpdated === undefined ? '–' : dateTime(meta.lastUpdated) },
              ]}
            />
          )}
        </section>
        {open !== undefined && <FormDetail key={open.id} carrier={slug} house={name} title={title(open)} questionnaire={open} all={all} onClose={() => setOpenId(null)} onEdit={edit} />}
      </div>
    </div>
  )
}
