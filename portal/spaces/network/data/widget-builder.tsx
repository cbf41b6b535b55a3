import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { actorKinds, fetchActors } from '../../../client/directory.ts'
import { widgetAddress, widgetCode, type Widget } from '../../../client/open-data.ts'
import { useKindWords } from '../directory/use-kind-words.ts'
import { useNetwork } from '../use-network.ts'
import calm from '../../../shell/calm.module.css'
import classes from './data.module.css'

/** Choose what another site shows; the frame's code and how it looks change along. */
export function WidgetBuilder() {
  const { t, i18n } = useLingui()
  const network = useNetwork()
  const kindWord = useKindWords()
  const clipboard = useClipboard({ timeout: 3000 })
  const [widget, setWidget] = useState<Widget>({ what: 'dates', language: i18n.locale === 'en' ? 'en' : 'de', topic: '', kind: '', count: 5, height: 420 })
  const everybody = { q: '', topic: '', kind: '' }
  const { data } = useQuery({ queryKey: ['network', network.slug, 'actors', everybody], queryFn: ({ signal }) => fetchActors(network, everybody, signal), staleTime: 30_000 })
  const set = (change: Partial<Widget>) => setWidget(before => ({ ...before, ...change }))
  const titles: Readonly<Record<Widget['what'], string>> = { dates: t`Nächste Termine`, projects: t`Referenzprojekte`, actors: t`Einrichtungen` }
  const title = `${titles[widget.what]}: ${network.name}`
  const code = widgetCode(window.location.origin, network, widget, title)
  return (
    <div className={classes['builder']}>
      <div className={classes['fields']}>
        <NativeSelect size="md" label={t`Was`} value={widget.what} onChange={event => set({ what: event.currentTarget.value as Widget['what'] })} data={Object.entries(titles).map(([value, label]) => ({ value, label }))} />
        <NativeSelect size="md" label={t`Thema`} value={widget.topic} onChange={event => set({ topic: event.currentTarget.value })} data={[{ value: '', label: t`Alle Themen` }, ...(data?.topics ?? []).map(({ name }) => name)]} />
        {widget.what === 'actors' && <NativeSelect size="md" label={t`Art der Einrichtung`} value={widget.kind} onChange={event => set({ kind: event.currentTarget.value })} data={[{ value: '', label: t`Alle Einrichtungen` }, ...actorKinds.map(kind => ({ value: kind, label: kindWord(kind) }))]} />}
        <NativeSelect size="md" label={t`Sprache`} value={widget.language} onChange={event => set({ language: event.currentTarget.value === 'en' ? 'en' : 'de' })} data={[{ value: 'de', label: 'Deutsch' }, { value: 'en', label: 'English' }]} />
        <NumberInput size="md" label={t`Wie viele`} min={1} max={20} clampBehavior="strict" value={widget.count} onChange={value => set({ count: typeof value === 'number' ? value : 5 })} />
        <NumberInput size="md" label={t`Höhe in Pixeln`} min={160} max={2000} step={20} value={widget.height} onChange={value => set({ height: typeof value === 'number' ? value : 420 })} />
      </div>
      <label className={classes['code']}>
        <span><Trans>Code für Ihre Seite</Trans></span>
        <textarea readOnly rows={5} value={code} spellCheck={false} onFocus={event => event.currentTarget.select()} />
      </label>
      <div className={calm['actions']}>
        <Button size="md" onClick={() => clipboard.copy(code)}><Trans>Code kopieren</Trans></Button>
        <span role="status" className={calm['small']}>{clipboard.copied ? <Trans>Kopiert.</Trans> : clipboard.error !== null ? <Trans>Der Browser erlaubt das Kopieren nicht; markieren Sie den Code und kopieren Sie ihn selbst.</Trans> : ''}</span>
        <a href={widgetAddress(window.location.origin, network, widget)} target="_blank" rel="noopener"><Trans>Vorschau in einem neuen Fenster</Trans></a>
      </div>
    </div>
  )
}
