import { Button, NativeSelect } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Questionnaire } from '@steckwerk/form'
import { useQuery, type QueryKey } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useRef, useState, type ReactNode } from 'react'
import { buildIssues, missingTexts, needsAuthoring, occasionOf, setOccasion } from '../../../client/form-build.ts'
import { additions, newItem, type Addition } from '../../../client/form-build-item.ts'
import { appendItem, placeOf, placesOf } from '../../../client/form-build-tree.ts'
import { mainLanguage, readTexts, writeTexts } from '../../../client/form-build-words.ts'
import { useAnnounce } from '../../../shell/announcer.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useAct } from '../use-act.ts'
import { AudienceContext, offeredTo, type Audience } from './audience.ts'
import { FormPreview } from './form-preview.tsx'
import type { Fresh } from './fresh.ts'
import { MissingTexts } from './missing-texts.tsx'
import { QuestionList } from './question-list.tsx'
import { TextPair } from './text-pair.tsx'
import { useBuildWords } from './use-build-words.ts'
import shared from '../carrier.module.css'
import classes from './forms.module.css'

interface FormBuilderProps {
  /** Who asks. */
  readonly house: string
  readonly audience: Audience
  readonly opened: Questionnaire
  /** What saving changes. */
  readonly touches: QueryKey
  /** Keeps what is not complete yet; answers it as it is kept, with its new version. */
  readonly save: (questionnaire: Questionnaire) => Promise<Questionnaire>
  readonly saveLabel: ReactNode
  /** With a complete one. */
  readonly finish: (questionnaire: Questionnaire) => Promise<unknown>
  readonly finishLabel: ReactNode
  /** Read out once it is done. */
  readonly finished: string
  readonly onFinished: () => void
}

