// npm run token: what it prints, what it refuses, and that a token is good until it is revoked.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFile } from '../storage/temporary.ts'
import { type Built, buildService, run, startBuilt } from './built.ts'

let built: Built
beforeAll(async () => {
  built = await buildService()
})
afterAll(() => built.remove())

const asking = (DATABASE_FILE: string) => (line: string) => run(built, 'token', line.split(' '), { DATABASE_FILE })

describe('npm run token', () => {
  it('makes, lists and revokes, beside a service that runs', async () => {
    const DATABASE_FILE = temporaryFile()
    const token = asking(DATABASE_FILE)
    const { url } = await startBuilt(built, { DATABASE_FILE, ACCESS: 'tokens' })
    expect((await token('list')).out).toBe('There are no tokens.\n')

    const made = await token('create --tenant shop --scopes plans:write,plans:read,plans:read --expires 90d')
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^moor_[a-z0-9]{12}_[\w-]{43}\n$/) })
    const id = made.out.split('_')[1] ?? ''
    expect(made.complaint).toBe(`Token ${id} of tenant shop; this is the only time it is shown:\n`)
    const status = async () =>
      (await fetch(`${url}/v1/plans`, { headers: { authorization: `Bearer ${made.out.trim()}` } })).status
    expect(await status()).toBe(200)

    const { out } = await token('list')
    expect(out).toMatch(new RegExp(`^${id}  shop  plans:read,plans:write  made \\S+Z  until \\S+Z\n$`))
    expect(out).not.toContain(made.out.trim().slice(-43))

    expect(await token(`revoke ${id}`)).toMatchObject({ code: 0, out: `Token ${id} is revoked.\n` })
    expect(await status()).toBe(401)
    expect(await token(`revoke ${id}`)).toMatchObject({
      code: 1,
      complaint: `There is no token ${id}; \`npm run token -- list\` shows what there is.\n`,
    })
  })

  it.each([
    ['create', '--tenant is missing.\n--scopes is missing.\n'],
    ['create --tenant Shop --scopes admin', '--tenant must be lower-case letters, digits and hyphens, at most 63.\n'],
    [
      'create --tenant shop --scopes root',
      '--scopes must be of plans:read, plans:write, prices:write, policies:write, admin.\n',
    ],
    ['create --tenant shop --scopes admin --expires soon', '--expires must be a number of days such as 90d, or a day'],
    ['create --tenant shop --scopes admin --expires 2020-01-01', '--expires must be a number of days such as 90d'],
    ['create --tenant shop --scopes admin --expires 2027-02-30', '--expires must be a number of days such as 90d'],
    ['revoke', 'Makes, lists and revokes the tokens'],
    ['list everything', 'Makes, lists and revokes the tokens'],
    ['make', 'Makes, lists and revokes the tokens'],
    ['list --all', "Unknown option '--all'"],
  ])('%s is refused', async (line, complaint) => {
    const answer = await asking(temporaryFile())(line)
    expect(answer).toMatchObject({ code: 1, out: '' })
    expect(answer.complaint).toContain(complaint)
    expect(answer.complaint).not.toMatch(/\n\s+at /)
  })
})
