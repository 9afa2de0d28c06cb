// Unpredictable texts and their hashes, for tokens: the one place where Node's cryptography makes and compares them.
import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import type { Secrets } from './application/tokens.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

export const secrets: Secrets = {
  letters: (count) => Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
  secret: () => randomBytes(32).toString('base64url'),
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
  isSame: (one, other) => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other)),
}
