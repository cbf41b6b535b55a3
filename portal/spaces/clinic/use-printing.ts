import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** True while the browser prints: paper gets the list whatever the screen shows. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const print = matchMedia('print')
    // The page must stand in its printed form before the browser takes its picture.
    const follow = (event: { readonly matches: boolean }) => flushSync(() => setPrinting(event.matches))
    const before = () => follow({ matches: true })
    const after = () => follow({ matches: false })
    print.addEventListener('change', follow)
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      print.removeEventListener('change', follow)
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }, [])
  return printing
}
