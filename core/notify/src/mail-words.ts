/** The words of one mail. */
export interface Words {
  /** {house} = the carriers' names, {change} = a sentence of `securityChanges`. Nothing else is ever put in, but for {code} in the mail that proves an address, and
   *  {about}, one line of what somebody typed in, in those of networks, and the times {when} and {was} in those about a date. */
  readonly subject: string
  readonly greeting: string
  readonly text: string
  /** Of the link. */
  readonly link: string
  readonly closing: string
  /** Under the line: why one gets this, and how it ends. */
  readonly footer: string
}
