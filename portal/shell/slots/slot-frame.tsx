import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { LaunchedSlot } from '@steckwerk/api/contract/slots'
import { useEffect, useRef, useState } from 'react'
import { launchSlot, readSlotMessage, type SlotInfo } from '../../client/slots.ts'
import { useFaultText } from '../fault-text.ts'
import { Icon } from '../icon.tsx'
import { Loading } from '../loading.tsx'
import { Notice } from '../notice.tsx'
import classes from './slots.module.css'

/** How long a service has until its page says how high it is. */
const patienceMs = 15_000
/** A page that asks to be opened anew is, but not more often. */
const againMs = 30_000
/** CSS pixels, as high as what says that it is loading. */
const loadingHeight = 120

export interface SlotAbout { readonly patient?: string; readonly appointment?: string }

export function useSlotTitle(): (slot: SlotInfo) => string {
  const { i18n } = useLingui()
  return ({ title }) => (i18n.locale === 'en' ? title.en : undefined) ?? title.de
}

/** Whose page it is: not the hospital's own. */
export function SlotOwner({ slot }: { slot: SlotInfo }) {
  const { i18n } = useLingui()
  const service = (i18n.locale === 'en' ? slot.service.en : undefined) ?? slot.service.de
  return <span className={classes['owner']} title={slot.vendor}><Trans>Von: {service}</Trans></span>
}

/** A service's page: opened by a launch of its own each time, in a frame that can do little (core/api/src/slots/frame-page.ts), until it says that it is there. */
export function SlotFrame({ slot, about = {} }: { slot: SlotInfo; about?: SlotAbout }) {
  const { t, i18n } = useLingui()
  const title = useSlotTitle()(slot)
  const language = i18n.locale === 'en' ? 'en' : 'de'
  const { carrier, plug, slot: name } = slot
  const { patient, appointment } = about
  const frame = useRef<HTMLIFrameElement>(null)
  const openedAt = useRef(0)
  const [attempt, setAttempt] = useState(0)
  const [launched, setLaunched] = useState<LaunchedSlot | null>(null)
  const [height, setHeight] = useState<number | null>(null)
  const [failed, setFailed] = useState<{ readonly error?: unknown } | null>(null)

  useEffect(() => {
    let current = true
    setLaunched(null)
    setHeight(null)
    setFailed(null)
    openedAt.current = Date.now()
    launchSlot({ carrier, plug, slot: name }, { language, ...(patient === undefined ? {} : { patient }), ...(appointment === undefined ? {} : { appointment }) }).then(
      made => { if (current) setLaunched(made) },
      (error: unknown) => { if (current) setFailed({ error }) },
    )
    return () => { current = false }
  }, [carrier, plug, name, patient, appointment, language, attempt])

  useEffect(() => {
    if (launched === null || height !== null) return
    const late = setTimeout(() => setFailed({}), patienceMs)
    return () => clearTimeout(late)
  }, [launched, height])

  useEffect(() => {
    if (launched === null) return
    const onMessage = (event: MessageEvent) => {
      // The service's page is the one frame in the hub's page around it.
      if (event.origin !== launched.origin || event.source === null || event.source !== frame.current?.contentWindow?.[0]) return
      const said = readSlotMessage(event.data)
      if (said?.height !== undefined) setHeight(said.height)
      if (said?.again === true && Date.now() - openedAt.current > againMs) setAttempt(before => before + 1)
    }
    window.addEventListener('message', onMessage)
    return () => window.removeEventListener('message', onMessage)
  }, [launched])

  if (failed !== null) return <Failed slot={slot} about={about} error={failed.error} retry={() => setAttempt(before => before + 1)} />
  return (
    <div className={classes['slot']} aria-busy={height === null}>
      {height === null && <Loading />}
      {launched !== null && (
        <iframe
          key={launched.frame} ref={frame} className={classes['frame']} src={launched.frame} title={t`${title}, ein Angebot außerhalb dieses Portals`} referrerPolicy="no-referrer" allow=""
          style={{ blockSize: height ?? loadingHeight }} data-shown={height !== null} onLoad={({ currentTarget }) => {
            // Instead of the page around the service's, the hub said that the launch is none (any more).
            if ((currentTarget.contentDocument?.querySelector('iframe') ?? null) === null) setFailed({})
          }}
        />
      )}
    </div>
  )
}

function Failed({ slot, about, error, retry }: { slot: SlotInfo; about: SlotAbout; error: unknown; retry: () => void }) {
  const { i18n } = useLingui()
  const faultText = useFaultText()
  const service = (i18n.locale === 'en' ? slot.service.en : undefined) ?? slot.service.de
  const [refused, setRefused] = useState<unknown>(null)
  const inTab = async () => {
    // Opened at once, as browsers want it, and led on when there is somewhere to go.
    const tab = window.open('', '_blank')
    try {
      const { address } = await launchSlot(slot, { ...about, language: i18n.locale === 'en' ? 'en' : 'de' })
      if (tab === null) return window.location.assign(address)
      tab.opener = null
      tab.location.replace(address)
    } catch (thrown) {
      tab?.close()
      setRefused(thrown)
    }
  }
  const why = error ?? refused
  return (
    <div className={classes['failed']}>
      <Notice tone="warn" live>{why === undefined || why === null ? <Trans>{service} antwortet gerade nicht.</Trans> : faultText(why)}</Notice>
      <div className={classes['actions']}>
        <Button variant="default" leftSection={<Icon name="replay" />} onClick={retry}><Trans>Noch einmal versuchen</Trans></Button>
        <Button variant="default" onClick={() => void inTab()}><Trans>In eigenem Tab öffnen</Trans></Button>
      </div>
    </div>
  )
}
