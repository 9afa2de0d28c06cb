// What others can be told: something happened to a plan, or somebody tries whether telling works. The body is thin: who wants more
// reads the plan.
import { z } from 'zod'
import { PlanSummary } from '../../domain/plan/plan.ts'

export const PlanEventType = z.enum(['plan.created', 'plan.revised', 'plan.deleted'])
export type PlanEventType = z.infer<typeof PlanEventType>

export const WebhookType = z.enum([...PlanEventType.options, 'webhook.test'])
export type WebhookType = z.infer<typeof WebhookType>

const at = z.iso.datetime().meta({ description: 'When it happened; the header has when it was sent.' })

export const PlanEvent = z
  .strictObject({
    type: PlanEventType,
    timestamp: at,
    data: PlanSummary.omit({ links: true }).meta({
      description: 'The plan as the event left it; of one that was removed, as it was last.',
    }),
  })
  .meta({ id: 'PlanEvent', description: 'What a webhook endpoint is sent when something happened to a plan.' })
export type PlanEvent = z.infer<typeof PlanEvent>

/** What an endpoint is sent when its owner tries it. */
export type TestEvent = { type: 'webhook.test'; timestamp: string; data: { id: string; url: string } }

type Told = { type: WebhookType; at: string; summary: PlanSummary | null; endpointId: string }

/** The same bytes each time it is asked for. `publicBaseUrl` makes the address one that leads here from elsewhere. */
export function bodyOf({ type, at: timestamp, summary, endpointId }: Told, publicBaseUrl: string): string {
  if (type === 'webhook.test' || summary === null) {
    const data = { id: endpointId, url: `${publicBaseUrl}/v1/webhook-endpoints/${endpointId}` }
    return JSON.stringify({ type: 'webhook.test', timestamp, data } satisfies TestEvent)
  }
  const { links: _links, ...data } = summary
  return JSON.stringify({
    type,
    timestamp,
    data: { ...data, url: `${publicBaseUrl}${data.url}` },
  } satisfies PlanEvent)
}
