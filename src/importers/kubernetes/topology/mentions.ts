// Text of a container, such as the value of a variable → the names in it that may lead to somebody, each with what it was written like.
// Only names and numbers leave this file: whatever else the text holds may be a secret.

export type Mention = {
  host: string
  port: number | undefined
  scheme: string | undefined
  /** Nothing but the name was written. */
  whole: boolean
}

const LONGEST_TEXT = 200_000
const LONGEST_WORD = 500
const HOST = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/

export function mentionsIn(text: string): Mention[] {
  const mentions: Mention[] = []
  const trimmed = text.trim()
  for (const word of text.slice(0, LONGEST_TEXT).split(/[^\w.:/@%+-]+/)) {
    if (word === '' || word.length > LONGEST_WORD) continue
    const mention = mentionOf(word, word === trimmed)
    if (mention !== undefined) mentions.push(mention)
  }
  for (const [, name = ''] of text.slice(0, LONGEST_TEXT).matchAll(BY_VARIABLE)) {
    mentions.push({ host: name.toLowerCase().replaceAll('_', '-'), port: undefined, scheme: '', whole: false })
  }
  return mentions
}

// What the kubelet tells every container of the Services there are (kubernetes.io/docs/concepts/services-networking/service, environment variables).
const BY_VARIABLE = /\$[({]([A-Z][A-Z0-9_]{0,62})_SERVICE_(?:HOST|PORT)[)}]/g

function mentionOf(word: string, whole: boolean): Mention | undefined {
  const slashes = word.lastIndexOf('://')
  const scheme = slashes < 0 ? undefined : /([a-z][a-z0-9+.-]*)$/i.exec(word.slice(0, slashes))?.[1]?.toLowerCase()
  const authority = (slashes < 0 ? word : word.slice(slashes + 3)).split('/')[0] ?? ''
  const address = authority.slice(authority.lastIndexOf('@') + 1)
  const [name = '', number] = address.split(':')
  const host = name.toLowerCase().replace(/\.$/, '')
  if (!HOST.test(host) || /^[\d.]+$/.test(host)) return undefined
  const port = number !== undefined && /^\d{1,5}$/.test(number) ? Number(number) : undefined
  return {
    host,
    port: port === 0 ? undefined : port,
    scheme,
    whole: whole && scheme === undefined && port === undefined,
  }
}
