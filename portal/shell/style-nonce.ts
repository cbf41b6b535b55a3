/** What lets the component kit's <style> elements past the content security policy: the hub puts it into index.html, another one for each answer. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}

/** The kit locks the page's scrolling by a library that knows this name only. Source: get-nonce. */
export function tellStyleNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() })
}
