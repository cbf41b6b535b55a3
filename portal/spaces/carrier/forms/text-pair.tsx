import { Textarea, TextInput } from '@mantine/core'
import { useLingui } from '@lingui/react/macro'
import type { Language } from '@steckwerk/form'
import type { Ref } from 'react'
import type { Texts } from '../../../client/form-build-words.ts'
import classes from './forms.module.css'

/** One text in both languages, side by side where there is room. `label`: what it is; the language is added. */
export function TextPair({ label, texts, main, onChange, wrong, long = false, first }: {
  label: string; texts: Texts; main: Language; onChange: (texts: Texts) => void; wrong?: string | undefined; long?: boolean; first?: Ref<HTMLInputElement & HTMLTextAreaElement>
}) {
  const { t } = useLingui()
  const names: Readonly<Record<Language, string>> = { de: t`${label} (Deutsch)`, en: t`${label} (Englisch)` }
  const order: readonly Language[] = main === 'de' ? ['de', 'en'] : ['en', 'de']
  return (
    <div className={classes['pair']}>
      {order.map((language, at) => {
        const common = {
          label: names[language], lang: language, value: texts[language], maxLength: 4000, autoComplete: 'off', error: at === 0 ? wrong : undefined,
          onChange: (event: { readonly currentTarget: { readonly value: string } }) => onChange({ ...texts, [language]: event.currentTarget.value }), ...(at === 0 && first !== undefined ? { ref: first } : {}),
        }
        return long ? <Textarea key={language} {...common} autosize minRows={2} maxRows={8} /> : <TextInput key={language} {...common} />
      })}
    </div>
  )
}
