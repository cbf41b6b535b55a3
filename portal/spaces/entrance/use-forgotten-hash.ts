import { useEffect } from 'react'

/** Takes a code out of the address once it is read, so that it does not stand in the browser's history. */
export function useForgottenHash(): void {
  useEffect(() => {
    if (location.hash !== '') history.replaceState(history.state, '', location.pathname + location.search)
  }, [])
}
