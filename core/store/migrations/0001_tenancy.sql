-- Carriers, secrets and the wall between tenants: every later table is put behind it by base.wall().

create schema if not exists base;
create schema if not exists st;

-- Secrets and settings of this database. `hub-role` names the unprivileged role.
create table base.meta (
  name text primary key,
  value bytea not null
);

-- The registry of carriers: a reference table, the same for every tenant.
create table base.carrier (
  tenant int generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{0,30}$'),
  name text not null check (name <> ''),
  -- A network (people of a region who work together) is a tenant of its own that holds no clinical data.
  kind text not null default 'carrier' check (kind in ('carrier', 'network')),
  created timestamptz not null default now()
);

insert into base.meta values ('hub-role', convert_to(current_setting('st.hub_role'), 'UTF8'));

create function base.hub_role() returns name language sql stable
  return (select convert_from(value, 'UTF8')::name from base.meta where name = 'hub-role');

-- The tenant of the running transaction; null (and so: no rows) where none is set.
create function st.tenant() returns int language sql stable parallel safe
  return nullif(current_setting('st.tenant', true), '')::int;

-- Puts base.<table_name> behind the tenants' wall: two plain views owned by the owner, with the tenant as predicate
-- and cascaded check. `st.<t>` is for shapes whose index begins with the tenant; `st.<t>_h` hides the tenant from the
-- planner for shapes whose index is on a keyed hash. No security_barrier: @> and LIKE are not leakproof and would
-- never reach an index. The sub-select keeps generic plans blind to whichever tenant came first. The base table keeps
-- row-level security for every role but its owner, so a grant given by mistake shows no rows.
create function base.wall(table_name text, rights text default 'select, insert, update, delete') returns void language plpgsql as $$
declare
  columns text;
  predicate constant text := '(select nullif(current_setting(''st.tenant'', true), '''')::int)';
begin
  select string_agg(quote_ident(attname), ', ' order by attnum) into strict columns
    from pg_attribute where attrelid = ('base.' || quote_ident(table_name))::regclass and attnum > 0 and not attisdropped;
  if not exists (
    select 1 from pg_attribute where attrelid = ('base.' || quote_ident(table_name))::regclass and attnum = 1 and attname = 'tenant' and attnotnull
  ) then
    raise exception 'base.% must begin with a column tenant that is not null', table_name;
  end if;
  execute format('alter table base.%I enable row level security', table_name);
  execute format('drop policy if exists wall on base.%I', table_name);
  execute format('create policy wall on base.%I using (tenant = %s) with check (tenant = %s)', table_name, predicate, predicate);
  execute format('create or replace view st.%I as select %s from base.%I where tenant = %s with cascaded check option',
    table_name, columns, table_name, predicate);
  execute format('create or replace view st.%I as select %s from base.%I where tenant + 0 = %s with cascaded check option',
    table_name || '_h', columns, table_name, predicate);
  execute format('grant %s on st.%I to %I', rights, table_name, base.hub_role());
  execute format('grant select on st.%I to %I', table_name || '_h', base.hub_role());
end
$$;

create view st.carrier as select tenant, slug, name, kind from base.carrier;
create view st.meta as select name, value from base.meta where name in ('hash-key', 'id-key', 'cursor-key', 'outbox-pruned');

do $$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to %I', current_database(), base.hub_role());
  execute format('grant usage on schema st to %I', base.hub_role());
  execute format('grant select on st.carrier, st.meta to %I', base.hub_role());
  execute format('grant execute on function st.tenant() to %I', base.hub_role());
end
$$;
revoke execute on all functions in schema base from public;
