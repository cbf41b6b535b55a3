import { useLingui } from '@lingui/react/macro'
import type { TopicList } from '@steckwerk/api/contract/person'

/** Topics in words, as the hub names them, in the page's language. */
export function useTopicWords(topics: TopicList['topics'] | undefined): (codes: readonly string[]) => string {
  const { i18n } = useLingui()
  return codes => codes.map(code => topics?.find(topic => topic.code === code)?.words[i18n.locale === 'en' ? 'en' : 'de'] ?? code).join(', ')
}
