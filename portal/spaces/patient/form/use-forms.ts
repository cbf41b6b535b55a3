import type { FormLine, FormList } from '@steckwerk/api/contract/form'
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { beginForm, fetchForms } from '../../../client/form.ts'
import type { CaredFor } from '../../../client/cared-for.ts'

/** The forms of whom the page is about. */
export function useForms(person: CaredFor | undefined): { readonly query: UseQueryResult<FormList>; readonly mine: readonly FormLine[] } {
  const query = useQuery({ queryKey: ['forms'], queryFn: ({ signal }) => fetchForms(signal) })
  const patients = new Set(person?.links.map(({ carrier, patient }) => `${carrier.slug}/${patient?.id ?? ''}`))
  return { query, mine: (query.data?.forms ?? []).filter(({ carrier, patient }) => patients.has(`${carrier.slug}/${patient}`)) }
}

/** Begins a form and goes to it. Without its version, so that it is the newest one. */
export function useBegin() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: ({ carrier, patient, questionnaire }: FormLine) => beginForm(carrier.slug, patient, { questionnaire: questionnaire.split('|')[0]! }),
    gcTime: 0,
    onSuccess: async document => {
      const { carrier: { slug: carrier }, patient } = document
      const response = document.response.id ?? ''
      queries.setQueryData(['form', carrier, patient, response], document)
      void queries.invalidateQueries({ queryKey: ['forms'] })
      await navigate({ to: '/meine/formular/$carrier/$patient/$response', params: { carrier, patient, response } })
    },
  })
}
