import type { BindingCredentials, MarketPage, MarketPolicy, MarketText, NewOrder, OrderDetail, OrderInfo, OrderPage, OrderState, PlanChange, UsagePage } from '@steckwerk/api/contract/marketplace'
import { carrierPath } from './carrier-path.ts'
import { request } from './request.ts'

const path = (carrier: string, ...parts: readonly string[]): string => carrierPath(carrier, 'market', ...parts)

export const fetchMarket = (carrier: string, signal: AbortSignal): Promise<MarketPage> => request(path(carrier, 'catalogue'), { signal })

export async function fetchOrders(carrier: string, signal: AbortSignal): Promise<readonly OrderInfo[]> {
  return (await request<OrderPage>(path(carrier, 'orders'), { signal })).orders
}

export const fetchOrder = (carrier: string, id: string, signal: AbortSignal): Promise<OrderDetail> => request(path(carrier, 'orders', id), { signal })
export const placeOrder = (carrier: string, order: NewOrder): Promise<OrderDetail> => request(path(carrier, 'orders'), { method: 'POST', json: order })
export const changePlan = (carrier: string, id: string, change: PlanChange): Promise<OrderDetail> => request(path(carrier, 'orders', id, 'update'), { method: 'POST', json: change })

export type OrderAct = 'approve' | 'withdraw' | 'leave' | 'undo'
export const actOnOrder = (carrier: string, id: string, act: OrderAct): Promise<OrderDetail> => request(path(carrier, 'orders', id, act), { method: 'POST', json: {} })
export const refuseOrder = (carrier: string, id: string, reason: string): Promise<OrderDetail> => request(path(carrier, 'orders', id, 'refuse'), { method: 'POST', json: { reason } })

export const askCredentials = (carrier: string, id: string): Promise<OrderDetail> => request(path(carrier, 'orders', id, 'bindings'), { method: 'POST', json: {} })
export const rotateCredentials = (carrier: string, id: string, binding: string): Promise<OrderDetail> => request(path(carrier, 'orders', id, 'bindings', binding, 'rotate'), { method: 'POST', json: {} })
export const endCredentials = (carrier: string, id: string, binding: string): Promise<OrderDetail> => request(path(carrier, 'orders', id, 'bindings', binding), { method: 'DELETE' })
/** Shown this once. */
export const revealCredentials = (carrier: string, id: string, binding: string): Promise<BindingCredentials> => request(path(carrier, 'orders', id, 'bindings', binding, 'reveal'), { method: 'POST', json: {} })

export const savePolicy = (carrier: string, policy: MarketPolicy): Promise<MarketPolicy> => request(path(carrier, 'policy'), { method: 'PUT', json: policy })
export const fetchUsage = (carrier: string, month: string, signal: AbortSignal): Promise<UsagePage> => request(`${path(carrier, 'usage')}?month=${month}`, { signal })
export const usageFile = (carrier: string, from: string, to: string): string => `${path(carrier, 'usage.csv')}?from=${from}&to=${to}`
export const exitExportFile = (carrier: string, order: string): string => path(carrier, 'orders', order, 'exit-export')

/** The PDF of a piece of evidence. */
export const evidenceFile = (carrier: string, broker: string, evidence: string | null): string => evidence === null ? '' : path(carrier, 'brokers', broker, 'evidence', evidence, 'document')

/** In the page's language, as far as there is one. */
export const marketText = (text: MarketText, locale: string): string => locale === 'en' ? text.en ?? text.de : text.de

const moving: readonly OrderState[] = ['provisioning', 'updating', 'ending', 'cleaning']
/** Something happens by itself, so that it is looked at again soon. */
export const isMoving = (state: OrderState): boolean => moving.includes(state)
