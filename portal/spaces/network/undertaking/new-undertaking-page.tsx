import { useRouteContext } from '@tanstack/react-router'
import { useNetwork } from '../use-network.ts'
import { NeedForm } from './need-form.tsx'
import { NewUndertaking } from './new-undertaking.tsx'

/** A need without an account, an undertaking with one. */
export function NewUndertakingPage() {
  const { editor } = useNetwork()
  const { visitor } = useRouteContext({ from: '/netz/$network' })
  return visitor === null && !editor ? <NeedForm /> : <NewUndertaking />
}
