// What to type to get at a plan from a terminal. Where the service does not know its own address, `$MOORAGE` stands for it; a page's
// script puts in the one it came from.
import type { DesignName, Plan } from '../../domain/plan/plan.ts'

export type Command = { id: string; title: string; text: string }

type Asking = {
  plan: Pick<Plan, 'links' | 'chosen'>
  design: DesignName
  publicBaseUrl: string
  /** Whether the service asks for tokens: then they are in `$MOORAGE_TOKEN`. */
  asks: boolean
}

export function commandsFor({ plan: { links, chosen }, design, publicBaseUrl, asks }: Asking): Command[] {
  const address = (path: string) => `"${publicBaseUrl === '' ? '$MOORAGE' : publicBaseUrl}${path}"`
  const curl = asks ? 'curl -fsS -H "Authorization: Bearer $MOORAGE_TOKEN"' : 'curl -fsS'
  const manifests = address(`${links.revision}/manifests.yaml${design === chosen ? '' : `?design=${design}`}`)
  const kubectl = (verb: string) =>
    asks ? `${curl} ${manifests} | kubectl ${verb} -f -` : `kubectl ${verb} -f ${manifests}`
  return [
    { id: 'diff', title: 'What it would change', text: kubectl('diff') },
    { id: 'apply', title: 'Apply it', text: kubectl('apply') },
    { id: 'curl', title: 'The whole plan as JSON', text: `${curl} ${address(links.revision)}` },
  ]
}
