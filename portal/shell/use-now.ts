import { useEffect, useState } from 'react'

/** The time, in milliseconds of the epoch, renewed every `every` ms while the page is in view. */
export function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setNow(Date.now())
    }, every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
