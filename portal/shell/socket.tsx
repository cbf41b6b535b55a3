/** The sign of the house: a row of sockets. A socket in use is filled, a free one shows its two holes. */
import classes from './socket.module.css'

export type SocketState = 'used' | 'kept' | 'free'

/** Drawn beside a text that gives the numbers. */
export function SocketStrip({ sockets }: { sockets: readonly SocketState[] }) {
  return (
    <span className={classes['strip']} aria-hidden="true">
      {sockets.map((state, index) => <Socket key={index} state={state} />)}
    </span>
  )
}

export function Socket({ state }: { state: SocketState }) {
  return (
    <svg className={classes['socket']} data-state={state} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <circle cx="10" cy="10" r="8" />
      {state !== 'used' && <path d="M7.2 10h.01M12.8 10h.01" />}
    </svg>
  )
}

export function Logo() {
  return (
    <svg className={classes['logo']} viewBox="0 0 76 28" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="74" height="26" rx="13" fill="none" stroke="currentColor" strokeWidth="2" />
      <circle cx="15" cy="14" r="8" className={classes['plug']} />
      <circle cx="38" cy="14" r="7.5" fill="none" stroke="currentColor" strokeWidth="2" />
      <circle cx="61" cy="14" r="7.5" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M35.2 14h.01M40.8 14h.01M58.2 14h.01M63.8 14h.01" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
    </svg>
  )
}
