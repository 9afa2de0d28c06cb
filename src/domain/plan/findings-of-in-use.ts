// What is said to be in use already and changes no price here: told, so that nobody takes it for counted.
import type { Finding } from '../finding.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'

export function checkInUse({ target: { inUse } }: Topology, { countsInUse, title }: Provider): Finding[] {
  const said = (Object.keys(inUse) as (keyof typeof inUse)[]).filter((field) => inUse[field] > 0)
  return said
    .filter((field) => !countsInUse.includes(field))
    .map((field) => ({
      code: 'IN_USE_NOT_COUNTED',
      severity: 'info',
      path: `/target/inUse/${field}`,
      message: `${field} changes no price on ${title}, and is not looked at.`,
      ...(countsInUse.length === 0 ? {} : { fix: `What does: ${countsInUse.join(', ')}.` }),
    }))
}
