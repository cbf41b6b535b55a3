-- Design G: one table of current resources, hashed tokens in one GIN, a few hot B-trees, history of superseded versions.

-- Instants are microseconds since 1970 UTC. lo/hi: the date that leads the type; both null where the type has no such
-- date, both -2^62 where it has one but this resource does not; open ends are -2^61 and 2^61, so hi - lo never overflows. A deleted resource stays with content null.
-- me hashes (tenant, type, id). The first `refs` of the tokens are those of references: each is the hash of (tenant, type,
-- parameter) XOR the me of what it points to, so that joins along references need no ids.
-- hp: the me of the one Patient it belongs to (of its parameters patient and subject; a Patient's own) XOR rt, so that every statement gets a row's
-- Patient by hp # rt; just rt where it belongs to several. A deleted resource keeps it.
-- nk/nv: numbers, null where there are none: for each entry of nk (a hash of parameter and form of unit) three of nv: the
-- element it stands on (negative: a value in canonical units, see number-entries.ts), low and high.
create table base.res (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  rt smallint not null,
  version int not null,
  refs int not null default 0,
  me bigint not null,
  lu bigint not null,
  lo bigint,
  hi bigint,
  hp bigint,
  id text collate "C" not null,
  tokens bigint[] not null,
  params int[] not null,
  nk bigint[],
  nv float8[],
  strings text collate "C",
  content text,
  primary key (tenant, rt, id)
);

create index res_lu on base.res (tenant, rt, lu, id);
create index res_lo on base.res (tenant, rt, lo, id) where lo is not null;
-- Periods longer than two days: with them, every other overlap with an instant begins at most two days before it.
create index res_long on base.res (tenant, rt, hi, id) where hi - lo > 172800000000;
create index res_patient on base.res (tenant, hp, lo, id) where hp is not null;
create index res_me on base.res (tenant, me);
-- The one index without the tenant: tenant and type are inside each hash. Every search reads through its pending list: 256 kB are 32 pages,
-- and cost writers no more than the usual 4 MB do (measured).
create index res_tokens on base.res using gin (tokens) with (fastupdate = on, gin_pending_list_limit = 256);

-- Superseded versions. til: the instant of the next version, until when this one was in force; that of a deletion is its own plus 1, so that it is
-- found at its own instant only. Versions of one resource never share an instant.
create table base.hist (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  rt smallint not null,
  id text collate "C" not null,
  version int not null,
  lu bigint not null,
  til bigint not null,
  hp bigint,
  content text,
  primary key (tenant, rt, id, version)
);
create index hist_lu on base.hist (tenant, rt, lu, id) include (version, til);

-- Where strings begin: h hashes (tenant, type, parameter group), v is folded. Only candidates come from here; what a
-- parameter really holds stands in res.strings: records of parameter, folded and exact text, parted by 1e and 1f.
create table base.str (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  h bigint not null,
  v text collate "C" not null,
  id text collate "C" not null,
  primary key (tenant, h, v, id)
);

-- Dates that do not lead their type.
create table base.day (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  h bigint not null,
  lo bigint not null,
  hi bigint not null,
  id text collate "C" not null,
  primary key (tenant, h, id, lo, hi)
);
create index day_lo on base.day (tenant, h, lo, id);
create index day_long on base.day (tenant, h, hi, id) where hi - lo > 172800000000;

-- Numbers, to drive a search by: h hashes (tenant, type, parameter, form of unit). me is that of the resource. No key: rows are
-- written as differences, so none comes twice.
create table base.num (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  h bigint not null,
  lo float8 not null,
  hi float8 not null,
  me bigint not null
);
create index num_lo on base.num (tenant, h, lo, me);
-- Ranges that are not points: with them, every other number that touches a value begins at it.
create index num_wide on base.num (tenant, h, hi, me) where hi > lo;

-- Whom Encounters and Consents admit to a Patient, or refuse: h hashes (tenant, key), the keys are those of core/fhir's permits; pat is the
-- Patient's me; lo and hi as in base.res, when it counts. Written with the resource (rt, id) that says so, and gone with it: in force at once.
create table base.permit (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  h bigint not null,
  pat bigint not null,
  lo bigint not null,
  hi bigint not null,
  rt smallint not null,
  id text collate "C" not null,
  primary key (tenant, rt, id, h, pat, lo)
);
create index permit_holder on base.permit (tenant, h, pat) include (lo, hi);

select base.wall('res'), base.wall('hist'), base.wall('str'), base.wall('day'), base.wall('num'), base.wall('permit');

-- Fails where fewer rows went in than were meant to: somebody else was faster.
create function st.all_gone_in(gone_in int, wanted int) returns void language plpgsql as $$
begin
  if gone_in <> wanted then
    raise exception using errcode = 'ST001', message = 'rows missing';
  end if;
end
$$;

do $$
begin
  execute format('grant execute on function st.all_gone_in(int, int) to %I', base.hub_role());
end
$$;
