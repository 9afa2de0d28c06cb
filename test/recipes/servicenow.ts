// ServiceNow's half of the recipe: REST messages with `${…}` in them, and scripts that wait for each answer. A script here is run again
// from its beginning with every answer there is, until it asks for nothing new: that is how it can wait.
import { createContext, runInContext } from 'node:vm'

export type RestMessage = {
  headers: Record<string, string>
  functions: {
    function_name: string
    http_method: string
    endpoint: string
    headers: Record<string, string>
    content?: string
  }[]
}
type Asked = { method: string; url: string; headers: Record<string, string>; body?: string }
type Answered = { status: number; body: string; bytes: Buffer }
export type Change = {
  workNotes: string
  attachments: { table: string; record: string; name: string; bytes: Buffer }[]
}

const RESPONSE_AT_MOST = 5 * 1024 * 1024
class Waiting extends Error {}

/** `password` is that of the basic profile. Throws what the script throws. */
export async function runScript(
  script: string,
  { message, password, record }: { message: RestMessage; password: string; record: Record<string, string> },
): Promise<Change> {
  const answers: Answered[] = []
  for (;;) {
    const change: Change = { workNotes: '', attachments: [] }
    let asked: Asked | undefined
    let next = 0
    const execute = (request: Asked, attach?: (bytes: Buffer) => void) => {
      const answer = answers[next]
      next += 1
      if (answer === undefined) {
        asked = request
        throw new Waiting()
      }
      attach?.(answer.bytes)
      return {
        getStatusCode: () => answer.status,
        getBody: () => (attach === undefined ? answer.body : ''),
        getErrorMessage: () => (answer.status === 0 ? answer.body : ''),
      }
    }
    const current = {
      getUniqueValue: () => record.sys_id,
      getValue: (field: string) => record[field] ?? null,
      update: () => undefined,
      set work_notes(text: string) {
        change.workNotes = text
      },
    }
    const sandbox = {
      current,
      action: { setRedirectURL: () => undefined },
      sn_ws: { RESTMessageV2: messageClass(message, execute, change) },
    }
    try {
      runInContext(script, createContext(sandbox))
      return change
    } catch (error) {
      if (asked === undefined || !(error instanceof Waiting)) throw error
    }
    answers.push(await send(asked, password))
  }
}

type Execute = (request: Asked, attach?: (bytes: Buffer) => void) => object

function messageClass(message: RestMessage, execute: Execute, change: Change) {
  return class RESTMessageV2 {
    readonly #called: RestMessage['functions'][number]
    readonly #parameters = new Map<string, string>()
    #attach: ((bytes: Buffer) => void) | undefined

    constructor(_: string, name: string) {
      const called = message.functions.find(({ function_name }) => function_name === name)
      if (called === undefined) throw new Error(`the message has no function "${name}"`)
      this.#called = called
    }

    setStringParameterNoEscape(name: string, value: string) {
      this.#parameters.set(name, value)
    }

    setHttpTimeout(milliseconds: number) {
      if (milliseconds > 30_000) throw new Error('glide.http.outbound.max_timeout is 30 seconds')
    }

    saveResponseBodyAsAttachment(table: string, sysId: string, name: string) {
      this.#attach = (bytes) => change.attachments.push({ table, record: sysId, name, bytes })
    }

    execute() {
      const { http_method, endpoint, headers, content } = this.#called
      const all = Object.entries({ ...message.headers, ...headers })
      const request: Asked = {
        method: http_method.toUpperCase(),
        url: this.#filled(endpoint),
        headers: Object.fromEntries(all.map(([name, value]) => [name, this.#filled(value)])),
      }
      if (content !== undefined) request.body = this.#filled(content)
      return execute(request, this.#attach)
    }

    #filled(text: string): string {
      return text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => {
        const value = this.#parameters.get(name)
        if (value === undefined) throw new Error(`"${name}" was not set`)
        return value
      })
    }
  }
}

async function send({ method, url, headers, body }: Asked, password: string): Promise<Answered> {
  const authorization = `Basic ${Buffer.from(`moorage:${password}`).toString('base64')}`
  try {
    const answer = await fetch(url, {
      method,
      headers: { ...headers, authorization, 'user-agent': 'ServiceNow/1.0' },
      signal: AbortSignal.timeout(30_000),
      ...(body === undefined ? {} : { body }),
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    if (bytes.length > RESPONSE_AT_MOST) throw new Error('the answer is larger than 5 MB')
    return { status: answer.status, body: bytes.toString(), bytes }
  } catch (error) {
    return { status: 0, body: String(error), bytes: Buffer.alloc(0) }
  }
}
