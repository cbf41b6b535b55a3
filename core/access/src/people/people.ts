import { Fault, sql, timeOrderedId, type Ctx } from '@steckwerk/kernel'
import type { Store, Writer } from '@steckwerk/store'
import type { AuditLog, Membership, Principal } from '../contract.ts'
import { platform } from '../principal.ts'
import { roleNames, roles, type Permission } from '../roles.ts'
import type { Sessions } from '../sign-in/sessions.ts'
import { manageableRoles, requireManageable, type PeoplePlace } from './manageable.ts'
import { putMembership } from './memberships.ts'
import { peopleOf, personAt, type Person } from './people-rows.ts'
import { issueSetupCode, type SetupCode } from './setup-codes.ts'

export interface NewPerson {
  readonly name: string
  /** a-z 0-9 . _ - @; undefined = to be chosen at set-up. */
  readonly login: string | undefined
  /** Of the carrier, or of the platform. */
  readonly membership: Membership
}

/** Who works on people, where, and the context that is told to the access log. */
export interface PeopleCall extends PeoplePlace {
  readonly ctx: Ctx
  readonly by: Principal
}

/** People and their roles. Everyone sees and changes only those whose roles they may give and take. */
export interface People {
  list(call: PeopleCall, page: { readonly text: string; readonly count: number; readonly after?: string | undefined }): Promise<readonly Person[]>
  /** Faults: access/people-unknown. */
  find(call: PeopleCall, account: string): Promise<Person>
  /** A new account with a one-time code for its set-up, good for 7 days. Faults: access/people-login, access/people-not-yours, access/people-sites. */
  invite(call: PeopleCall, person: NewPerson): Promise<SetupCode & { readonly person: Person }>
  /** A new code for who has not set up a way in yet. Faults: access/people-unknown, access/people-set-up. */
  inviteAgain(call: PeopleCall, account: string): Promise<SetupCode & { readonly person: Person }>
  /** Faults: access/people-unknown, access/people-self, access/people-provider, access/people-not-yours, access/people-sites. */
  change(call: PeopleCall, account: string, membership: Membership): Promise<Person>
  /** What somebody is here counts no more until unlocked. Faults: those of change. */
  lock(call: PeopleCall, account: string, locked: boolean): Promise<Person>
  /** Accounts of the carrier's own people who may do this there, by whatever role. */
  able(ctx: Ctx, permission: Permission): Promise<readonly string[]>
  /** What accounts are called, for lists of what they did. */
  names(ctx: Ctx, accounts: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Takes all roles here; who was invited and never came is removed. Faults: those of change. */
  close(call: PeopleCall, account: string): Promise<void>
}

const setupHours = 7 * 24
/** Of one permission at one carrier. */
const mostAble = 1_000
const placeOf = (carrier: string): string | undefined => (carrier === platform ? undefined : carrier)
const unknown = (): Fault => new Fault('not-found', 'access/people-unknown', 'There is nobody of this name here.')

/** `changed` hears whose rights are others now; `ended` who is nobody any more at a carrier (undefined = at all): what was granted to apps there ends. */
export function createPeople(options: {
  readonly store: Store
  readonly audit: AuditLog
  readonly sessions: Pick<Sessions, 'endAllIn'>
  readonly changed: (account: string) => void
  readonly ended: (account: string, carrier: string | undefined) => Promise<void>
}): People {
  const { store, audit, sessions, changed, ended } = options

  /** Who manages all roles of a place also sees roles nobody of a kind manages. */
  const seen = (call: PeopleCall): ReturnType<typeof manageableRoles> =>
    call.by.kind === 'token' ? roleNames.filter((role) => roles[role].given.length > 0) : manageableRoles(call.by, call)

  async function find(call: PeopleCall, account: string): Promise<Person> {
    const mine = seen(call)
    const person = await store.read(call.ctx, (r) => personAt(r, call.carrier, account))
    if (person === undefined || !person.roles.some((role) => mine.includes(role))) throw unknown()
    return person
  }

  /** After a change, also where it took the last role that may be seen. */
  const shown = async ({ ctx, carrier }: PeopleCall, account: string): Promise<Person> => {
    const person = await store.read(ctx, (r) => personAt(r, carrier, account))
    if (person === undefined) throw unknown()
    return person
  }

  /** Somebody else whose roles here are managed here. */
  async function own(call: PeopleCall, account: string, after: (person: Person) => Membership): Promise<Person> {
    const person = await find(call, account)
    if (person.account === call.by.account) throw new Fault('forbidden', 'access/people-self', 'Nobody changes their own roles.')
    if (person.managed === 'provider') throw new Fault('conflict', 'access/people-provider', 'The carrier\'s identity provider decides what this person is.')
    requireManageable(call.by, call.kind, person.roles, after(person))
    return person
  }

  const tell = (w: Writer, { ctx, carrier }: PeopleCall, event: string, account: string, facts: Readonly<Record<string, string>>): Promise<void> =>
    audit.note(w, ctx, { event, detail: { account, carrier, ...facts } })

  return {
    find,
    list: async (call, page) => store.read(call.ctx, (r) => peopleOf(r, call.carrier, seen(call), page)),

    able: async (ctx, permission) => {
      const having = roleNames.filter((role) => roles[role].permissions.includes(permission))
      const people = await store.read(ctx, (r) => peopleOf(r, ctx.carrier, having, { text: '', count: mostAble }))
      return people.filter(({ state }) => state === 'active').map(({ account }) => account)
    },

    names: async (ctx, accounts) => {
      const rows = await store.read(ctx, (r) => r.query<{ account: string; display: string }>(sql`
        select account, display from st.account where account = any (${[...new Set(accounts)]}::text[])`))
      return new Map(rows.map(({ account, display }) => [account, display]))
    },

    invite: async (call, { name, login, membership }) => {
      const { ctx, by } = call
      requireManageable(by, call.kind, [], membership)
      const account = timeOrderedId(ctx.now.getTime())
      const code = await store.write(ctx, async (w) => {
        const rows = await w.query(sql`
          insert into st.account (account, login, display, demo, created_at) values (${account}, ${login ?? null}, ${name}, false, ${ctx.now})
          on conflict do nothing returning account`)
        if (rows.length === 0) throw new Fault('conflict', 'access/people-login', 'This sign-in name is taken.', { at: 'login' })
        await putMembership(w, account, membership, { by: by.actor, at: ctx.now })
        await tell(w, call, 'people-changed', account, { change: 'invited', roles: membership.roles.join(' ') })
        return issueSetupCode(w, account, 'setup', { by: by.actor, at: ctx.now, hours: setupHours })
      })
      return { ...code, person: await shown(call, account) }
    },

    inviteAgain: async (call, account) => {
      const { ctx, by } = call
      const person = await own(call, account, ({ roles: held, sites }) => ({ carrier: call.carrier, roles: held, sites }))
      if (person.state !== 'invited') throw new Fault('conflict', 'access/people-set-up', 'This person has a way in already.')
      const code = await store.write(ctx, async (w) => {
        await tell(w, call, 'people-changed', person.account, { change: 'invited again' })
        return issueSetupCode(w, person.account, 'setup', { by: by.actor, at: ctx.now, hours: setupHours })
      })
      return { ...code, person }
    },

    change: async (call, account, membership) => {
      const { ctx, by } = call
      // The token may also make somebody who is known elsewhere one of this place.
      const known = by.kind === 'token' ? await store.read(ctx, (r) => r.query<{ account: string }>(sql`
        select account from st.account where account = ${account} or login = ${account}`)) : []
      const isNew = known[0] !== undefined && (await store.read(ctx, (r) => personAt(r, call.carrier, account))) === undefined
      if (isNew) requireManageable(by, call.kind, [], membership)
      const id = isNew ? known[0]!.account : (await own(call, account, () => membership)).account
      await store.write(ctx, async (w) => {
        await putMembership(w, id, membership, { by: by.actor, at: ctx.now })
        await tell(w, call, 'role-changed', id, { roles: membership.roles.join(' '), sites: membership.sites === 'all' ? 'all' : membership.sites.join(' ') })
      })
      changed(id)
      return shown(call, id)
    },

    lock: async (call, account, locked) => {
      const { ctx, carrier } = call
      const { account: id } = await own(call, account, () => ({ carrier, roles: [], sites: 'all' }))
      await store.write(ctx, async (w) => {
        await w.query(sql`update st.membership set locked_at = ${locked ? ctx.now : null} where account = ${id} and carrier = ${carrier}`)
        if (locked) await sessions.endAllIn(w, id)
        await tell(w, call, 'people-changed', id, { change: locked ? 'locked' : 'unlocked' })
      })
      changed(id)
      if (locked) await ended(id, placeOf(carrier))
      return shown(call, id)
    },

    close: async (call, account) => {
      const { ctx, by, carrier } = call
      const { account: id } = await own(call, account, () => ({ carrier, roles: [], sites: 'all' }))
      await store.write(ctx, async (w) => {
        await putMembership(w, id, { carrier, roles: [], sites: 'all' }, { by: by.actor, at: ctx.now })
        await sessions.endAllIn(w, id)
        await tell(w, call, 'people-changed', id, { change: 'closed' })
        await w.query(sql`
          delete from st.account a where a.account = ${id} and exists (select from st.setup_code c where c.account = a.account and c.purpose = 'setup')
            and not exists (select from st.membership m where m.account = a.account)`)
      })
      changed(id)
      await ended(id, placeOf(carrier))
    },
  }
}
