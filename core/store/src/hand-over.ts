import type pg from 'pg'

/** Gives the rights of the role that this database was set up for to the one in `st.hub_role`, if it is another one. The old
 *  one keeps its own: hubs change over one after the other. Afterwards `drop owned by` and `drop role` end it. */
export async function handOver(client: pg.Client): Promise<void> {
  await client.query(`do $$
declare
  before oid := (select oid from pg_roles where rolname = base.hub_role());
  after name := current_setting('st.hub_role');
  what text;
begin
  if base.hub_role() = after then return; end if;
  for what in
    select format('%s on table %s', a.privilege_type, c.oid::regclass) from pg_class c, aclexplode(c.relacl) a
      where c.relnamespace = 'st'::regnamespace and c.relkind in ('r', 'p', 'v') and a.grantee = before
    union all
    select format('%s on function %s', a.privilege_type, p.oid::regprocedure) from pg_proc p, aclexplode(p.proacl) a
      where p.pronamespace = 'st'::regnamespace and a.grantee = before
    union all select 'usage on schema st'
    union all select format('connect on database %I', current_database())
  loop
    execute format('grant %s to %I', what, after);
  end loop;
  update base.meta set value = convert_to(after, 'UTF8') where name = 'hub-role';
end $$`)
}
