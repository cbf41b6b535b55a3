import { Button, FileButton } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { bringModel, fetchModels, modelFile, retireModel, type ModelLine, type ModelReading } from '../../../client/maturity.ts'
import { Card, Item } from '../../../shell/calm.tsx'
import calm from '../../../shell/calm.module.css'
import { Loading } from '../../../shell/loading.tsx'
import { Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useMaturityFault } from './use-maturity-fault.ts'
import classes from './maturity.module.css'

/** For editors: which models there are, and a network's own as a JSON file. */
export function ModelsPage() {
  const { t, i18n } = useLingui()
  const fault = useMaturityFault()
  const { network } = useParams({ from: '/netz/$network/reifegrad/modelle' })
  const models = useQuery({ queryKey: ['maturity', network, 'models', i18n.locale], queryFn: ({ signal }) => fetchModels(network, i18n.locale, signal) })
  return (
    <div className={classes['page']}>
      <PageHead title={t`Modelle`} above={<Link to="/netz/$network/reifegrad" params={{ network }}><Trans>Reifegrad</Trans></Link>} />
      {models.isError && <Notice tone="bad" live>{fault(models.error)}</Notice>}
      {models.isPending && <Loading />}
      {models.isSuccess && <Card title={<Trans>Was es gibt</Trans>} icon="table"><ul className={calm['list']}>{models.data.models.map(one => <li key={`${one.id} ${one.version}`}><Line network={network} one={one} newest={!models.data.models.some(({ id, version }) => id === one.id && version > one.version)} /></li>)}</ul></Card>}
      {models.isSuccess && <Bring network={network} />}
    </div>
  )
}

function Line({ network, one: { id, version, title, source, dimensions, retired, own }, newest }: { network: string; one: ModelLine; newest: boolean }) {
  const queries = useQueryClient()
  const turn = useMutation({ mutationFn: () => retireModel(network, id, !retired), onSuccess: () => queries.invalidateQueries({ queryKey: ['maturity', network] }) })
  return (
    <Item
      name={title} tag={retired ? <Tag tone="quiet"><Trans>Zurückgezogen</Trans></Tag> : undefined}
      actions={newest && (
        <div className={classes['actions']}>
          {!retired && <a className={classes['link']} href={modelFile(network, id)} download><Trans>JSON-Datei</Trans><span className="aloud">: {title}</span></a>}
          {own && <Button variant="default" loading={turn.isPending} onClick={() => turn.mutate()}>{retired ? <Trans>Wieder anbieten</Trans> : <Trans>Zurückziehen</Trans>}<span className="aloud">: {title}</span></Button>}
        </div>
      )}
    >
      <span className={classes['small']}><Trans>Version {version}, {dimensions} Dimensionen</Trans> · {own ? <Trans>eigenes Modell</Trans> : <Trans>mitgeliefert</Trans>}</span>
      <span className={classes['small']}>{source}</span>
    </Item>
  )
}

function Bring({ network }: { network: string }) {
  const { i18n } = useLingui()
  const fault = useMaturityFault()
  const queries = useQueryClient()
  const reset = useRef<() => void>(null)
  const [read, setRead] = useState<{ readonly model: unknown; readonly reading: ModelReading } | 'no-json'>()
  const check = useMutation({
    mutationFn: async (file: File) => {
      const text = await file.text()
      const model: unknown = await new Promise(resolve => { try { resolve(JSON.parse(text)) } catch { resolve(undefined) } })
      // The same file, mended, is chosen again.
      reset.current?.()
      setRead(model === undefined ? 'no-json' : { model, reading: await bringModel(network, model, true, i18n.locale) })
    },
  })
  const save = useMutation({
    mutationFn: (model: unknown) => bringModel(network, model, false, i18n.locale),
    onSuccess: async reading => {
      setRead(reading.saved ? undefined : { model: undefined, reading })
      await queries.invalidateQueries({ queryKey: ['maturity', network] })
    },
  })
  const preview = read === 'no-json' ? undefined : read?.reading.preview
  const problems = read === 'no-json' ? [] : read?.reading.problems ?? []
  return (
    <Card title={<Trans>Eigenes Modell</Trans>} icon="up">
      <p className={classes['small']}><Trans>Laden Sie ein Modell oben als JSON-Datei, geben Sie ihm einen eigenen Code und ändern Sie es. Was schon eingeschätzt wurde, behält seine Version.</Trans></p>
      <div className={classes['actions']}>
        <FileButton accept="application/json,.json" resetRef={reset} onChange={file => { if (file !== null) check.mutate(file) }}>
          {props => <Button {...props} variant="default" loading={check.isPending}><Trans>JSON-Datei auswählen</Trans></Button>}
        </FileButton>
      </div>
      {(check.isError || save.isError) && <Notice tone="bad" live>{fault(check.error ?? save.error)}</Notice>}
      {save.isSuccess && save.data.saved && read === undefined && <Notice tone="ok" live><Trans>Das Modell ist gespeichert; Häuser können damit beginnen.</Trans></Notice>}
      {read === 'no-json' && <Notice tone="bad" live><Trans>Die Datei enthält kein gültiges JSON.</Trans></Notice>}
      {problems.length > 0 && (
        <Notice tone="bad" live>
          <p><Trans>So lässt sich das Modell nicht verwenden:</Trans></p>
          <ul>{problems.map(({ at, text }) => <li key={`${at} ${text}`}>{at !== '' && <><code>{at}</code>: </>}{text}</li>)}</ul>
        </Notice>
      )}
      {preview !== undefined && read !== undefined && read !== 'no-json' && (
        <>
          <Preview preview={preview} />
          <div className={classes['actions']}><Button loading={save.isPending} onClick={() => save.mutate(read.model)}><Trans>Modell speichern</Trans></Button></div>
        </>
      )}
    </Card>
  )
}

function Preview({ preview: { title, version, source, lowest, highest, states, dimensions } }: { preview: NonNullable<ModelReading['preview']> }) {
  return (
    <div>
      <h3>{title} <span className={classes['small']}><Trans>Version {version}</Trans></span></h3>
      <p className={classes['small']}>{source}</p>
      <p>{states === null ? <Trans>Werte von {lowest} bis {highest}</Trans> : states.join(' · ')}</p>
      {dimensions.map(({ code, title: dimension, items }) => <details key={code} className={classes['fold']}><summary>{dimension} ({items.length})</summary><ul>{items.map(item => <li key={item.code}><strong>{item.title}</strong>: {item.question}</li>)}</ul></details>)}
    </div>
  )
}
