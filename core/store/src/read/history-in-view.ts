import { typeName, typeNumber } from '@steckwerk/fhir'
import { sql, type PatientSet, type Sql } from '@steckwerk/kernel'
import { patientKey, several } from '../search/index-entry.ts'
import { admittedSpan, inForce } from '../view/belongs.ts'
import { namedKeys, type SetOfType } from '../view/prepared-view.ts'
import type { Sight } from '../view/sight.ts'
import { lastId, type Bounds, type Place } from './history-statements.ts'
import { storedColumns } from './stored-row.ts'

/** The statements of history-statements.ts under a view. A version is in view where its resource is now, and where it belonged to the right
 *  Patients itself. */

const r = sql`r`
const v = sql`v`
const of = (row: Sql): Sql => sql`${row}.rt, ${row}.id, ${row}.version, ${row}.lu, ${row}.hp, ${row}.content`
const condition = (seen: Sql | 'all' | 'none'): Sql => (seen === 'all' ? sql`true` : seen === 'none' ? sql`false` : seen)

export async function instanceInView(sight: Sight, rt: number, id: string, version: number, bounds: Bounds): Promise<Sql> {
  const types = [typeName(rt)]
  const timed = bounds.inForce ?? 0
  return sql`with c as materialized (
      select r.* from (select * from st.res p where p.rt = ${rt} and p.id = ${id} limit 1) r where ${condition(await sight.rows('r', types, r))})
    select n.newest, w.* from (select (select lu from c) newest) n
    left join lateral (
      select ${storedColumns(v)} from c r cross join lateral (
        select ${of(r)} where r.version < ${version}::int and r.lu >= ${bounds.since} and r.lu < ${bounds.below} and (r.content is not null or r.lu >= ${timed})
        union all
        select ${of(sql`h`)} from st.hist h where h.rt = r.rt and h.id = r.id and h.version < ${version}::int and h.lu + 0 >= ${bounds.since} and h.lu + 0 < ${bounds.below} and h.til > ${timed}) v
      where ${condition(await sight.versions('r', types, r, v))} order by v.version desc limit ${bounds.limit}) w on true`
}

/** What a view begins with is collected by it; of other types, the newest versions are looked at in their order. */
export async function listInView(sight: Sight, rts: readonly number[], first: boolean, after: Place, bounds: Bounds): Promise<Sql> {
  const { open, some } = sight.sorted('s', rts.map(typeName))
  const led = some.filter((type) => sight.beginnings('s', [type]) !== undefined)
  const walked = [...open, ...some.filter((type) => !led.includes(type))]
  const numbers = walked.map(typeNumber)
  const edges = numbers.map((rt) => (rt < after.rt ? lastId : rt === after.rt ? after.id : ''))
  const from = bounds.inForce
  const current = from === undefined ? sql`true` : sql`(r.content is not null or r.lu >= ${from})`
  const earlier = from === undefined ? sql`true` : sql`v.til > ${from}`
  const within = (row: Sql): Sql => sql`(${row}.lu, ${row}.id) < ((select lu from top), t.edge) and ${row}.lu >= ${bounds.since}`
  const beyond = (row: Sql): Sql => sql`(${row}.lu, ${row}.rt, ${row}.id) < ((select lu from top), ${after.rt}::int2, ${after.id}) and ${row}.lu >= ${bounds.since}`
  const newest = walked.length === 0 ? sql`null::int8` : sql`(select max(m.lu) from unnest(${numbers}::int2[]) t(rt) cross join lateral (select p.lu from st.res p where p.rt = t.rt order by p.lu desc limit 1) m)`
  return sql`with top as materialized (select least(${after.lu}::int8, case when ${first}::bool then current_setting('st.complete')::int8 end) lu),
    led as materialized (
      select r.* from (select distinct i.rt, i.id from (${leading(sight, led)}) i) i
      cross join lateral (select * from st.res p where p.rt = i.rt and p.id = i.id limit 1) r where ${condition(await sight.rows('s', led, r))}),
    k as materialized (
      select k.* from (
        select k.* from unnest(${numbers}::int2[], ${edges}::text[]) t(rt, edge) cross join lateral (
          (select r.rt, r.lu, r.id, null::int old from st.res r where r.rt = t.rt and ${within(r)} and ${current} and ${condition(await sight.rows('s', walked, r))}
            order by r.lu desc, r.id desc limit ${bounds.limit})
          union all
          (select v.rt, v.lu, v.id, v.version from st.hist v cross join lateral (select * from st.res p where p.rt = v.rt and p.id = v.id limit 1) r
            where v.rt = t.rt and ${within(v)} and ${earlier} and ${condition(await sight.versions('s', walked, r, v))} order by v.lu desc, v.id desc limit ${bounds.limit})) k
        union all
        select r.rt, r.lu, r.id, null from led r where ${beyond(r)} and ${current}
        union all
        select v.rt, v.lu, v.id, v.version from led r cross join lateral (select * from st.hist h where h.rt = r.rt and h.id = r.id offset 0) v
          where ${beyond(v)} and ${earlier} and ${condition(await sight.versions('s', led, r, v))}) k
      order by k.lu desc, k.rt desc, k.id collate "C" desc limit ${bounds.limit})
    select n.newest, w.* from (select case when ${first}::bool then greatest(${newest}, (select max(lu) from led)) end newest) n
    left join lateral (
      select w.* from k cross join lateral (
        (select ${storedColumns(sql`p`)} from st.res p where k.old is null and p.rt = k.rt and p.id = k.id limit 1)
        union all
        (select ${storedColumns(sql`h`)} from st.hist h where h.rt = k.rt and h.id = k.id and h.version = k.old limit 1)) w
      order by w.lu desc, w.rt desc, w.id collate "C" desc) w on true`
}

