// A port behind an HTTP entrance speaks HTTP, whatever its name and number leave open.
import { type Protocol, speaksHttp } from '../../../domain/topology/index.ts'
import type { DraftPort } from './ports.ts'

// nginx.ingress.kubernetes.io/backend-protocol
const WORDS: Readonly<Record<string, Protocol>> = { HTTP: 'http', HTTPS: 'https', GRPC: 'grpc', GRPCS: 'grpc' }

/** `said` is what the entrance says of it in its own words; `atLeast` what such an entrance carries. */
export function behindEntrance(port: DraftPort, said?: string, atLeast: Protocol = 'http'): void {
  const spoken = said === undefined ? undefined : WORDS[said.toUpperCase()]
  if (spoken !== undefined && spoken !== 'http') speak(port, spoken, 'entrance-says', 0.95)
  else if (!speaksHttp(port.protocol) && port.transport === 'TCP') speak(port, atLeast, 'behind-http-entrance', 0.8)
  else if (atLeast === 'grpc' && port.protocol !== 'grpc') speak(port, 'grpc', 'behind-grpc-route', 0.95)
}

function speak(port: DraftPort, protocol: Protocol, rule: string, confidence: number): void {
  port.protocol = protocol
  port.spoken = { protocol, rule, confidence }
}
