import { useLingui } from '@lingui/react/macro'
import { wordsOf, type Element, type Language } from '@steckwerk/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { networkPath } from '../../../client/network.ts'
import { PortalFault } from '../../../client/request.ts'
import { fetchSurvey, type SurveySettings, type SurveyState } from '../../../client/survey.ts'
import { useFaultText } from '../../../shell/fault-text.ts'
import { useFormats } from '../../../shell/format.ts'
import { useNetwork } from '../use-network.ts'

export function useSurveyPath() {
  const network = useNetwork()
  const queries = useQueryClient()
  const { survey = '' } = useParams({ strict: false })
  return { network: network.slug, house: network.name, survey, service: networkPath(network, 'community'), again: () => queries.invalidateQueries({ queryKey: ['survey', network.slug] }) }
}

/** As it was when the page was opened: what somebody answers is not redrawn by the hub. */
export function useSurvey() {
  const { network, survey, service } = useSurveyPath()
  return useQuery({ queryKey: ['survey', network, survey], queryFn: ({ signal }) => fetchSurvey(service, survey, signal), refetchOnWindowFocus: false })
}

export function useSurveyWords() {
  const { t, i18n } = useLingui()
  const { dateTime } = useFormats()
  const faultText = useFaultText()
  const language: Language = i18n.locale === 'en' ? 'en' : 'de'
  return {
    title: (titled: Element): string => wordsOf(titled, 'title', language) || t`Ohne Titel`,
    stateWord: (state: SurveyState): string => ({ draft: t`Entwurf`, planned: t`Geplant`, open: t`Offen`, closed: t`Beendet` })[state],
    when: (state: SurveyState, { opens, closes }: Pick<SurveySettings, 'opens' | 'closes'>): string => {
      const [from, until] = [dateTime(opens), dateTime(closes)]
      return { draft: t`Nur die Redaktion sieht sie.`, planned: t`Antworten von ${from} bis ${until}`, open: t`Antworten bis ${until}`, closed: t`Beendet am ${until}` }[state]
    },
    fault: (error: unknown): string => {
      const code = error instanceof PortalFault ? error.code : undefined
      if (code === 'community/survey-unknown') return t`Diese Befragung gibt es nicht mehr.`
      if (code === 'community/survey-closed') return t`Die Befragung nimmt gerade keine Antworten an.`
      if (code === 'community/survey-full') return t`Die Befragung hat schon so viele Antworten, wie sie aufnehmen kann.`
      if (code === 'community/answers') return t`Einige Antworten fehlen oder passen nicht mehr zu den Fragen. Laden Sie die Seite neu; was Sie geantwortet haben, bleibt in diesem Browser.`
      if (code === 'community/survey-forgotten') return t`Die Antworten sind schon gelöscht. Legen Sie eine neue Befragung mit diesen Fragen an.`
      if (code === 'community/form-incomplete') return t`Es fehlen noch Fragen, oder eine Frage hat keinen Text oder keine Antworten.`
      if (code === 'plug/document-changed') return t`Inzwischen hat jemand anders gespeichert. Laden Sie die Seite neu.`
      if (code === 'api/browser-unknown') return t`Ihr Browser nimmt keine Cookies an. Bitte erlauben Sie Cookies für diese Seite und laden Sie sie neu.`
      return faultText(error)
    },
  }
}
