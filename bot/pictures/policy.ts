/** A firm's 情報セキュリティ基本方針, as it is printed and read as a page. Every text is in the reader's language already. */
export interface PolicySheet {
  kind: 'policy'
  locale: string
  title: string
  firm: string
  sections: readonly { title: string; text: string }[]
  /** By whom, since when, whom to ask. */
  signature: readonly string[]
}
