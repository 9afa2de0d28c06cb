// The names the API server takes, each as a schema and, where a check needs it, as a predicate.
// Source: kubernetes/apimachinery pkg/util/validation/validation.go, pkg/api/validation/objectmeta.go.
import { z } from 'zod'
import { DNS_1035_LABEL, DNS_1123_LABEL, DNS_1123_SUBDOMAIN, isContainerPortName } from '../../topology/names.ts'
import { shaped, text } from './values.ts'

const LABEL = 'must be lower-case letters, digits and "-", starting and ending with a letter or digit (DNS-1123 label)'
const SUBDOMAIN =
  'must be lower-case letters, digits, "-" and ".", each part starting and ending with a letter or digit'

export const dnsLabel = shaped(DNS_1123_LABEL, 63, LABEL)
export const subdomain = shaped(DNS_1123_SUBDOMAIN, 253, SUBDOMAIN)

/** Why a name is not a DNS-1035 label; undefined when it is. */
export const notDns1035 = (name: string): string | undefined =>
  name.length <= 63 && DNS_1035_LABEL.test(name)
    ? undefined
    : 'must be at most 63 lower-case letters, digits and "-", starting with a letter and ending with a letter or digit (DNS-1035 label)'
export const notDnsLabel = (name: string): string | undefined =>
  name.length <= 63 && DNS_1123_LABEL.test(name) ? undefined : `${LABEL}, at most 63 characters`
export const notSubdomain = (name: string): string | undefined =>
  name.length <= 253 && DNS_1123_SUBDOMAIN.test(name) ? undefined : `${SUBDOMAIN}, at most 253 characters`

const NAME_PART = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/

/** apimachinery IsQualifiedName: an optional DNS prefix and "/", then at most 63 letters, digits, "-", "_" and ".". */
export function isQualifiedName(name: string): boolean {
  const slash = name.indexOf('/')
  const prefix = slash < 0 ? undefined : name.slice(0, slash)
  const rest = name.slice(slash + 1)
  return (
    (prefix === undefined || (prefix.length <= 253 && DNS_1123_SUBDOMAIN.test(prefix))) &&
    rest.length <= 63 &&
    NAME_PART.test(rest)
  )
}

const QUALIFIED =
  'must be a name of at most 63 letters, digits, "-", "_" and ".", with a DNS name and "/" before it if need be'
export const qualifiedName = text.refine(isQualifiedName, { error: QUALIFIED })

const labelValue = shaped(
  /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/,
  63,
  'must be a label value: letters, digits, "-", "_" and ".", starting and ending with a letter or digit',
)
export const labels = z.record(qualifiedName, labelValue)
/** Annotation keys are checked in lower case (ValidateAnnotations), so upper-case letters pass in the prefix too. */
export const annotations = z.record(
  text.refine((key) => isQualifiedName(key.toLowerCase()), { error: QUALIFIED }),
  text,
)

export const isPortName = isContainerPortName
export const PORT_NAME = 'must be at most 15 lower-case letters, digits and "-", with at least one letter and no "--"'
export const portName = text.refine(isPortName, { error: PORT_NAME })

const selectorOperator = z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist'])
const requirement = z.strictObject({
  key: qualifiedName,
  operator: selectorOperator,
  values: z.array(labelValue).optional(),
})
/** apimachinery LabelSelector (pkg/apis/meta/v1/validation ValidateLabelSelector). */
export const labelSelector = z.strictObject({
  matchLabels: labels.optional(),
  matchExpressions: z
    .array(
      requirement
        .refine(({ operator, values = [] }) => !operator.endsWith('In') || values.length > 0, {
          error: 'must have `values` with operator In or NotIn',
        })
        .refine(({ operator, values = [] }) => operator.endsWith('In') || values.length === 0, {
          error: 'must have no `values` with operator Exists or DoesNotExist',
        }),
    )
    .optional(),
})
export type LabelSelector = z.infer<typeof labelSelector>
