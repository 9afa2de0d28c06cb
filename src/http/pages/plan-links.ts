// Everything a plan can be had as, with what each is for. All are of this very revision: what was read is what is handed on.
import type { DesignName, Plan } from '../../domain/plan/plan.ts'

export type PlanLink = { href: string; title: string; use: string }

export function planLinks(
  { links: { revision }, chosen }: Pick<Plan, 'links' | 'chosen'>,
  design: DesignName,
): PlanLink[] {
  const query = design === chosen ? '' : `?design=${design}`
  return [
    {
      href: `${revision}/bundle.zip${query}`,
      title: 'Bundle (.zip)',
      use: 'manifests, kustomization and the lines to apply',
    },
    { href: `${revision}/manifests.json${query}`, title: 'Manifests (.json)', use: 'a List, for programs' },
    { href: revision, title: 'Plan (.json)', use: 'everything, for programs' },
  ]
}
