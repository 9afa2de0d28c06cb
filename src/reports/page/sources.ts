// A source as a rule or a decision names it → words in which what is an address can be followed. An address begins with its host;
// what stands behind it, and sources that are none, are words.
import type { Words } from './page.ts'

const ADDRESS = /^(?:[a-z0-9-]+\.)+[a-z]{2,}\/[^\s;,()]*/

export const sourceWords = (source: string): Words =>
  source.split(/(?<=; )/).flatMap((part): Words => {
    const address = ADDRESS.exec(part)?.[0]
    if (address === undefined) return [part]
    return [{ href: `https://${address}`, text: address }, part.slice(address.length)]
  })