/** Writes a form: its texts, its questions, and beside them what people will see. */
export function FormBuilder({ house, audience, opened, touches, finished, onFinished, ...does }: FormBuilderProps) {
  const { t } = useLingui()
  const words = useBuildWords()
  const announce = useAnnounce()
  const [stored, setStored] = useState(opened)
  const [draft, setDraft] = useState<Questionnaire>(opened)
  const [openId, setOpenId] = useState<string | null>(null)
  const [fresh, setFresh] = useState<Fresh | null>(null)
  const [removed, setRemoved] = useState<Questionnaire | null>(null)
  const [tried, setTried] = useState(0)
  const [kind, setKind] = useState<Addition>('string')
  const summary = useRef<HTMLDivElement>(null)
  const undo = useRef<HTMLButtonElement>(null)
  const done = useRef(false)
  const shown = useDeferredValue(draft)
  // With it: a question that was just added is shown as soon as it is there.
  const about = useDeferredValue(openId)
  const main = mainLanguage(draft)
  const isChanged = draft !== stored
  const checks = needsAuthoring(draft)
  // Knows expressions and units; loaded where there are some.
  const authoring = useQuery({ queryKey: ['form-authoring'], queryFn: async () => (await import('@steckwerk/form/authoring')).loadAuthoring(), enabled: checks, staleTime: Infinity, gcTime: Infinity })
  const issues = buildIssues(draft, authoring.data)
  // An expression and a unit are told while they are written: nobody sees by looking that they are wrong.
  const wrong = tried === 0 ? issues.filter(({ code }) => code === 'expression' || code === 'unit') : issues
  const missing = missingTexts(draft)
  const bare = missing.map(({ linkId }) => linkId)
  useBlocker({ shouldBlockFn: () => isChanged && !done.current && !window.confirm(t`Ihre Änderungen sind noch nicht gespeichert. Seite trotzdem verlassen?`), enableBeforeUnload: () => isChanged && !done.current })
  useEffect(() => {
    if (tried > 0) summary.current?.focus()
  }, [tried])
  useEffect(() => undo.current?.focus(), [removed])

  const change = (next: Questionnaire) => {
    if (next === draft) return
    setRemoved(null)
    setDraft(next)
  }
  const save = useAct(does.save, touches, t`Gespeichert.`, (next, what) => {
    setStored(next)
    // What was written while it was saved stays, over the version that is there now.
    setDraft(now => now === what ? next : { ...now, meta: next['meta'] })
  })
  const publish = useAct(does.finish, touches, finished, () => {
    done.current = true
    onFinished()
  })
  const tryPublish = () => {
    if (issues.length === 0) return publish.mutate(draft)
    setTried(tried + 1)
  }
  const add = () => {
    const item = newItem(draft, kind)
    // Behind the question that is open, in the same group; into a group that is open.
    const place = openId === null ? undefined : placeOf(draft, openId)
    const group = place?.item.type === 'group' ? place.item.linkId : place?.within.findLast(one => placeOf(draft, one)?.item.type === 'group')
    change(appendItem(draft, item, group))
    setOpenId(item.linkId)
    setFresh({ linkId: item.linkId })
    announce(t`Hinzugefügt: ${words.kind(kind)}.`)
  }
  const openGroup = openId === null ? undefined : placesOf(draft).find(({ item }) => item.linkId === openId && item.type === 'group')?.item
  const trouble = save.trouble ?? publish.trouble ?? authoring.error
  return (
    <AudienceContext value={audience}><div className={classes['work']}>
      <div className={shared['page']}>
        {trouble !== null && <Notice tone="bad" live>{words.fault(trouble)}</Notice>}
        {tried > 0 && issues.length === 0 && <Notice tone="ok" live><Trans>Jetzt stimmt alles.</Trans></Notice>}
        {tried > 0 && wrong.length > 0 && (
          <div ref={summary} tabIndex={-1} role="group" aria-label={t`Was noch fehlt`}>
            <Notice tone="bad">
              <Trans>So lässt sich das Formular noch nicht verwenden:</Trans>
              <ul className={classes['kept']}>
                {wrong.map(({ linkId, code, fault }) => {
                  const said = words.wrong(fault === undefined ? { code } : { code, fault })
                  const item = linkId === undefined ? undefined : placeOf(draft, linkId)?.item
                  return (
                    <li key={`${linkId ?? ''} ${code}`}>
                      {item === undefined ? said : <button type="button" className={classes['plain']} onClick={() => { setOpenId(item.linkId); setFresh({ linkId: item.linkId }) }}>{words.name(item)}: {said}</button>}
                    </li>
                  )
                })}
              </ul>
            </Notice>
          </div>
        )}
        {removed !== null && (
          <Notice tone="ok" live action={<Button ref={undo} size="compact-sm" variant="default" onClick={() => { setDraft(removed); setRemoved(null) }}><Trans>Rückgängig</Trans></Button>}><Trans>Entfernt.</Trans></Notice>
        )}
        <section className={shared['panel']} aria-label={t`Angaben zum Formular`}>
          <TextPair label={t`Titel`} main={main} texts={readTexts(draft, 'title', main)} onChange={texts => change(writeTexts(draft, 'title', texts, main))} wrong={wrong.some(({ linkId, code }) => linkId === undefined && code === 'title') ? words.wrong({ code: 'title' }) : undefined} />
          <TextPair label={t`Einleitung`} long main={main} texts={readTexts(draft, 'description', main)} onChange={texts => change(writeTexts(draft, 'description', texts, main))} />
          {audience === 'patients' && <NativeSelect label={t`Anlass`} value={occasionOf(draft) ?? ''} onChange={event => change(setOccasion(draft, event.currentTarget.value === 'visit' ? 'visit' : undefined))}
            data={[{ value: '', label: t`Jederzeit` }, { value: 'visit', label: t`Vor einem Besuch` }, ...(['visit', undefined].includes(occasionOf(draft)) ? [] : [{ value: occasionOf(draft)!, label: t`Anderer Anlass, wird beibehalten` }])]} />}
          <MissingTexts missing={missing} onShow={linkId => { setOpenId(linkId); setFresh({ linkId }) }} />
        </section>
        <section className={shared['panel']} aria-labelledby="form-questions">
          <h2 id="form-questions"><Trans>Fragen</Trans></h2>
          {(draft.item ?? []).length === 0 && <p><Trans>Noch keine Frage. Wählen Sie unten eine Art, und fügen Sie die erste hinzu.</Trans></p>}
          <QuestionList
            questionnaire={draft} items={draft.item ?? []} open={openId} fresh={fresh} wrong={wrong} bare={bare} onChange={change}
            onOpen={linkId => { setOpenId(linkId); setFresh(null) }}
            onAdd={(next, linkId) => { change(next); setOpenId(linkId); setFresh({ linkId }) }}
            onRemove={next => { setDraft(next); setRemoved(draft); setOpenId(null) }}
          />
          <div className={classes['add']}>
            <NativeSelect label={openGroup === undefined ? t`Art der neuen Frage` : t`Art der neuen Frage in „${words.name(openGroup)}“`} value={kind} onChange={event => setKind(event.currentTarget.value as Addition)} data={offeredTo(audience, additions).map(one => ({ value: one, label: words.kind(one) }))} />
            <Button variant="default" onClick={add}><Trans>Hinzufügen</Trans></Button>
          </div>
        </section>
        <div className={classes['bar']}>
          <Button variant="default" loading={save.isPending} disabled={!isChanged || publish.isPending} onClick={() => save.mutate(draft)}>{does.saveLabel}</Button>
          <Button loading={publish.isPending || (checks && authoring.isPending)} disabled={save.isPending || authoring.isError} onClick={tryPublish}>{does.finishLabel}</Button>
          <span className={classes['small']} role="status">{isChanged ? <Trans>Nicht gespeichert</Trans> : <Trans>Gespeichert</Trans>}</span>
        </div>
      </div>
      <FormPreview questionnaire={shown} house={house} about={about ?? undefined} />
    </div></AudienceContext>
  )
}
