import { useLingui } from '@lingui/react/macro'
import type { RequestedScope } from '@steckwerk/api/contract/smart'
import { useTypeWords } from './type-words.ts'

/** What a scope lets an app do, as one would say it. */
export function useScopeWords(): (scope: RequestedScope) => { readonly title: string; readonly about: string } {
  const { t } = useLingui()
  const typeWords = useTypeWords()
  return scope => {
    if (scope.kind === 'identity') return { title: t`Erfahren, wer Sie sind`, about: t`Ihr Name und eine Kennung nur für diese App` }
    if (scope.kind === 'context') return { title: t`Erfahren, um wen es geht`, about: t`Welche Person oder welcher Fall gemeint ist` }
    if (scope.kind === 'online') return { title: t`Zugriff, solange Sie angemeldet sind`, about: t`Endet mit Ihrer Anmeldung` }
    if (scope.kind !== 'data') return { title: t`Zugriff auch später`, about: t`Auch wenn Sie nicht angemeldet sind, bis Sie ihn beenden` }
    const filters: Readonly<Record<string, string>> = { 'category=laboratory': t`nur Laborwerte`, 'category=vital-signs': t`nur Vitalwerte wie Blutdruck und Puls`, 'category=survey': t`nur Fragebögen`, 'clinical-status=active': t`nur aktuelle` }
    const what = scope.type === '*' ? t`Alle Daten` : typeWords(scope.type)
    const reads = /[rs]/.test(scope.may)
    const writes = /[cu]/.test(scope.may)
    const deletes = scope.may.includes('d')
    const does = [...reads ? [t`lesen`] : [], ...scope.may.includes('c') ? [t`neu anlegen`] : [], ...scope.may.includes('u') ? [t`ändern`] : [], ...deletes ? [t`löschen`] : []].join(', ')
    const whose = scope.context === 'patient' ? t`Nur von der Person, um die es geht` : t`Von allen, deren Daten Sie selbst sehen dürfen`
    const only = scope.filter === '' ? '' : ` · ${filters[scope.filter] ?? t`nur ein Teil: ${scope.filter}`}`
    return { title: `${what}: ${does}`, about: `${whose}${only}${writes || deletes ? ` · ${t`Achtung: Die App kann Daten verändern.`}` : ''}` }
  }
}
