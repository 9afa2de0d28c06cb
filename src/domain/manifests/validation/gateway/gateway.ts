// GatewayClass, Gateway and ListenerSet: where traffic comes in. Source: gateway-api v1.6 standard channel,
// apis/v1/{gatewayclass,gateway,listenerset}_types.go; their CEL rules are in `listeners-check.ts`.
import { z } from 'zod'
import { STATUS, topLevel } from '../metadata.ts'
import { isQualifiedName, labelSelector } from '../names.ts'
import { fields, list, port, shaped, text } from '../values.ts'
import {
  boundedMap,
  group,
  hostname,
  kind,
  localRef,
  namespaceName,
  objectName,
  objectRef,
  parentGateway,
  secretRef,
  sectionName,
} from './values.ts'

const domainPath = shaped(
  /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/,
  253,
  'must be a domain, "/" and a path, such as "example.com/gateway-controller"',
)

export const gatewayClass = topLevel(
  {
    ...STATUS,
    spec: fields(
      {
        controllerName: domainPath,
        description: text.max(64, { error: 'must have at most 64 characters' }),
        parametersRef: fields({ group, kind, name: objectName, namespace: namespaceName }, 'group', 'kind', 'name'),
      },
      'controllerName',
    ),
  },
  'spec',
)

const key = text.refine(isQualifiedName, { error: 'must be a name, with a DNS name and "/" before it if need be' })
const from = (...values: [string, ...string[]]) => fields({ from: z.enum(values), selector: labelSelector })

const listenerTls = fields({
  certificateRefs: list(secretRef, 0, 64),
  mode: z.enum(['Terminate', 'Passthrough']),
  options: boundedMap(key, 16),
})

const listener = fields(
  {
    allowedRoutes: fields({
      kinds: list(fields({ group, kind }, 'kind'), 0, 8),
      namespaces: from('All', 'Selector', 'Same'),
    }),
    hostname,
    name: sectionName,
    port,
    protocol: shaped(
      /^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$|[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9]+$/,
      255,
      'must be HTTP, HTTPS, TLS, TCP, UDP, or a name of its own such as example.com/protocol',
    ),
    tls: listenerTls,
  },
  'name',
  'port',
  'protocol',
)
export type Listener = z.infer<typeof listener>

const frontend = fields({
  validation: fields(
    { caCertificateRefs: list(objectRef, 1, 8), mode: z.enum(['AllowValidOnly', 'AllowInsecureFallback']) },
    'caCertificateRefs',
  ),
})

const gatewaySpec = fields(
  {
    addresses: list(
      fields({
        type: shaped(
          /^Hostname|IPAddress|NamedAddress|[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/,
          253,
          'must be IPAddress, Hostname, NamedAddress or a domain-prefixed type',
        ),
        value: text.max(253, { error: 'must have at most 253 characters' }),
      }),
      0,
      16,
    ),
    allowedListeners: fields({ namespaces: from('All', 'Selector', 'Same', 'None') }),
    gatewayClassName: objectName,
    infrastructure: fields({
      annotations: boundedMap(key, 16),
      labels: boundedMap(key, 8),
      parametersRef: localRef,
    }),
    listeners: list(listener, 1, 64),
    tls: fields({
      backend: fields({ clientCertificateRef: secretRef }),
      frontend: fields(
        { default: frontend, perPort: list(fields({ port, tls: frontend }, 'port', 'tls'), 0, 64) },
        'default',
      ),
    }),
  },
  'gatewayClassName',
  'listeners',
)
export const gateway = topLevel({ ...STATUS, spec: gatewaySpec }, 'spec')
export type Gateway = z.infer<typeof gateway>

export const listenerSet = topLevel(
  { ...STATUS, spec: fields({ listeners: list(listener, 1, 64), parentRef: parentGateway }, 'listeners', 'parentRef') },
  'spec',
)
export type ListenerSet = z.infer<typeof listenerSet>
