// The policy that ships: only what hardly anybody objects to. It warns; it fails only what the topology's own checks refuse towards the
// internet as well. Prices, regions and numbers are for each organisation to limit.
import type { Policy } from './policy.ts'

export const BUILT_IN_POLICY: Policy = {
  id: 'builtin',
  version: '2026-11-24',
  rules: {
    // A warning: some serve port 80 only to send callers on to 443. Mail and the like begin in clear text and turn to TLS later.
    publicWithoutTls: { severity: 'warn', protocols: 'http' },
    // Where only named networks may come in it is a way many partners work, and worth a second look.
    databasePublic: { severity: 'fail', limited: 'warn' },
    // A warning: whoever hosts Git serves SSH to everybody.
    adminPortPublic: { severity: 'warn', limited: 'pass' },
  },
}
