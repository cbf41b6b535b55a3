import { createContext, use, useCallback, useEffect, useRef, useState, type ReactNode } from 'react'

const Announce = createContext<(text: string) => void>(() => {})

/** Reads a sentence out politely, without moving the focus. */
export function useAnnounce(): (text: string) => void {
  return use(Announce)
}

/** One live region for the whole portal. What comes within `gather` ms is read as one, and the latest wins when the
 *  same page speaks again, so that a busy ward does not talk without end. */
export function Announcer({ children, gather = 1_500 }: { children: ReactNode; gather?: number }) {
  const [spoken, setSpoken] = useState('')
  const waiting = useRef<string[]>([])
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const announce = useCallback((text: string) => {
    waiting.current.push(text)
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      setSpoken(waiting.current.slice(-3).join(' '))
      waiting.current = []
    }, gather)
  }, [gather])
  useEffect(() => () => clearTimeout(timer.current), [])
  return (
    <Announce value={announce}>
      {children}
      <div className="aloud" role="status" aria-live="polite" data-announcer="">{spoken}</div>
    </Announce>
  )
}
