// What the places on a path are, for somebody who meets them for the first time. The first word of a place says what kind it is
// (`design/path-words.ts`).
import type { Hop } from '../design/design.ts'

type Kind = { begins: RegExp; means: (hop: Hop) => string }

const KINDS: readonly Kind[] = [
  {
    begins: /^load balancer /,
    means: () =>
      'A load balancer has an address that clients reach. It hands connections on by address and port and does not read the requests in them.',
  },
  {
    begins: /^entrance /,
    means: ({ layer }) =>
      layer === 7
        ? 'An entrance reads each request: its host and path choose the Service. Several Services can share it.'
        : 'An entrance can also hand connections on unread, by the port or by the server name with which TLS begins.',
  },
  {
    begins: /^node$/,
    means: () =>
      'A node is a machine of the cluster. It takes what is meant for a Service whether or not a pod of it runs there.',
  },
  {
    begins: /^virtual address /,
    means: () =>
      'No machine has a virtual address. On each node, packets to it are rewritten to the address of a pod before they leave.',
  },
  {
    begins: /^DNS alias /,
    means: () => 'An alias has no address and no port: it is an answer of DNS (a CNAME) and nothing more.',
  },
  {
    begins: /^API server$/,
    means: () =>
      'The API server is what kubectl talks to. It can carry a connection to a pod for whoever may ask it to.',
  },
  {
    begins: /^pods of /,
    means: () =>
      'A pod has an address of its own, and its successor has another: this is why callers go by the Service.',
  },
  {
    begins: /^outside /,
    means: () =>
      'What is outside the cluster is not looked after by Kubernetes, which does not know whether it is well.',
  },
]

/** Empty where the word needs none. */
export const meaningOf = (hop: Hop): string => KINDS.find(({ begins }) => begins.test(hop.to))?.means(hop) ?? ''

/** Only that DNS is asked: a program that answers DNS itself is connected to at layer 4. */
export const isQuestion = ({ layer, protocol }: Hop): boolean => layer === 7 && protocol === 'dns'
