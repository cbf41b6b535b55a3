import type { NetworkInfo } from '@steckwerk/api/contract/network'
import { useLoaderData } from '@tanstack/react-router'

/** The network whose pages these are. */
export function useNetwork(): NetworkInfo {
  return useLoaderData({ from: '/netz/$network' })
}
