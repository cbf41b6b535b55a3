import { Trans, useLingui } from '@lingui/react/macro'
import { nodeAt, type Form } from '@steckwerk/form'
import type { Ref } from 'react'
import { Notice } from '../../shell/notice.tsx'
import { useFormLanguage } from './use-form-language.ts'
import type { Wrong } from './use-wrong.ts'
import classes from './form.module.css'

/** What keeps a form from being sent, each with the way to its question; nothing where nothing does. */
export function StillMissing({ ref, form, wrong, onMend }: { ref: Ref<HTMLDivElement>; form: Form; wrong: readonly Wrong[]; onMend: (path: string) => void }) {
  const { t } = useLingui()
  const { ask } = useFormLanguage()
  if (wrong.length === 0) return null
  return (
    <div ref={ref} tabIndex={-1} role="group" aria-label={t`Es fehlt noch etwas`}>
      <Notice tone="warn">
        <Trans>Hier fehlt noch etwas, bevor Sie abschicken können:</Trans>
        <ul className={classes['summary']}>
          {wrong.map(({ path, words }) => {
            const node = nodeAt(form.nodes, path)
            return <li key={path + words}><button type="button" className={classes['plain']} onClick={() => onMend(path)}>{node === undefined ? words : `${ask(node)}: ${words}`}</button></li>
          })}
        </ul>
      </Notice>
    </div>
  )
}
