// /v1/providers: the clouds that are known, what of them is priced and as of when.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { ProviderDescription } from '../../application/provider-description.ts'
import { sendTagged } from '../conditional.ts'
import { JSON_TYPE } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { PROVIDER_EXAMPLE } from '../openapi/examples.ts'
import { READING } from '../openapi/request-headers.ts'
import type { App } from '../route.ts'

const ProviderList = z.strictObject({ items: z.array(ProviderDescription) }).meta({ id: 'ProviderList' })

export function providerRoutes(app: App, planner: Planner): void {
  const listProviders = {
    operationId: 'listProviders',
    tags: ['reference'],
    summary: 'List the providers',
    description: 'The clouds a topology may name as its target, with regions, controllers, priced products and limits.',
    headers: READING,
    querystring: z.strictObject({}),
    response: {
      200: answer(
        'The providers.',
        {
          'application/json': media(ProviderList, 'Providers', { items: [PROVIDER_EXAMPLE] }),
        },
        ['ETag'],
      ),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems('INVALID_PARAMETER'),
    },
  }
  app.get('/v1/providers', { schema: listProviders }, async (request, reply) =>
    sendTagged(request, reply, JSON_TYPE, JSON.stringify({ items: planner.providers() })),
  )

  const getProvider = {
    operationId: 'getProvider',
    tags: ['reference'],
    summary: 'Read about one provider',
    description: 'Its regions, what is priced and as of when, its controllers and the limits that cap sharing.',
    params: z.strictObject({ id: z.string().meta({ description: 'The provider’s id.', example: 'aws' }) }),
    headers: READING,
    querystring: z.strictObject({}),
    response: {
      200: answer('The provider.', { 'application/json': media(ProviderDescription, 'A provider', PROVIDER_EXAMPLE) }, [
        'ETag',
      ]),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems('INVALID_PARAMETER', 'PROVIDER_NOT_FOUND'),
    },
  }
  app.get('/v1/providers/:id', { schema: getProvider }, async (request, reply) =>
    sendTagged(request, reply, JSON_TYPE, JSON.stringify(planner.provider(request.params.id))),
  )
}
