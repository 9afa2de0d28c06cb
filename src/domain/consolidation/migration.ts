// How to get from the recommended design to the consolidated one and back: steps, what goes, what both together cost, scripts.
import { z } from 'zod'
import { Money } from '../estimate/price-lines.ts'

export const Step = z
  .strictObject({
    do: z.string(),
    check: z.string().meta({ description: 'How one sees that it worked, before the next step.' }),
    rollback: z.string(),
    downtime: z.string().meta({ description: 'For callers, in words.' }),
    oneWay: z.boolean().meta({ description: 'Cannot be undone as it was: an address is given up for good.' }),
  })
  .meta({ id: 'MigrationStep' })
export type Step = z.infer<typeof Step>

export const Migration = z.strictObject({
  steps: z.array(Step),
  goes: z.array(z.string()).meta({
    description: 'Objects that go once nobody uses them, or change their type.',
    example: ['Ingress/shop/web: is deleted'],
  }),
  overlap: z
    .strictObject({ perDay: Money, text: z.string() })
    .nullable()
    .meta({ description: 'What both ways in cost together, each day the old ones stay.' }),
  scripts: z.strictObject({
    apply: z.string().meta({ description: 'Bash: puts the new ways in beside what is there.' }),
    verify: z.string().meta({ description: 'Bash: asks the new address for each host and path.' }),
    cutOver: z.string().meta({ description: 'Bash: what goes, once DNS has moved.' }),
    rollback: z.string().meta({ description: 'Bash: back to the recommended design.' }),
  }),
})
export type Migration = z.infer<typeof Migration>
