import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import type { Project } from '../../../client/meetings.ts'
import { fetchUndertakings } from '../../../client/undertakings.ts'
import { useNetwork } from '../use-network.ts'

/** A project by its title: one of the network's undertakings, or typed. */
export function ProjectField({ label, description, value, onChange, known = [] }: { label: string; description?: string; value: string; onChange: (title: string) => void; known?: readonly Project[] }) {
  const list = useId()
  const titles = [...new Set([...known, ...useUndertakingProjects()].map(({ title }) => title))]
  return (
    <>
      <TextInput size="md" label={label} description={description} value={value} onChange={event => onChange(event.currentTarget.value)} maxLength={120} list={list} autoComplete="off" />
      <datalist id={list}>{titles.map(title => <option key={title} value={title} />)}</datalist>
    </>
  )
}

/** The undertakings everybody may name. */
export function useUndertakingProjects(): readonly Project[] {
  const network = useNetwork()
  const found = useQuery({ queryKey: ['network', network.slug, 'undertakings', 'titles'], queryFn: ({ signal }) => fetchUndertakings(network, signal), staleTime: 60_000 })
  return found.data?.undertakings.map(({ id, title }) => ({ title, undertaking: id })) ?? []
}

/** The project of this title: the one that is known, or a typed one. */
export function projectOf(title: string, known: readonly Project[]): Project {
  const wanted = title.trim()
  return known.find(one => one.title.toLocaleLowerCase('de') === wanted.toLocaleLowerCase('de')) ?? { title: wanted, undertaking: '' }
}
