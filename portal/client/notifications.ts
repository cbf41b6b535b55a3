import type { DemoMails, EmailRequest, MailState, NotificationChange, NotificationLink, NotificationNotice, NotificationSettings, PushDevice } from '@steckwerk/api/contract/notify'
import { request } from './request.ts'

const base = '/portal/api/notifications'

export function fetchNotifications(signal: AbortSignal): Promise<NotificationSettings> {
  return request<NotificationSettings>(base, { signal })
}

/** What the person should be told at sign-in. */
export function fetchNotice(signal: AbortSignal): Promise<NotificationNotice> {
  return request<NotificationNotice>(`${base}/notice`, { signal })
}

export function changeNotifications(change: NotificationChange): Promise<NotificationSettings> {
  return request<NotificationSettings>(base, { method: 'PUT', json: change })
}

/** Sends a code there. */
export function giveEmail(email: EmailRequest): Promise<NotificationSettings> {
  return request<NotificationSettings>(`${base}/email`, { method: 'POST', json: email })
}

export function verifyEmail(code: string): Promise<NotificationSettings> {
  return request<NotificationSettings>(`${base}/email/verify`, { method: 'POST', json: { code } })
}

export function removeEmail(): Promise<void> {
  return request<void>(`${base}/email`, { method: 'DELETE' })
}

export function removeDevice(id: string): Promise<void> {
  return request<void>(`${base}/devices/${encodeURIComponent(id)}`, { method: 'DELETE' })
}

/** Where the link of a mail leads. */
export async function fetchNewsPath(token: string): Promise<string> {
  return (await request<NotificationLink>(`${base}/links/${encodeURIComponent(token)}`)).path
}

export function fetchMailState(signal: AbortSignal): Promise<MailState> {
  return request<MailState>('/portal/api/mail', { signal })
}

export async function fetchDemoMails(signal: AbortSignal): Promise<DemoMails['mails']> {
  return (await request<DemoMails>('/portal/api/demo/mails', { signal })).mails
}

/** Whether this browser can be told anything while the portal is closed. */
export const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

/** Asks the person, then the browser's push service, then tells the hub. false = the person has said no. To be called from a click. */
export async function addThisDevice(pushKey: string): Promise<boolean> {
  if (await Notification.requestPermission() !== 'granted') return false
  await navigator.serviceWorker.register('/push-worker.js', { scope: '/' })
  const worker = await navigator.serviceWorker.ready
  const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey })
  const { endpoint, keys } = subscription.toJSON() as PushDevice
  await request<NotificationSettings>(`${base}/devices`, { method: 'POST', json: { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } } })
  return true
}
