import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { displayCategoryOf, limitsOf, wordsOf, type FormNode } from '@steckwerk/form'
import { Wrong } from '../../shell/calm.tsx'
import { Icon } from '../../shell/icon.tsx'
import { AttachmentField } from './attachment-field.tsx'
import { ChoiceField } from './choice-field.tsx'
import { DateField } from './date-field.tsx'
import type { FieldProps, GroupProps } from './field.ts'
import { hintOf } from './hint.tsx'
import { NumberField } from './number-field.tsx'
import { TextField } from './text-field.tsx'
import { useFormLanguage } from './use-form-language.ts'
import classes from './form.module.css'

/** Questions, groups and texts in their order; the instances of a repeating group together. */
export function Nodes({ nodes, group, ...props }: { nodes: readonly FormNode[]; /** The group whose text stands above already. */ group?: FormNode | undefined } & GroupProps) {
  const shown = nodes.filter(({ visible }) => visible)
  return shown.map((node, at) => {
    if (node.instance === undefined) return <One key={node.path} node={node} bare={node.path === group?.path} {...props} />
    // All of them at the place of the first.
    if (shown[at - 1]?.item.linkId === node.item.linkId) return null
    return <Repeated key={node.path} nodes={shown.filter(({ item, instance }) => instance !== undefined && item.linkId === node.item.linkId)} {...props} />
  })
}

function One({ node, bare, ...props }: { node: FormNode; bare: boolean } & GroupProps) {
  const { ask, language } = useFormLanguage()
  const wrong = props.wrongOf(node.path)
  if (node.item.type === 'display') {
    const kind = displayCategoryOf(node.item)
    return <p className={classes['text']} data-kind={kind}>{kind === 'help' && <Icon name="help" />}<span>{wordsOf(node.item, 'text', language)}</span></p>
  }
  if (node.item.type === 'group') {
    if (bare) return <div data-path={node.path} className={classes['stack']}><Nodes nodes={node.children} {...props} />{wrong !== undefined && <Wrong id={`${node.path}-wrong`}>{wrong}</Wrong>}</div>
    return (
      <fieldset className={classes['group']} data-path={node.path}>
        <legend>{ask(node)}</legend>
        <Nodes nodes={node.children} {...props} />
        {wrong !== undefined && <Wrong id={`${node.path}-wrong`}>{wrong}</Wrong>}
      </fieldset>
    )
  }
  return (
    <>
      <div data-path={node.path}>{node.readOnly ? <Fixed node={node} house={props.house} /> : <Field node={node} wrong={wrong} form={props.form} house={props.house} onAnswer={props.onAnswer} onUnread={props.onUnread} />}</div>
      <Nodes nodes={node.children} {...props} />
    </>
  )
}

function Field(props: FieldProps) {
  switch (props.node.item.type) {
    case 'boolean':
    case 'choice':
    case 'open-choice': return <ChoiceField {...props} />
    case 'integer':
    case 'decimal':
    case 'quantity': return <NumberField {...props} />
    case 'date':
    case 'dateTime':
    case 'time': return <DateField {...props} />
    case 'attachment': return <AttachmentField {...props} />
    case 'string':
    case 'text':
    case 'url': return <TextField {...props} />
    default: return <Fixed node={props.node} house={props.house} />
  }
}

/** What is worked out, or is not the person's to change. */
function Fixed({ node, house }: { node: FormNode; house: string }) {
  const { ask, answer } = useFormLanguage()
  return (
    <div className={classes['fixed']}>
      <p className={classes['label']}>{ask(node)}</p>
      <output>{node.answers.length === 0 ? '–' : node.answers.map(one => answer(one, node.item)).join(', ')}</output>
      {hintOf(node, house)}
    </div>
  )
}

function Repeated({ nodes, ...props }: { nodes: readonly FormNode[] } & GroupProps) {
  const { t } = useLingui()
  const { ask } = useFormLanguage()
  const [first] = nodes
  if (first?.instance === undefined) return null
  const path = first.path.replace(/\[\d+\]$/, '')
  const label = ask(first)
  const { count } = first.instance
  const wrong = props.wrongOf(path)
  return (
    <div className={classes['group']} role="group" aria-label={label} data-path={path}>
      <p className={classes['label']}>{label}</p>
      {nodes.map(node => {
        const n = (node.instance?.index ?? 0) + 1
        return (
          <fieldset key={node.path} className={classes['instance']} data-path={node.path}>
            <legend><Trans>{n} von {count}</Trans></legend>
            <Nodes nodes={node.children} {...props} />
            {!first.readOnly && (count > 1 || node.children.some(({ answers }) => answers.length > 0)) && (
              <div><Button variant="default" aria-label={t`${label}: ${n} entfernen`} onClick={() => props.onRemove(node.path)} leftSection={<Icon name="cross" />}><Trans>Entfernen</Trans></Button></div>
            )}
          </fieldset>
        )
      })}
      {wrong !== undefined && <Wrong id={`${path}-wrong`}>{wrong}</Wrong>}
      {!first.readOnly && count < limitsOf(first.item).maxOccurs && <div><Button variant="default" data-part="add" onClick={() => props.onAdd(path)}><Trans>Noch eine Angabe hinzufügen</Trans></Button></div>}
    </div>
  )
}
