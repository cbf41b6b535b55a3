import type { Brand } from '@steckwerk/api/contract/booking'
import type { ReactNode } from 'react'
import classes from './booking.module.css'

/** A hospital's own colours and logo around what is about it: tokens are overridden, nothing else. */
export function BrandFrame({ brand, children }: { brand: Brand; children: ReactNode }) {
  const style: Record<string, string> = { ...(brand.main === undefined ? {} : { '--brand-main': brand.main }), ...(brand.second === undefined ? {} : { '--brand-second': brand.second }) }
  return (
    <div className={classes['brand']} data-main={brand.main === undefined ? undefined : ''} style={style}>
      <p className={classes['house']}>{brand.logo !== undefined && <img src={brand.logo} alt="" />}{brand.carrier.name}</p>
      {children}
    </div>
  )
}
