import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type SubmitEvent } from 'react'
import { changeEdition, groupMoved, groupsOf, moved, movedTo, type EditedEdition, type EditionEntry } from '../../../client/news.ts'
import { Card } from '../../../shell/calm.tsx'
import { focusWrong } from '../../../shell/focus-wrong.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useNetwork } from '../use-network.ts'
import { useNewsWords } from './use-news-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './news.module.css'

/** What stands in an edition, and in which order. */
export function EditionForm({ edition }: { edition: EditedEdition }) {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useNewsWords()
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const said = useRef<HTMLParagraphElement>(null)
  const [title, setTitle] = useState(edition.title)
  const [intro, setIntro] = useState(edition.intro)
  const [entries, setEntries] = useState(edition.entries)
  const [left, setLeft] = useState(edition.candidates ?? [])
  const [version, setVersion] = useState(edition.version)
  const [changed, setChanged] = useState(false)
  const [news, setNews] = useState('')
  const save = useMutation({
    mutationFn: () => changeEdition(network, edition.id, { version, title: title.trim(), intro, entries: entries.map(({ id }) => id) }),
    onSuccess: async saved => {
      setVersion(saved.version)
      setChanged(false)
      await queries.invalidateQueries({ queryKey: ['network', network.slug, 'news', 'editions'] })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (title.trim().length < 3) return focusWrong(form.current!)
    save.mutate()
  }
  const change = (next: readonly EditionEntry[], told: string) => {
    setEntries(next)
    setChanged(true)
    setNews(told)
  }
  const drop = (entry: EditionEntry) => {
    setLeft([entry, ...left])
    change(entries.filter(({ id }) => id !== entry.id), t`Herausgenommen: ${entry.title}`)
    // The button that had the focus is gone.
    said.current?.focus()
  }
  const take = (entry: EditionEntry) => {
    setLeft(left.filter(({ id }) => id !== entry.id))
    change([...entries, entry], t`Aufgenommen: ${entry.title}`)
    said.current?.focus()
  }
  const typed = () => setChanged(true)
  return (
    <form ref={form} noValidate onSubmit={submit} className={calm['form']}>
      <Card title={<Trans>Titel und Einleitung</Trans>} icon="table">
        <TextInput size="md" required label={t`Titel`} description={t`Steht auch im Betreff, hinter dem Namen des Netzwerks.`} maxLength={120} value={title} error={title.trim().length < 3 ? t`Bitte geben Sie einen Titel an.` : undefined} onChange={event => { typed(); setTitle(event.currentTarget.value) }} />
        <Textarea size="md" autosize minRows={4} label={t`Einleitung`} description={t`Eine leere Zeile trennt Absätze, ein Strich am Anfang macht eine Liste. Link: [Wörter](https://…)`} maxLength={4000} value={intro} onChange={event => { typed(); setIntro(event.currentTarget.value) }} />
      </Card>
      <p ref={said} tabIndex={-1} role="status" className={calm['small']}>{news}</p>
      {groupsOf(entries).map((group, place, all) => {
        const own = entries.filter(entry => entry.group === group)
        const name = words.group(group)
        return (
          <Card key={group} title={name} beside={all.length > 1 && (
            <div className={classes['tools']}>
              <Button size="compact-md" variant="default" aria-label={t`Gruppe nach oben: ${name}`} disabled={place === 0} onClick={() => change(groupMoved(entries, group, -1), t`Gruppe nach oben: ${name}`)}><Icon name="up" /></Button>
              <Button size="compact-md" variant="default" aria-label={t`Gruppe nach unten: ${name}`} disabled={place === all.length - 1} onClick={() => change(groupMoved(entries, group, 1), t`Gruppe nach unten: ${name}`)}><Icon name="down" /></Button>
            </div>
          )}>
            <ol className={calm['list']}>
              {own.map((entry, at) => (
                <li key={entry.id} className={classes['entry']}>
                  <strong>{entry.title}</strong>
                  <span className={calm['small']}>{[words.note(entry), entry.summary].filter(part => part !== '').join(' · ')}</span>
                  <div className={classes['tools']}>
                    <Button size="compact-md" variant="default" aria-label={t`Nach oben: ${entry.title}`} disabled={at === 0} onClick={() => change(moved(entries, entry.id, -1), t`Nach oben: ${entry.title}`)}><Icon name="up" /></Button>
                    <Button size="compact-md" variant="default" aria-label={t`Nach unten: ${entry.title}`} disabled={at === own.length - 1} onClick={() => change(moved(entries, entry.id, 1), t`Nach unten: ${entry.title}`)}><Icon name="down" /></Button>
                    {own.length > 2 && (
                      <NativeSelect className={classes['place'] ?? ''} size="sm" aria-label={t`Verschieben nach Platz: ${entry.title}`} value={String(at + 1)} data={own.map((_, place) => String(place + 1))}
                        onChange={event => change(movedTo(entries, entry.id, Number(event.currentTarget.value) - 1), t`Verschoben: ${entry.title}`)} />
                    )}
                    <Button size="compact-md" variant="default" aria-label={t`Herausnehmen: ${entry.title}`} onClick={() => drop(entry)}><Trans>Herausnehmen</Trans></Button>
                  </div>
                </li>
              ))}
            </ol>
          </Card>
        )
      })}
      {left.length > 0 && (
        <Card title={<Trans>Nicht aufgenommen</Trans>} icon="replay">
          <ul className={calm['list']}>
            {left.map(entry => (
              <li key={entry.id}><div className={calm['item']}><div className={calm['itemText']}><span>{entry.title}</span><span className={calm['small']}>{[words.group(entry.group), words.note(entry)].filter(part => part !== '').join(' · ')}</span></div><Button size="compact-md" variant="default" aria-label={t`Aufnehmen: ${entry.title}`} onClick={() => take(entry)}><Trans>Aufnehmen</Trans></Button></div></li>
            ))}
          </ul>
        </Card>
      )}
      {save.isError && <Notice tone="bad" live>{words.fault(save.error)}</Notice>}
      {save.isSuccess && !changed && <Notice tone="ok" live><Trans>Gespeichert.</Trans></Notice>}
      {changed && <Notice tone="warn"><Trans>Noch nicht gespeichert. Vorschau und Versand nehmen, was gespeichert ist.</Trans></Notice>}
      <div className={calm['actions']}><Button type="submit" size="md" loading={save.isPending}><Trans>Speichern</Trans></Button></div>
    </form>
  )
}
