const place = 'steckwerk.demo'

/** The demo's common password, once somebody typed it in this tab: it guards invented people only, and is asked for once instead of for each role. */
export function knownDemoPassword(): string | undefined {
  try {
    return sessionStorage.getItem(place) ?? undefined
  } catch {
    return undefined
  }
}

export function rememberDemoPassword(password: string): void {
  try {
    sessionStorage.setItem(place, password)
  } catch {
    // Storage may be forbidden; then it is typed each time.
  }
}

export function forgetDemoPassword(): void {
  try {
    sessionStorage.removeItem(place)
  } catch {
    // Nothing was kept.
  }
}
