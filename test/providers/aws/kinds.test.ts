// What an API server says of the AWS controllers' own kinds, by their CRDs: a row for each rule, with the least that breaks it.
import { describe, expect, it } from 'vitest'
import { validateObjects } from '../../../src/domain/manifests/validation/index.ts'
import { aws } from '../../../src/providers/aws/index.ts'
import { type Fields, said } from '../../domain/manifests/validation/objects.ts'

const object = (kind: string, spec: Fields, apiVersion = 'gateway.k8s.aws/v1', metadata: Fields = { name: 'web' }) => ({
  apiVersion,
  kind,
  metadata,
  spec,
})
const balancer = (spec: Fields, apiVersion?: string) => object('LoadBalancerConfiguration', spec, apiVersion)
const listener = (fields: Fields) => balancer({ listenerConfigurations: [{ protocolPort: 'HTTPS:443', ...fields }] })
const mutual = (fields: Fields) => listener({ mutualAuthentication: fields })
const target = (spec: Fields) => object('TargetGroupConfiguration', spec)
const rules = (spec: Fields) => object('ListenerRuleConfiguration', spec)
const params = (spec: Fields, apiVersion = 'elbv2.k8s.aws/v1beta1', metadata?: Fields) =>
  object('IngressClassParams', spec, apiVersion, metadata)
const auto = (spec: Fields) => params(spec, 'eks.amazonaws.com/v1')
const binding = (spec: Fields) =>
  object('TargetGroupBinding', { serviceRef: { name: 'web', port: 80 }, ...spec }, 'elbv2.k8s.aws/v1beta1')

const LISTENER = '/spec/listenerConfigurations/0'
const MUTUAL = `${LISTENER}/mutualAuthentication`
const fixed = { type: 'fixed-response', fixedResponseConfig: { statusCode: 404 } }
const cognito = { userPoolArn: 'arn', userPoolClientId: 'id', userPoolDomain: 'shop' }

