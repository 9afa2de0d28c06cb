// Text → "sha256:…". Handed to the domain, which knows no cryptography.
import { hash } from 'node:crypto'

export const fingerprint = (text: string): string => `sha256:${hash('sha256', text)}`
