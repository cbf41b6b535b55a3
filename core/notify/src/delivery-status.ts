/** What a mail server says about a mail: RFC 3463 codes and RFC 5321 replies. */
export type Refusal = 'address' | 'permanent' | 'temporary'

/** address = this address takes no mail and will not: 5.1.x (bad address), 5.2.1 (mailbox disabled), or a bare 550, 551 or 553 that says no more.
 *  A refusal for another reason (policy, content, size) tells nothing about the address. */
export function refusalOf(reply: { readonly code: number | undefined; readonly enhanced: string | undefined }): Refusal {
  const { code, enhanced } = reply
  if (enhanced !== undefined) {
    if (/^5\.1\.\d+$/.test(enhanced) || enhanced === '5.2.1' || enhanced === '5.0.0') return 'address'
    return enhanced.startsWith('5') ? 'permanent' : 'temporary'
  }
  if (code === 550 || code === 551 || code === 553) return 'address'
  return code !== undefined && code >= 500 ? 'permanent' : 'temporary'
}

/** The first enhanced status code of a text, such as 5.1.1 in "550 5.1.1 no such user". */
export function enhancedCodeOf(text: string): string | undefined {
  return /(?:^|[\s(#-])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text)?.[1]
}
