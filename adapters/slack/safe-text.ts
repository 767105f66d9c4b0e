/**
 * Words for Slack's mrkdwn as data: the three control characters become entities, so that no `<!channel>`, mention or link
 * can be typed into a card, and what would be read as emphasis or an emoji gets an invisible joiner.
 */
export const mrkdwn = (text: string): string =>
  entities(text)
    .replace(/([*_~`])/g, '$1\u2060')
    .replace(/^(&gt;)/gm, '\u2060$1')

/** For `plain_text`, which knows entities but no emphasis. */
export const entities = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
