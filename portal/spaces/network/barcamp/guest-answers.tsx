import { everyNode, fromResponse, type Questionnaire, type ResponseItem } from '@steckwerk/form'
import { useFormLanguage } from '../../form/use-form-language.ts'
import forms from '../../form/form.module.css'
import classes from './barcamp.module.css'

/** What one guest answered, for who receives them. */
export function GuestAnswers({ questionnaire, answers }: { questionnaire: Questionnaire; answers: readonly ResponseItem[] }) {
  const { ask, answer } = useFormLanguage()
  const { nodes } = fromResponse(questionnaire, { resourceType: 'QuestionnaireResponse', status: 'completed', item: answers })
  const answered = [...everyNode(nodes)].filter(node => node.enabled && node.answers.length > 0)
  return <div className={classes['answers']}><dl className={forms['facts']}>{answered.map(node => <div key={node.path}><dt>{ask(node)}</dt><dd>{node.answers.map(one => answer(one, node.item)).join('\n')}</dd></div>)}</dl></div>
}
