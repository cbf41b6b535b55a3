import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { fetchFactors } from '../../client/account.ts'
import { FreshGuard } from '../account/fresh.tsx'

/** A page whose changes want to know again who is at the screen. */
export function FreshPage({ children }: { children: ReactNode }) {
  const factors = useQuery({ queryKey: ['account', 'factors'], queryFn: ({ signal }) => fetchFactors(signal) })
  return <FreshGuard factors={factors.data}>{children}</FreshGuard>
}
