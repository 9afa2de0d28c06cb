// BackendTLSPolicy and ReferenceGrant: how a Gateway speaks TLS to a backend, and who may refer across namespaces.
// Source: gateway-api v1.6 apis/v1/backendtlspolicy_types.go, apis/v1/referencegrant_types.go.
import { z } from 'zod'
import { STATUS, topLevel } from '../metadata.ts'
import { isQualifiedName } from '../names.ts'
import type { Circumstances, Say } from '../report.ts'
import { fields, list, shaped, text } from '../values.ts'
import {
  boundedMap,
  group,
  hostname,
  kind,
  localRef,
  namespaceName,
  objectName,
  preciseHostname,
  sectionName,
} from './values.ts'

const key = text.refine(isQualifiedName, { error: 'must be a name, with a DNS name and "/" before it if need be' })

export const backendTlsPolicy = topLevel(
  {
    ...STATUS,
    spec: fields(
      {
        options: boundedMap(key, 16),
        targetRefs: list(fields({ group, kind, name: objectName, sectionName }, 'group', 'kind', 'name'), 1, 16),
        validation: fields(
          {
            caCertificateRefs: list(localRef, 0, 8),
            hostname: preciseHostname,
            subjectAltNames: list(
              fields(
                {
                  hostname,
                  type: z.enum(['Hostname', 'URI']),
                  uri: shaped(/^[^:/?#]+:\/\/[^/?#]*/, 253, 'must be an absolute URI'),
                },
                'type',
              ),
              0,
              5,
            ),
            wellKnownCACertificates: shaped(
              /^(?:System|[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\/[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)$/,
              253,
              'must be "System", or a name of its own such as example.com/bundle',
            ),
          },
          'hostname',
        ),
      },
      'targetRefs',
      'validation',
    ),
  },
  'spec',
)
export type BackendTlsPolicy = z.infer<typeof backendTlsPolicy>

export function checkBackendTlsPolicy({ spec }: BackendTlsPolicy, say: Say, { unread }: Circumstances): void {
  const { caCertificateRefs = [], wellKnownCACertificates = '', subjectAltNames = [] } = spec.validation
  const both = caCertificateRefs.length > 0 && wellKnownCACertificates !== ''
  const neither = caCertificateRefs.length === 0 && wellKnownCACertificates === ''
  if ((both || neither) && !unread('/spec/validation')) {
    say.mistake(
      '/spec/validation',
      'ONE_TRUST_SOURCE',
      'must have either `caCertificateRefs` or `wellKnownCACertificates`',
    )
  }
  subjectAltNames.forEach(({ type, hostname, uri }, index) => {
    const at = `/spec/validation/subjectAltNames/${index}`
    if (unread(at)) return
    const [wanted, there, other] = type === 'URI' ? ['uri', uri, hostname] : ['hostname', hostname, uri]
    if (there === undefined) say.mistake(`${at}/${wanted}`, 'REQUIRED', `\`${wanted}\` is required with type ${type}`)
    if (other !== undefined) say.mistake(at, 'NAME_OF_OTHER_TYPE', `must have \`${wanted}\` only with type ${type}`)
  })
  const sections = new Map<string, (string | undefined)[]>()
  spec.targetRefs.forEach(({ group, kind, name, sectionName }, index) => {
    const target = [group, kind, name].join(' ')
    const others = sections.get(target) ?? []
    if (
      others.includes(sectionName) ||
      (others.length > 0 && (sectionName === undefined || others.includes(undefined)))
    ) {
      say.mistake(
        `/spec/targetRefs/${index}/sectionName`,
        'TARGET_REF_NOT_UNIQUE',
        'must be set, and differ, where several targetRefs name the same object',
      )
    }
    sections.set(target, [...others, sectionName])
  })
}

export const referenceGrant = topLevel(
  {
    spec: fields(
      {
        from: list(fields({ group, kind, namespace: namespaceName }, 'group', 'kind', 'namespace'), 1, 16),
        to: list(fields({ group, kind, name: objectName }, 'group', 'kind'), 1, 16),
      },
      'from',
      'to',
    ),
  },
  'spec',
)
export type ReferenceGrant = z.infer<typeof referenceGrant>
