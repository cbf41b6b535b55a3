import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { createQuestionnaire, freshAddress, saveQuestionnaires, type StoredQuestionnaire } from '../../../client/form-admin.ts'
import { copyOf, isOurs, nextOf } from '../../../client/form-build.ts'
import { Notice } from '../../../shell/notice.tsx'
import { Detail } from '../detail.tsx'
import { useAct } from '../use-act.ts'
import { FormPreview } from './form-preview.tsx'
import { useBuildWords } from './use-build-words.ts'
import shared from '../carrier.module.css'

/** One questionnaire: what can be done with it, and how it looks. */
export function FormDetail({ carrier, house, title, questionnaire, all, onClose, onEdit }: {
  carrier: string; house: string; title: string; questionnaire: StoredQuestionnaire; all: readonly StoredQuestionnaire[]; onClose: () => void; onEdit: (id: string) => void
}) {
  const { t } = useLingui()
  const words = useBuildWords()
  const touches = ['carrier-forms', carrier]
  const { status, url } = questionnaire
  const same = all.filter(one => url !== undefined && one.url === url)
  const draft = status === 'draft' ? questionnaire : same.find(one => one.status === 'draft')
  const ours = isOurs(questionnaire)
  const copy = useAct(() => createQuestionnaire(carrier, copyOf(questionnaire, house, freshAddress())), touches, t`Kopiert.`, onEdit)
  const revise = useAct(() => createQuestionnaire(carrier, nextOf(questionnaire, same.map(({ version }) => version))), touches, undefined, onEdit)
  const [before, setBefore] = useState<string>()
  const retire = useAct(() => saveQuestionnaires(carrier, [{ ...questionnaire, status: 'retired' }]), touches, t`Zurückgezogen.`, () => setBefore(status))
  const back = useAct(() => saveQuestionnaires(carrier, [{ ...questionnaire, status: before ?? 'draft' }]), touches, t`Wieder da.`)
  const trouble = [copy, revise, retire, back].find(one => one.trouble !== null)?.trouble
  return (
    <Detail title={title} onClose={onClose}>
      {trouble !== undefined && <Notice tone="bad" live>{words.fault(trouble)}</Notice>}
      {status === 'active' && ours && <p className={shared['small']}><Trans>Das ist eine Vorlage. Um sie zu ändern, kopieren Sie sie und ziehen dann die Vorlage zurück.</Trans></p>}
      {status !== 'active' && status !== 'draft' && (
        <Notice tone="quiet" action={before !== undefined ? <Button size="compact-sm" variant="default" loading={back.isPending} onClick={() => back.mutate(undefined)}><Trans>Rückgängig</Trans></Button> : undefined}>
          <Trans>Zurückgezogen: wird nicht mehr angeboten. Antworten dazu bleiben lesbar.</Trans>
        </Notice>
      )}
      <div className={shared['actions']}>
        {draft !== undefined && <Button onClick={() => onEdit(draft.id)}>{status === 'draft' ? <Trans>Bearbeiten</Trans> : <Trans>Entwurf der neuen Fassung öffnen</Trans>}</Button>}
        {draft === undefined && status === 'active' && !ours && url !== undefined && <Button loading={revise.isPending} onClick={() => revise.mutate(undefined)}><Trans>Neue Fassung schreiben</Trans></Button>}
        <Button variant="default" loading={copy.isPending} onClick={() => copy.mutate(undefined)}><Trans>Kopieren</Trans></Button>
        {(status === 'active' || status === 'draft') && <Button variant="default" loading={retire.isPending} onClick={() => retire.mutate(undefined)}>{status === 'draft' ? <Trans>Entwurf verwerfen</Trans> : <Trans>Zurückziehen</Trans>}</Button>}
      </div>
      <FormPreview questionnaire={questionnaire} house={house} />
    </Detail>
  )
}
