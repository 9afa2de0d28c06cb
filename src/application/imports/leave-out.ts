// What a topology cannot hold of what was imported is left out, piece by piece, and said: an import can be planned as it is.
import type { Mistake } from '../../domain/failure.ts'
import type { Imported } from '../../domain/imported.ts'
import { hasAt, removeAt, valueAt } from './edit.ts'

const ROUNDS_AT_MOST = 20

/** `mistakesIn` is the domain's own judgement. Mistakes of what the caller asked for (the target) are left for the caller. */
export function leaveOut(imported: Imported, mistakesIn: (topology: unknown) => readonly Mistake[]): Imported {
  let left: Imported = { ...imported, topology: structuredClone(imported.topology) }
  for (let round = 0; round < ROUNDS_AT_MOST; round += 1) {
    const mistakes = mistakesIn(left.topology).filter(({ pointer }) =>
      /^\/(?:workloads|externals|clients)\/./.test(pointer),
    )
    // From the end of each list, so that the places of those before stay true.
    const pieces = new Map(
      mistakes.flatMap((mistake) => piecesOf(mistake, left).map((piece): [string, Mistake] => [piece, mistake])),
    )
    const sorted = [...pieces].sort(([a], [b]) => b.localeCompare(a, 'en', { numeric: true }))
    if (sorted.length === 0) return left
    for (const [piece, mistake] of sorted) {
      if (hasAt(left.topology, piece)) left = without(left, piece, mistake)
    }
  }
  return left
}

function without(imported: Imported, piece: string, { code, detail }: Mistake): Imported {
  const from = imported.provenance.filter(({ path }) => piece === path || piece.startsWith(`${path}/`)).at(-1)
  const left = removeAt(imported, piece)
  return {
    ...left,
    findings: [
      ...left.findings,
      {
        code: 'LEFT_OUT',
        severity: 'warning',
        path: nearest(left.topology, piece),
        ...(from === undefined ? {} : { file: from.file, line: from.line }),
        message: `${piece} is left out of the topology: ${detail.slice(0, 300)} (${code}).`,
      },
    ],
  }
}

function nearest(topology: unknown, piece: string): string {
  let path = piece
  while (path !== '' && !hasAt(topology, path)) path = path.slice(0, path.lastIndexOf('/'))
  return path
}

// What its owner has no use for without it.
const NEEDED =
  /^(\/workloads\/[^/]+\/(?:expose|calls)\/\d+)\/(?:port|to)(?:\/|$)|^(\/clients\/[^/]+)\/network$|^(\/externals\/[^/]+)\/(?:host|addresses|port)$/

// What has no meaning without this part of it goes whole.
const WHOLE = /^(\/workloads\/[^/]+\/expose\/\d+\/(?:tls|sticky))\/(?:mode|by)$/

/** Of a list that is too long, what is too much; else the one piece that is wrong. */
function piecesOf(mistake: Mistake, imported: Imported): string[] {
  const most = /must have at most (\d+) items/.exec(mistake.detail)?.[1]
  const list = most === undefined ? undefined : valueAt(imported.topology, mistake.pointer)
  return Array.isArray(list)
    ? list.slice(Number(most)).map((_, index) => `${mistake.pointer}/${Number(most) + index}`)
    : [pieceOf(mistake, imported)]
}

/** The smallest piece around a mistake that can go. */
function pieceOf({ pointer, code }: Mistake, { topology }: Imported): string {
  const needed = NEEDED.exec(pointer)
  if (needed !== null) return needed[1] ?? needed[2] ?? needed[3] ?? pointer
  const whole = WHOLE.exec(pointer)?.[1]
  if (whole !== undefined) return whole
  const port = /^(\/workloads\/[^/]+\/ports\/[^/]+)\/(?:port|targetPort)$/.exec(pointer)
  if (port !== null) return port[1] ?? pointer
  // A port that speaks over another transport than its protocol is known by the transport.
  if (code === 'PROTOCOL_TRANSPORT_MISMATCH') return pointer.replace(/transport$/, 'protocol')
  if (code === 'COOKIE_STICKINESS_WITHOUT_HTTP' || hasAt(topology, pointer)) return pointer
  return nearest(topology, pointer)
}
