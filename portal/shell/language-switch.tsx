import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { languages, rememberLanguage, speak, type Language } from './i18n.ts'
import classes from './language-switch.module.css'

const names: Readonly<Record<Language, string>> = { de: 'Deutsch', en: 'English' }

/** Two buttons; the language in use is pressed. The choice stays in this browser. */
export function LanguageSwitch() {
  const { i18n, t } = useLingui()
  const [coming, setComing] = useState<Language | null>(null)
  const choose = async (language: Language) => {
    setComing(language)
    await speak(language)
    rememberLanguage(language)
    setComing(null)
  }
  return (
    <div className={classes['switch']} role="group" aria-label={t`Sprache`}>
      {languages.map(language => (
        <button key={language} type="button" lang={language} aria-pressed={(coming ?? i18n.locale) === language} onClick={() => void choose(language)} title={names[language]}>
          <span aria-hidden="true">{language.toUpperCase()}</span><span className="aloud">{names[language]}</span>
        </button>
      ))}
    </div>
  )
}
