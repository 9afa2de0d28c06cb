// Every picture of a plan by the name it is asked for with. A job can be copied to another thread: a large plan takes longer to be read
// than to be drawn.
import type { DesignName, Plan } from '../domain/plan/plan.ts'
import { costsSvg } from './charts/costs.ts'
import { trafficSvg } from './charts/traffic.ts'
import { type Drawable, diagramMermaid, diagramSvg } from './diagram/diagram.ts'

export const PICTURES = ['diagram.svg', 'diagram.mmd', 'charts/costs.svg', 'charts/traffic.svg'] as const
export type PictureName = (typeof PICTURES)[number]

/** `body`: the plan as it is kept, JSON in UTF-8. Charts are always of both designs. */
export type PictureJob = { picture: PictureName; design: DesignName | 'both'; body: Uint8Array }

/** The same plan gives the same text. */
export const pictureOf = ({ picture, design, body }: PictureJob): string =>
  WRITERS[picture](JSON.parse(new TextDecoder().decode(body)) as Plan, design)

const WRITERS: Record<PictureName, (plan: Drawable, design: DesignName | 'both') => string> = {
  'diagram.svg': diagramSvg,
  'diagram.mmd': (plan, design) => diagramMermaid(plan, design === 'both' ? plan.chosen : design),
  'charts/costs.svg': costsSvg,
  'charts/traffic.svg': trafficSvg,
}
