import type { PersonLink } from '@steckwerk/api/contract/person'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { caredFor, chosenPerson, type CaredFor } from '../../client/cared-for.ts'
import { fetchLinks } from '../../client/persons.ts'

/** The links of who is signed in, put together by person, and whom the page is about. While a hospital is still being looked for, it is asked again. */
export function usePeople(): { readonly links: UseQueryResult<readonly PersonLink[]>; readonly people: readonly CaredFor[]; readonly person: CaredFor | undefined } {
  const { fuer } = useSearch({ from: '/frame/meine' })
  const links = useQuery({
    queryKey: ['persons', 'links'], queryFn: ({ signal }) => fetchLinks(signal),
    refetchInterval: query => query.state.data?.some(({ state }) => state !== 'active') === true ? 30_000 : false,
  })
  const people = caredFor(links.data ?? [])
  return { links, people, person: chosenPerson(people, fuer) }
}
