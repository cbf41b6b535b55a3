import { ActionIcon } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Questionnaire, QuestionnaireItem } from '@steckwerk/form'
import { useRef, useState } from 'react'
import type { BuildIssue } from '../../../client/form-build.ts'
import { isWithin, moveBy, moveTo, type Items } from '../../../client/form-build-tree.ts'
import { useAnnounce } from '../../../shell/announcer.tsx'
import { Icon } from '../../../shell/icon.tsx'
import { Tag } from '../../../shell/notice.tsx'
import type { Fresh } from './fresh.ts'
import { QuestionEditor } from './question-editor.tsx'
import { useBuildWords } from './use-build-words.ts'
import classes from './forms.module.css'

export interface QuestionListProps {
  readonly questionnaire: Questionnaire
  readonly items: Items
  readonly open: string | null
  readonly fresh: Fresh | null
  readonly wrong: readonly BuildIssue[]
  readonly bare: readonly (string | undefined)[]
  readonly onChange: (next: Questionnaire) => void
  readonly onOpen: (linkId: string | null) => void
  /** With the link id of what is new. */
  readonly onAdd: (next: Questionnaire, linkId: string) => void
  readonly onRemove: (next: Questionnaire) => void
}

/** Questions in their order, what stands in a group below it. Dragging does what the arrows and the editor's "Steht in" do. */
export function QuestionList(props: QuestionListProps) {
  const { items } = props
  const [dragged, setDragged] = useState<string | null>(null)
  if (items.length === 0) return null
  return <Level {...props} dragged={dragged} onDrag={setDragged} />
}

interface LevelProps extends QuestionListProps {
  readonly dragged: string | null
  readonly onDrag: (linkId: string | null) => void
}

function Level(props: LevelProps) {
  return <ol className={classes['items']}>{props.items.map((item, at) => <Entry key={item.linkId} {...props} item={item} at={at} />)}</ol>
}

function Entry({ item, at, ...props }: LevelProps & { readonly item: QuestionnaireItem; readonly at: number }) {
  const { questionnaire, items, open, fresh, wrong, bare, dragged, onChange, onOpen, onAdd, onRemove, onDrag } = props
  const { t } = useLingui()
  const words = useBuildWords()
  const announce = useAnnounce()
  const [over, setOver] = useState(false)
  const row = useRef<HTMLLIElement>(null)
  const { linkId } = item
  const isOpen = open === linkId
  const name = words.name(item)
  const issues = wrong.filter(one => one.linkId === linkId)
  const isTarget = dragged !== null && !isWithin(questionnaire, linkId, dragged)
  const n = at + 1
  const count = items.length
  const move = (step: -1 | 1) => {
    onChange(moveBy(questionnaire, linkId, step))
    const place = n + step
    announce(t`${name}: jetzt Stelle ${place} von ${count}.`)
    // The browser forgets the focus of what it moves; at the end of the way the other arrow takes it.
    requestAnimationFrame(() => {
      const arrows = [...(row.current?.querySelectorAll<HTMLButtonElement>(':scope > [data-row] [data-move]') ?? [])]
      const wanted = arrows.find(arrow => arrow.dataset['move'] === String(step) && !arrow.disabled) ?? arrows.find(arrow => !arrow.disabled)
      wanted?.focus()
    })
  }
  return (
    <li
      ref={row} className={classes['item']} data-open={isOpen} data-wrong={issues.length > 0} data-over={over && isTarget}
      onDragOver={event => {
        if (!isTarget) return
        event.preventDefault()
        event.stopPropagation()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault()
        event.stopPropagation()
        setOver(false)
        if (dragged !== null && isTarget) onChange(moveTo(questionnaire, dragged, linkId))
        onDrag(null)
      }}
    >
      <div className={classes['row']} data-row>
        <span
          className={classes['grip']} aria-hidden="true" draggable data-grip={linkId}
          onDragStart={event => {
            event.dataTransfer.effectAllowed = 'move'
            // Some browsers drag nothing without data.
            event.dataTransfer.setData('text/plain', linkId)
            onDrag(linkId)
          }}
          onDragEnd={() => onDrag(null)}
        ><Icon name="grip" /></span>
        <button type="button" className={classes['name']} aria-expanded={isOpen} onClick={() => onOpen(isOpen ? null : linkId)}>
          <span>{name}</span>
          <span className={classes['tags']}>
            <span>{words.kindOf(item)}</span>
            {item.required === true && <span><Trans>Pflicht</Trans></span>}
            {item.repeats === true && <span><Trans>mehrfach</Trans></span>}
            {(item.enableWhen?.length ?? 0) > 0 && <span><Trans>mit Bedingung</Trans></span>}
            {bare.includes(linkId) && <span><Trans>Übersetzung fehlt</Trans></span>}
            {issues.length > 0 && <Tag tone="bad"><Trans>Bitte prüfen</Trans></Tag>}
          </span>
        </button>
        <span className={classes['moves']}>
          <ActionIcon variant="default" size="lg" data-move="-1" disabled={at === 0} aria-label={t`${name}: nach oben`} onClick={() => move(-1)}><Icon name="up" /></ActionIcon>
          <ActionIcon variant="default" size="lg" data-move="1" disabled={at === count - 1} aria-label={t`${name}: nach unten`} onClick={() => move(1)}><Icon name="down" /></ActionIcon>
        </span>
      </div>
      {issues.length > 0 && !isOpen && <ul className={classes['kept']}>{issues.map(issue => <li key={issue.code}><Icon name="alert" size="1em" /> {words.wrong(issue)}</li>)}</ul>}
      {isOpen && <QuestionEditor key={linkId} questionnaire={questionnaire} item={item} issues={issues} fresh={fresh?.linkId === linkId ? fresh : undefined} onChange={onChange} onAdd={onAdd} onRemove={onRemove} onClose={() => onOpen(null)} />}
      {(item.item ?? []).length > 0 && <Level {...props} items={item.item!} />}
    </li>
  )
}
