-- The access log: who did what with whose data, append-only, closed in signed segments that can be deleted whole.

-- One row a block: the entries that one transaction wrote for a carrier. Tenant 0 is the platform's own log. Blocks are in the order (era, xid,
-- seq): below the oldest running transaction nothing can appear before them any more. An era begins where a restored database counts its
-- transactions anew. count: of entries. low, high: of their instants, milliseconds since 1970 UTC. keys: of whom they tell
-- (core/store/src/audit/audit-keys.ts). entries: a list of objects, whose members the view st.audit_entry names. details: of the entry at the
-- same place, JSON sealed with the carrier's key; null where no entry has any.
create table base.audit (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  era smallint not null default 1,
  xid xid8 not null default pg_current_xact_id(),
  seq bigint generated always as identity,
  count smallint not null check (count between 1 and 999),
  low bigint not null,
  high bigint not null,
  keys bigint[] not null,
  entries json not null,
  details bytea[] check (cardinality(details) = count),
  primary key (tenant, era, xid, seq)
);
-- Blocks are only ever found by their key: nobody needs statistics of what is in them.
alter table base.audit alter column keys set statistics 0, alter column entries set statistics 0, alter column details set statistics 0;

-- Closed segments: blocks after the one before up to (era, xid, seq). low, high: of the entries' instants, so that segments are the log's index
-- by time; audit_key is that by whom they tell of. What is hashed and signed: core/access/src/audit/segment.ts.
create table base.audit_segment (
  tenant int not null,
  number int not null,
  era smallint not null,
  xid xid8 not null,
  seq bigint not null,
  entries int not null,
  low bigint not null,
  high bigint not null,
  closed_at bigint not null,
  leaves bytea not null,
  prev bytea not null,
  hash bytea not null,
  key text not null,
  signature bytea not null,
  primary key (tenant, number)
);

-- SHA-256 of each block of a segment, one after the other: tells which of them was touched.
create table base.audit_leaves (
  tenant int not null,
  number int not null,
  hashes bytea not null,
  primary key (tenant, number)
);
alter table base.audit_leaves alter column hashes set storage external;

-- Which segments have blocks with this key.
create table base.audit_key (
  tenant int not null,
  key bigint not null,
  number int not null,
  primary key (tenant, key, number)
);

-- Segments whose entries were deleted when their time was over, each with the hub's signature.
create table base.audit_deleted (
  tenant int not null,
  number int not null,
  at bigint not null,
  key text not null,
  signature bytea not null,
  primary key (tenant, number)
);

-- How long a carrier keeps its log.
create table base.audit_retention (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  days int not null check (days between 30 and 36500),
  primary key (tenant)
);

select base.wall('audit', 'select, insert'), base.wall('audit_segment', 'select'), base.wall('audit_leaves', 'select'),
  base.wall('audit_key', 'select'), base.wall('audit_deleted', 'select'), base.wall('audit_retention', 'select, insert, update');

-- Entry by entry. seq: the entry's place in the log together with era and xid, 1000 numbers a block; block: the block's own. pat: hashes of the
-- Patients concerned (base.res.me).
create view st.audit_entry as
  select b.tenant, b.era, b.xid, b.seq block, b.seq * 1000 + e.place seq, b.keys, e.at, e.rt, e.outcome, e.action, e.event, e.actor, e.purpose, e.trace,
    e.client, e.address, e.id, e.version, coalesce(e.pat, '{}') patients, b.details[e.place::int] detail
  from st.audit b
  cross join lateral rows from (json_to_recordset(b.entries) as (
    at bigint, rt smallint, outcome smallint, action text, event text, actor text, purpose text, trace text, client text, address text, id text, version int,
    pat bigint[])) with ordinality e(at, rt, outcome, action, event, actor, purpose, trace, client, address, id, version, pat, place);

-- For writing blocks of several carriers at once, and for nothing else: what was written cannot be read through it.
create view st.audit_note as select tenant, count, low, high, keys, entries, details from base.audit;
do $$
begin
  execute format('grant select on st.audit_entry to %I', base.hub_role());
  execute format('grant insert on st.audit_note to %I', base.hub_role());
end
$$;

-- An accident's guard, for the owner too: who means to tamper can lift it, and is found out by the signatures.
create function base.refuse_audit_change() returns trigger language plpgsql as $$
begin
  if current_setting('st.audit_delete', true) is distinct from 'segment' then
    raise exception 'base.% is append-only', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return null;
end
$$;
create trigger audit_append_only before update or delete or truncate on base.audit for each statement execute function base.refuse_audit_change();
create trigger audit_append_only before update or delete or truncate on base.audit_segment for each statement execute function base.refuse_audit_change();
create trigger audit_append_only before update or delete or truncate on base.audit_leaves for each statement execute function base.refuse_audit_change();
create trigger audit_append_only before update or delete or truncate on base.audit_deleted for each statement execute function base.refuse_audit_change();

-- Deletes the entries of one closed segment and keeps its head and the signed reason: the one way for entries to go.
create function base.delete_audit_segment(tenant int, number int, at bigint, key text, signature bytea) returns void language plpgsql as $$
declare
  before base.audit_segment;
  this base.audit_segment;
begin
  select * into strict this from base.audit_segment s where s.tenant = $1 and s.number = $2;
  select * into before from base.audit_segment s where s.tenant = $1 and s.number = $2 - 1;
  perform set_config('st.audit_delete', 'segment', true);
  insert into base.audit_deleted values ($1, $2, $3, $4, $5);
  delete from base.audit a where a.tenant = $1 and (a.era, a.xid, a.seq) <= (this.era, this.xid, this.seq)
    and (before is null or (a.era, a.xid, a.seq) > (before.era, before.xid, before.seq));
  delete from base.audit_leaves l where l.tenant = $1 and l.number = $2;
  delete from base.audit_key l where l.tenant = $1 and l.number = $2;
  perform set_config('st.audit_delete', '', true);
end
$$;

insert into base.meta values ('audit-era', convert_to('1', 'UTF8'));

-- To be called at each start: a database restored from a dump counts its transactions anew, and what is logged from then on comes after what was.
create function base.begin_audit_era() returns void language plpgsql as $$
declare
  current int := (select convert_from(value, 'UTF8')::int from base.meta where name = 'audit-era');
begin
  if exists (
    select from (select 0 tenant union all select c.tenant from base.carrier c) t
    cross join lateral (select a.xid from base.audit a where a.tenant = t.tenant and a.era = current order by a.xid desc limit 1) newest
    where newest.xid >= pg_current_xact_id()
  ) then
    update base.meta set value = convert_to((current + 1)::text, 'UTF8') where name = 'audit-era';
    execute format('alter table base.audit alter column era set default %s', current + 1);
  end if;
end
$$;
revoke execute on function base.refuse_audit_change(), base.delete_audit_segment(int, int, bigint, text, bytea), base.begin_audit_era() from public;
