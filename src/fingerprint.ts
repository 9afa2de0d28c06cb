// Text → "sha256:…". Handed to the domain, which knows no cryptography.
import { createHash } from 'node:crypto'

export const fingerprint = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`
