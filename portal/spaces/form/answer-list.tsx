import { Trans, useLingui } from '@lingui/react/macro'
import { everyNode, type Form, type FormNode } from '@steckwerk/form'
import type { ReactNode } from 'react'
import { stepsOf } from '../../client/form-steps.ts'
import { useFormLanguage } from './use-form-language.ts'
import calm from '../../shell/calm.module.css'
import classes from './form.module.css'

/** Questions and answers to be read, group by group. `onChange`: a way back to each question. */
export function AnswerList({ form, level, onChange }: { form: Form; level: 2 | 3; onChange?: (path: string) => void }) {
  const { ask } = useFormLanguage()
  const Heading = level === 2 ? 'h2' : 'h3'
  return stepsOf(form, true).map(({ key, group, nodes }) => (
    <section key={key} className={calm['card']}>
      {group !== undefined && <Heading>{ask(group)}</Heading>}
      <dl className={classes['facts']}>{nodes.flatMap(node => lines(node, onChange))}</dl>
    </section>
  ))
}

function lines(node: FormNode, onChange: ((path: string) => void) | undefined): ReactNode[] {
  if (node.instance !== undefined && ![...everyNode(node.children)].some(({ answers }) => answers.length > 0)) return []
  return [...everyNode([node])].filter(({ visible, item }) => visible && item.type !== 'group' && item.type !== 'display').map(one => <Line key={one.path} node={one} within={node.instance} {...(onChange === undefined ? {} : { onChange })} />)
}

function Line({ node, within, onChange }: { node: FormNode; within: FormNode['instance']; onChange?: (path: string) => void }) {
  const { t } = useLingui()
  const { ask, answer } = useFormLanguage()
  const question = ask(node)
  const n = (within?.index ?? 0) + 1
  return (
    <div>
      <dt>{within !== undefined && within.count > 1 ? `${n}. ${question}` : question}</dt>
      {node.answers.length === 0 ? <dd data-empty><Trans>Keine Antwort</Trans></dd> : <dd>{node.answers.map(one => answer(one, node.item)).join('\n')}</dd>}
      {onChange !== undefined && !node.readOnly && <dd className={`${classes['again']} screen-only`}><button type="button" className={classes['plain']} aria-label={t`Ändern: ${question}`} onClick={() => onChange(node.path)}><Trans>Ändern</Trans></button></dd>}
    </div>
  )
}
