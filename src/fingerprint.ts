// Any value → "sha256:…" of its canonical JSON (RFC 8785). Handed to the domain, which knows no cryptography.
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

export const fingerprint = (value: unknown): string => {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('only JSON values have a fingerprint')
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}
