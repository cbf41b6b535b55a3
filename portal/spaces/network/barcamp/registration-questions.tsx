import { addInstance, answer, removeInstance, wordsOf, type Form } from '@steckwerk/form'
import { useState } from 'react'
import { Nodes } from '../../form/nodes.tsx'
import { useFormLanguage } from '../../form/use-form-language.ts'
import type { Wrong } from '../../form/use-wrong.ts'
import { useNetwork } from '../use-network.ts'
import calm from '../../../shell/calm.module.css'

/** What an event asks of its guests, all at once: they are few. */
export function RegistrationQuestions({ form, wrong, onChange, onUnread }: { form: Form; wrong: readonly Wrong[]; onChange: (form: Form) => void; onUnread: (path: string, why: string | undefined) => void }) {
  const { language } = useFormLanguage()
  const { name } = useNetwork()
  // Fields keep what was typed: after one of several is gone they are drawn anew.
  const [drawn, setDrawn] = useState(0)
  const about = wordsOf(form.questionnaire, 'description', language)
  return (
    <>
      {about !== '' && <p>{about}</p>}
      <div className={calm['form']} key={drawn}>
        <Nodes
          nodes={form.nodes} form={form} house={name} onAnswer={(path, values) => onChange(answer(form, path, values))} onUnread={onUnread} onAdd={path => onChange(addInstance(form, path))}
          onRemove={path => { onChange(removeInstance(form, path)); setDrawn(drawn + 1) }} wrongOf={path => wrong.find(one => one.path === path)?.words}
        />
      </div>
    </>
  )
}
