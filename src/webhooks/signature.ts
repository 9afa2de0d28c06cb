// A message and the secrets of its receiver → the headers that let the receiver check who sent it, as Standard Webhooks 1.0.0 has them.
import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

/** The specification asks for 24 to 64 bytes. */
const SECRET_BYTES = 32

export const newSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`

type Message = { messageId: string; sentAt: Date; body: string; secrets: readonly string[] }

/** A signature by each secret: while one follows another, whoever has either can check. */
export const signedHeaders = ({ messageId, sentAt, body, secrets }: Message): Record<string, string> => ({
  'webhook-id': messageId,
  'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(messageId, sentAt, body)).join(' '),
})
