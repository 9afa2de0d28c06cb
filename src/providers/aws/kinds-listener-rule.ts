// ListenerRuleConfiguration: what the rules of an Application Load Balancer can do beyond HTTPRoute, such as authentication.
// Source: kubernetes-sigs/aws-load-balancer-controller v3.5.0 apis/gateway/v1/listenerruleconfig_types.go.
import { STATUS, topLevel } from '../../domain/manifests/validation/metadata.ts'
import type { Circumstances, Say } from '../../domain/manifests/validation/report.ts'
import {
  between,
  fields,
  flag,
  int32,
  int64,
  list,
  listOf,
  oneOf,
  shaped,
  text,
  textMap,
} from '../../domain/manifests/validation/values.ts'

const SECONDS_OF_A_WEEK = between(1, 604_800)
const short = text.max(256, { error: 'must have at most 256 characters' })
/** What both ways of signing in with a browser share. */
const session = {
  authenticationRequestExtraParams: textMap.refine((map) => Object.keys(map).length <= 10, {
    error: 'must have at most 10 entries',
  }),
  onUnauthenticatedRequest: oneOf('deny', 'allow', 'authenticate'),
  scope: text,
  sessionCookieName: text,
  sessionTimeout: SECONDS_OF_A_WEEK,
}

const action = fields(
  {
    authenticateCognitoConfig: fields(
      { ...session, userPoolArn: text, userPoolClientId: text, userPoolDomain: text },
      'userPoolArn',
      'userPoolClientId',
      'userPoolDomain',
    ),
    authenticateOIDCConfig: fields(
      {
        ...session,
        authorizationEndpoint: text,
        issuer: text,
        secret: fields({ name: text }, 'name'),
        tokenEndpoint: text,
        useExistingClientSecret: flag,
        userInfoEndpoint: text,
      },
      'authorizationEndpoint',
      'issuer',
      'secret',
      'tokenEndpoint',
      'userInfoEndpoint',
    ),
    fixedResponseConfig: fields(
      {
        contentType: oneOf('text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'),
        messageBody: text,
        statusCode: int32.refine((code) => (code >= 200 && code <= 299) || (code >= 400 && code <= 599), {
          error: 'must be a status of 2xx, 4xx or 5xx',
        }),
      },
      'statusCode',
    ),
    forwardConfig: fields({
      targetGroupStickinessConfig: fields({ durationSeconds: SECONDS_OF_A_WEEK, enabled: flag }),
    }),
    jwtValidationConfig: fields(
      {
        additionalClaims: listOf(
          fields(
            {
              format: oneOf('single-string', 'string-array', 'space-separated-values'),
              name: shaped(/^[\s\S]+$/, 1024, 'must not be empty'),
              values: list(short, 1, 10),
            },
            'format',
            'name',
            'values',
          ),
        ),
        issuer: short,
        jwksEndpoint: short,
      },
      'issuer',
      'jwksEndpoint',
    ),
    redirectConfig: fields({ query: text }),
    type: oneOf('forward', 'fixed-response', 'redirect', 'authenticate-cognito', 'authenticate-oidc', 'jwt-validation'),
  },
  'type',
)

const condition = fields(
  {
    field: oneOf('source-ip'),
    matchIndexes: listOf(int64),
    sourceIPConfig: fields({ values: list(text, 1, Number.POSITIVE_INFINITY) }, 'values'),
  },
  'field',
)

export const listenerRuleConfiguration = topLevel({
  ...STATUS,
  spec: fields({
    actions: list(action, 1, 2),
    conditions: list(condition, 1, Number.POSITIVE_INFINITY),
    tags: textMap,
  }),
})

/** CEL: each type of action has a structure of its own, which is there with that type and with no other. */
const STRUCTURES: Readonly<Record<string, string>> = {
  forward: 'forwardConfig',
  redirect: 'redirectConfig',
  'fixed-response': 'fixedResponseConfig',
  'authenticate-cognito': 'authenticateCognitoConfig',
  'authenticate-oidc': 'authenticateOIDCConfig',
  'jwt-validation': 'jwtValidationConfig',
}
const ROUTING = ['forward', 'redirect', 'fixed-response']

type Rules = {
  spec?:
    | {
        actions?: ({ type: string } & Record<string, unknown>)[] | undefined
        conditions?: { field: string; sourceIPConfig?: unknown }[] | undefined
      }
    | undefined
}

export function checkListenerRuleConfiguration({ spec }: Rules, say: Say, { unread }: Circumstances): void {
  const taken = new Set<boolean>()
  spec?.actions?.forEach((one, index) => {
    const at = `/spec/actions/${index}`
    for (const [type, field] of Object.entries(STRUCTURES)) {
      if (type === one.type && one[field] === undefined && !unread(`${at}/${field}`)) {
        say.mistake(`${at}/${field}`, 'REQUIRED', `\`${field}\` is required with type ${type}`)
      }
      if (type !== one.type && one[field] !== undefined) {
        say.mistake(`${at}/${field}`, 'NOT_FOR_TYPE', `must be set only with type ${type}`)
      }
    }
    const routing = ROUTING.includes(one.type)
    if (taken.has(routing)) {
      say.mistake(
        `${at}/type`,
        'ONE_ACTION_OF_A_SORT',
        `must be the only action that ${routing ? 'routes' : 'authenticates'}`,
      )
    }
    taken.add(routing)
  })
  spec?.conditions?.forEach(({ sourceIPConfig }, index) => {
    const at = `/spec/conditions/${index}/sourceIPConfig`
    if (sourceIPConfig !== undefined || unread(at)) return
    say.mistake(at, 'REQUIRED', '`sourceIPConfig` is required with field source-ip')
  })
}