const ROWS: [shows: string, object: unknown, expected: string[]][] = [
  [
    'a whole LoadBalancerConfiguration',
    balancer({
      scheme: 'internet-facing',
      sourceRanges: ['203.0.113.0/24'],
      loadBalancerAttributes: [{ key: 'idle_timeout.timeout_seconds', value: '300' }],
      listenerConfigurations: [{ protocolPort: 'HTTPS:443', defaultCertificate: 'arn', certificates: ['arn'] }],
    }),
    [],
  ],
  ['nothing said', balancer({}), []],
  [
    'the version before',
    balancer({ scheme: 'internal' }, 'gateway.k8s.aws/v1beta1'),
    ['warning API_VERSION_DEPRECATED /apiVersion'],
  ],
  ['a field nobody knows', balancer({ schema: 'internal' }), ['UNKNOWN_FIELD /spec/schema']],
  ['another scheme', balancer({ scheme: 'public' }), ['INVALID_VALUE /spec/scheme']],
  [
    'an attribute that is a number',
    balancer({ loadBalancerAttributes: [{ key: 'a', value: 1 }] }),
    ['WRONG_TYPE /spec/loadBalancerAttributes/0/value'],
  ],
  ['a name of 33 characters', balancer({ loadBalancerName: 'a'.repeat(33) }), ['TOO_BIG /spec/loadBalancerName']],
  ['a listener without a port', listener({ protocolPort: 'HTTPS' }), [`INVALID_FORMAT ${LISTENER}/protocolPort`]],
  ['a listener for both transports', listener({ protocolPort: 'TCP_UDP:53' }), []],
  ['callers with certificates', mutual({ mode: 'verify', trustStore: 'ours' }), []],
  ['callers checked against nothing', mutual({ mode: 'verify' }), [`REQUIRED ${MUTUAL}/trustStore`]],
  ['a trust store for nothing', mutual({ mode: 'off', trustStore: 'ours' }), [`NOT_FOR_MODE ${MUTUAL}/trustStore`]],
  [
    'a whole TargetGroupConfiguration',
    target({
      targetReference: { name: 'web' },
      defaultConfiguration: {
        targetType: 'ip',
        protocolVersion: 'GRPC',
        healthCheckConfig: { healthCheckPath: '/ready', healthCheckPort: '8081', healthCheckProtocol: 'HTTP' },
        targetGroupAttributes: [{ key: 'stickiness.enabled', value: 'true' }],
      },
      routeConfigurations: [{ routeIdentifier: { kind: 'HTTPRoute' }, targetGroupProps: { targetType: 'ip' } }],
    }),
    [],
  ],
  ['one that is a default for all', target({ defaultConfiguration: { targetType: 'ip' } }), []],
  [
    'a health check port that is a number',
    target({ defaultConfiguration: { healthCheckConfig: { healthCheckPort: 8081 } } }),
    ['WRONG_TYPE /spec/defaultConfiguration/healthCheckConfig/healthCheckPort'],
  ],
  ['a Service without a name', target({ targetReference: {} }), ['REQUIRED /spec/targetReference/name']],
  ['an answer of its own', rules({ actions: [fixed] }), []],
  [
    'signing in, then an answer',
    rules({ actions: [{ type: 'authenticate-cognito', authenticateCognitoConfig: cognito }, fixed] }),
    [],
  ],
  ['no action', rules({ actions: [] }), ['TOO_SMALL /spec/actions']],
  ['two answers', rules({ actions: [fixed, fixed] }), ['ONE_ACTION_OF_A_SORT /spec/actions/1/type']],
  [
    'the structure of another type',
    rules({ actions: [{ ...fixed, type: 'redirect', redirectConfig: {} }] }),
    ['NOT_FOR_TYPE /spec/actions/0/fixedResponseConfig'],
  ],
  ['no structure', rules({ actions: [{ type: 'jwt-validation' }] }), ['REQUIRED /spec/actions/0/jwtValidationConfig']],
  [
    'a status that redirects',
    rules({ actions: [{ ...fixed, fixedResponseConfig: { statusCode: 302 } }] }),
    ['INVALID_VALUE /spec/actions/0/fixedResponseConfig/statusCode'],
  ],
  [
    'a condition without networks',
    rules({ conditions: [{ field: 'source-ip' }] }),
    ['REQUIRED /spec/conditions/0/sourceIPConfig'],
  ],
  ['parameters of a class', params({ scheme: 'internal', group: { name: 'shop' }, certificateArn: ['arn'] }), []],
  [
    'parameters in a namespace',
    params({}, undefined, { name: 'alb', namespace: 'shop' }),
    ['warning NAMESPACE_IGNORED /metadata/namespace'],
  ],
  [
    'a list in both spellings',
    params({ PrefixListsIDs: ['pl-1'], prefixListsIDs: ['pl-1'] }),
    ['ONE_SPELLING /spec/PrefixListsIDs'],
  ],
  ['a subnet by name', params({ subnets: { ids: ['public-a'] } }), ['INVALID_FORMAT /spec/subnets/ids/0']],
  ["Auto Mode's spelling elsewhere", params({ certificateARNs: ['arn'] }), ['UNKNOWN_FIELD /spec/certificateARNs']],
  ['parameters in Auto Mode', auto({ scheme: 'internet-facing', certificateARNs: ['arn'] }), []],
  ['what its guide does not name', auto({ subnets: { matchTags: [] } }), []],
  ['another scheme in Auto Mode', auto({ scheme: 'public' }), ['INVALID_VALUE /spec/scheme']],
  ['a binding', binding({ targetGroupARN: 'arn', targetType: 'ip' }), []],
  ['a binding to no Service', object('TargetGroupBinding', {}, 'elbv2.k8s.aws/v1beta1'), ['REQUIRED /spec/serviceRef']],
  [
    'a binding open to nobody',
    binding({ networking: { ingress: [{ ports: [] }] } }),
    ['REQUIRED /spec/networking/ingress/0/from'],
  ],
]

describe("the AWS controllers' own kinds", () => {
  it.each(ROWS)('%s', (_, checked, expected) => {
    const [report] = validateObjects([checked], { kubernetesVersion: '1.36', kinds: aws.kinds })
    expect(report?.known).toBe(true)
    expect(report === undefined ? [] : said(report)).toEqual(expected)
  })
})
