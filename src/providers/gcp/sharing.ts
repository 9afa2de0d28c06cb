// What workloads take on behind one of Google's Application Load Balancers: timeouts and cookies are a back end's own there.
// Source: cloud.google.com/load-balancing/docs/https (timeouts, WebSocket support).
import type { SharedEntrances } from '../../domain/provider.ts'
import { WEBSOCKET_SECONDS } from './backends.ts'
import { isManaged } from './provision.ts'

const ANSWER_SECONDS = 30

export const shared: SharedEntrances = {
  cutAfter: (entrance, protocol) => {
    if (!isManaged(entrance)) return undefined
    return protocol === 'websocket'
      ? {
          seconds: WEBSOCKET_SECONDS,
          cut: `Google ends a WebSocket that is silent for the ${WEBSOCKET_SECONDS} s that are written for it`,
        }
      : { seconds: ANSWER_SECONDS, cut: `Google ends an answer that takes longer than ${ANSWER_SECONDS} s` }
  },
  cookieOf: (entrance) => (isManaged(entrance) ? 'Service' : undefined),
}