/** Keys of all that may be in view of the types, by the sets of Patients that each rule begins with. */
function leading(sight: Sight, types: readonly string[]): Sql {
  const bySet = new Map<PatientSet, SetOfType[]>()
  for (const one of sight.beginnings('s', types)!) {
    const known = bySet.get(one.set)
    if (known === undefined) bySet.set(one.set, [one])
    else known.push(one)
  }
  const ways = [...bySet.values()].flatMap((sets) => {
    const tokens = sets.flatMap((one) => one.tokens.flat())
    const owned = sets.flatMap((one) => (one.byPatient ? namedKeys(one) : []))
    const admitted = sets.filter((one) => one.admitted.length > 0)
    return [
      ...(tokens.length === 0 ? [] : [sql`select h.rt, h.id from unnest(${tokens}::int8[]) y(h) cross join lateral (select * from st.res_h h where h.tokens @> array[y.h] offset 0) h`]),
      ...(owned.length === 0 ? [] : [sql`select p.rt, p.id from st.res p where p.hp = any(${owned}::int8[])`]),
      ...(admitted.length === 0 ? [] : [ofAdmitted(admitted, sight.now)]),
    ]
  })
  return ways.length === 0 ? sql`select null::int2 rt, null::text id where false` : joinUnion(ways)
}

function ofAdmitted(sets: readonly SetOfType[], now: number): Sql {
  const pairs = sets.flatMap((one) => one.admitted.map((key) => [one.rt, key] as const))
  return sql`select p.rt, p.id from (
      select distinct g.pat # y.rt hp from unnest(${pairs.map(([rt]) => rt)}::int2[], ${pairs.map(([, key]) => key)}::int8[]) y(rt, h)
      cross join lateral (select g.pat from st.permit g where g.h = y.h and ${inForce(admittedSpan(sets[0]!, now))} offset 0) g
      union select unnest(${sets.map((one) => patientKey(one.type, several))}::int8[])) y
    cross join lateral (select * from st.res p where p.hp = y.hp offset 0) p`
}

const joinUnion = (selects: readonly Sql[]): Sql => selects.slice(1).reduce((all, one) => sql`${all} union all ${one}`, sql`${selects[0]!}`)

